"""Train the role model on the labelled passages, or compare it with the rules.

    python -m nlp.training.train_roles configs/assets.toml
    python -m nlp.training.train_roles configs/assets.toml --compare [--gold gold.jsonl]

Training takes seconds and gives the same file each time. `--compare` writes nothing: it cross-validates over passages
and over styles (all passages of one kind of outlet held out at once) and prints accuracy and macro F1 of the rules, of
the model, and of both together as the component uses them.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from zlib import crc32

from nlp.annotations import Role
from nlp.components.role_model import DEFAULT_RULE, MIN_ODDS_OVER_SPOT, MODEL_FILE, RoleModel, save_role_model
from nlp.pipeline import build_pipeline
from nlp.sentiment.load import load_encoder
from nlp.text.lexicon import load_lexicon
from nlp.training.labelled_texts import gold_texts
from nlp.training.passages import load_passages
from nlp.training.regression import fit_roles
from nlp.training.role_examples import RoleExample, role_examples

N_FOLDS = 8
MODEL_NAME = "roles-1"


def train(examples: Sequence[RoleExample]) -> RoleModel:
    """Fit the role model to examples."""
    return fit_roles([x.features for x in examples], [x.role for x in examples], name=MODEL_NAME)


def decide(model: RoleModel, example: RoleExample) -> tuple[Role, Role]:
    """The model's own role for an example, and the role that model and rules give together."""
    probabilities = model.probabilities(example.features)
    best = int(probabilities.argmax())
    alone = model.roles[best]
    if example.rule != DEFAULT_RULE:
        return alone, example.rule_role
    likelier = probabilities[best] >= MIN_ODDS_OVER_SPOT * probabilities[model.roles.index("spot")]
    return alone, alone if likelier else "spot"


def cross_validate(examples: Sequence[RoleExample], fold_of: Callable[[RoleExample], int]) -> list[tuple[Role, Role]]:
    """Decisions for every example by a model that saw nothing of its fold, in the order of the examples."""
    folds = [fold_of(example) for example in examples]
    models = {fold: train([x for x, f in zip(examples, folds, strict=True) if f != fold]) for fold in set(folds)}
    return [decide(models[fold], example) for example, fold in zip(examples, folds, strict=True)]


def comparison(examples: Sequence[RoleExample], gold: Sequence[RoleExample]) -> str:
    """The table of rules, model and both."""
    styles = sorted({example.style for example in examples})
    lines = [f"{'':38s}{'rules':>16s}{'model':>16s}{'both':>16s}   accuracy / macro F1"]
    tests = [
        (f"passages, {N_FOLDS} folds over passages", examples, lambda x: crc32(x.text_id.encode()) % N_FOLDS),
        ("passages, folds over styles", examples, lambda x: styles.index(x.style) % N_FOLDS),
    ]
    results = [(name, tested, cross_validate(tested, fold_of)) for name, tested, fold_of in tests]
    if gold:
        model = train(examples)
        results.append(("gold articles, trained on passages", gold, [decide(model, example) for example in gold]))
    for name, tested, decisions in results:
        truth = [example.role for example in tested]
        columns = ([x.rule_role for x in tested], [alone for alone, _ in decisions], [both for _, both in decisions])
        cells = "".join(f"{_accuracy(truth, column):9.3f} /{_macro_f1(truth, column):5.3f}" for column in columns)
        lines.append(f"{name + f' (n={len(tested)})':38s}{cells}")
    return "\n".join(lines)


def _accuracy(truth: Sequence[Role], read: Sequence[Role]) -> float:
    return sum(a == b for a, b in zip(truth, read, strict=True)) / len(truth)


def _macro_f1(truth: Sequence[Role], read: Sequence[Role]) -> float:
    scores = []
    for role in sorted(set(truth)):
        right = sum(a == b == role for a, b in zip(truth, read, strict=True))
        scores.append(2 * right / (truth.count(role) + list(read).count(role)))
    return sum(scores) / len(scores)


def main(arguments: Sequence[str]) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lexicon", type=Path, help="the asset list, configs/assets.toml")
    parser.add_argument("--out", type=Path, default=MODEL_FILE)
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--gold", type=Path, help="a gold file with its articles beside it, to compare on")
    options = parser.parse_args(arguments)
    pipeline = build_pipeline(load_lexicon(options.lexicon), load_encoder("lexicon"))
    examples = list(role_examples(pipeline, load_passages()))
    if options.compare:
        gold = list(role_examples(pipeline, gold_texts(options.gold))) if options.gold else []
        sys.stdout.write(comparison(examples, gold) + "\n")
        return
    model = train(examples)
    save_role_model(model, options.out)
    sys.stdout.write(f"{options.out}: {len(examples)} examples, {len(model.rows)} features\n")


if __name__ == "__main__":
    main(sys.argv[1:])
