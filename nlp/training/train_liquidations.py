"""Train the liquidation model on its labelled passages, or compare it with the rules.

    python -m nlp.training.train_liquidations configs/assets.toml
    python -m nlp.training.train_liquidations configs/assets.toml --compare [--gold gold.jsonl ...]

Training takes seconds and gives the same file each time. `--compare` writes nothing: it cross-validates over passages
and over styles (all passages of one kind of outlet held out at once) and prints how many of the liquidations that the
rules find have the right side, asset, window and all three: by the rules, by a model that does not hear them, and by
both together as the component uses them.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

from nlp.components.liquidation_candidates import Candidate
from nlp.components.liquidation_model import (
    CANDIDATES,
    MODEL_FILE,
    LiquidationModel,
    choose,
    save_liquidation_model,
)
from nlp.pipeline import build_pipeline
from nlp.sentiment.load import load_encoder
from nlp.text.lexicon import load_lexicon
from nlp.training.labelled_texts import gold_texts
from nlp.training.liquidation_examples import RANKED, LiquidationExample, liquidation_examples
from nlp.training.passages import CORPUS_DIR, load_passages
from nlp.training.ranking import fit_ranking

LIQUIDATION_CORPUS_DIR = CORPUS_DIR.parent / "liquidations"
N_FOLDS = 8
MODEL_NAME = "liquidations-1"

Parts = dict[str, Candidate]
"""Side, asset and window, by field."""


def train(examples: Sequence[LiquidationExample], fields: Iterable[str] = CANDIDATES) -> LiquidationModel:
    """Fit the liquidation model to examples; what is not among the candidates of one cannot be learnt from it."""
    weights = {}
    for field in fields:
        known = [x for x in examples if x.right[field] in x.candidates[field]]
        rows = [list(x.candidates[field].values()) for x in known]
        weights[field] = fit_ranking(rows, [list(x.candidates[field]).index(x.right[field]) for x in known])
    return LiquidationModel(MODEL_NAME, weights)


def decide(model: LiquidationModel, example: LiquidationExample) -> Parts:
    """What rules and model make of an example together, as in the reader."""
    return example.said | {
        field: choose(model.probabilities(field, example.candidates[field]), example.said[field])
        for field in example.asked
    }


def decide_alone(model: LiquidationModel, example: LiquidationExample) -> Parts:
    """What a model says that does not hear the rules; sides too, which the reader leaves to them."""
    likely = {field: model.probabilities(field, candidates) for field, candidates in example.candidates.items()}
    return {field: max(odds, key=lambda key: odds[key]) for field, odds in likely.items()}


def without_rules(example: LiquidationExample) -> LiquidationExample:
    """The example without the features that tell what the rules say."""
    candidates = {
        field: {key: [feature for feature in row if "rule" not in feature] for key, row in ranked.items()}
        for field, ranked in example.candidates.items()
    }
    return replace(example, candidates=candidates)


def comparison(examples: Sequence[LiquidationExample], gold: Sequence[tuple[str, list[LiquidationExample]]]) -> str:
    """The table of rules, model and both."""
    styles = sorted({example.style for example in examples})
    folds: tuple[tuple[str, Callable[[LiquidationExample], int]], ...] = (
        (f"passages, {N_FOLDS} folds over passages", lambda x: crc32(x.text_id.encode()) % N_FOLDS),
        ("passages, folds over styles", lambda x: styles.index(x.style) % N_FOLDS),
    )
    deaf = [without_rules(example) for example in examples]
    lines = [f"{'':34s}{'':8s}  side  asset window   full"]
    for name, fold_of in folds:
        alone = _cross_validate(deaf, fold_of, RANKED, decide_alone)
        lines += _rows(name, examples, alone, _cross_validate(examples, fold_of, CANDIDATES, decide))
    if gold:
        deaf_model, model = train(deaf, RANKED), train(examples)
        for name, tested in gold:
            alone = [decide_alone(deaf_model, without_rules(example)) for example in tested]
            lines += _rows(name, tested, alone, [decide(model, example) for example in tested])
    return "\n".join(lines)


def _cross_validate(
    examples: Sequence[LiquidationExample],
    fold_of: Callable[[LiquidationExample], int],
    fields: Iterable[str],
    decision: Callable[[LiquidationModel, LiquidationExample], Parts],
) -> list[Parts]:
    """Decisions for every example by a model that saw nothing of its fold, in the order of the examples."""
    folds = [fold_of(example) for example in examples]
    models = {
        fold: train([x for x, f in zip(examples, folds, strict=True) if f != fold], fields) for fold in set(folds)
    }
    return [decision(models[fold], example) for example, fold in zip(examples, folds, strict=True)]


def _rows(name: str, tested: Sequence[LiquidationExample], alone: Sequence[Parts], both: Sequence[Parts]) -> list[str]:
    labelled = {"rules": [example.said for example in tested], "model": alone, "both": both}
    rows = []
    for who, decided in labelled.items():
        right = [[parts[field] == x.right[field] for field in RANKED] for x, parts in zip(tested, decided, strict=True)]
        shares = [sum(column) / len(tested) for column in zip(*right, strict=True)]
        cells = "".join(f"{share:7.3f}" for share in (*shares, sum(all(row) for row in right) / len(tested)))
        rows.append(f"{name + f' (n={len(tested)})' if who == 'rules' else '':44s}{who:6s}{cells}")
    return rows


def main(arguments: Sequence[str]) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lexicon", type=Path, help="the asset list, configs/assets.toml")
    parser.add_argument("--out", type=Path, default=MODEL_FILE)
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="gold files, their articles beside them")
    options = parser.parse_args(arguments)
    pipeline = build_pipeline(load_lexicon(options.lexicon), load_encoder("lexicon"))
    examples = list(liquidation_examples(pipeline, load_passages(LIQUIDATION_CORPUS_DIR)))
    if options.compare:
        gold = [(path.parent.name, list(liquidation_examples(pipeline, gold_texts(path)))) for path in options.gold]
        sys.stdout.write(comparison(examples, gold) + "\n")
        return
    model = train(examples)
    save_liquidation_model(model, options.out)
    n_features = sum(len(weights) for weights in model.weights.values())
    sys.stdout.write(f"{options.out}: {len(examples)} examples, {n_features} features\n")


if __name__ == "__main__":
    main(sys.argv[1:])
