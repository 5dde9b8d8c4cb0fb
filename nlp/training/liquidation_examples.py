"""Labelled liquidations with the candidates that the model ranks, from the passages or from a gold file."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.language import Language

from nlp.article import Article
from nlp.components.extensions import reading
from nlp.components.liquidation_candidates import Candidate, Candidates
from nlp.components.liquidation_model import CANDIDATES, is_asked
from nlp.components.liquidation_scene import Scene, scene_of
from nlp.errors import ArticleError
from nlp.pipeline import open_article
from nlp.training.markup import Mention
from nlp.training.passages import Passage
from nlp.training.side_candidates import side_candidates

RANKED: dict[str, Callable[[Scene], Candidates]] = {"position_side": side_candidates, **CANDIDATES}
"""What the reader's model ranks, and the side, which it leaves to the rules."""
_NEEDED = ("sentences", "times", "assets", "quantities", "price_levels", "liquidations")


@dataclass(frozen=True, slots=True)
class LiquidationExample:
    """One liquidation that the rules found and an annotator labelled.

    Attributes:
        text_id: Passage or article.
        style: Kind of outlet; `gold` for articles.
        candidates: By field, what it could be with its features.
        right: By field, what the annotator says.
        said: By field, what the rules say.
        asked: The fields in which the reader asks the model.
    """

    text_id: str
    style: str
    candidates: dict[str, Candidates]
    right: dict[str, Candidate]
    said: dict[str, Candidate]
    asked: frozenset[str]


def passage_examples(pipeline: Language, passages: Iterable[Passage]) -> Iterator[LiquidationExample]:
    """Examples of all passages; one that the reader takes for another language has none."""
    for passage in passages:
        yield from _examples(pipeline, passage.id, passage.style, passage.text, passage.liquidations)


def gold_examples(pipeline: Language, gold_file: Path) -> Iterator[LiquidationExample]:
    """Examples of a gold file whose articles lie in the folder `articles` beside it."""
    for line in gold_file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = (gold_file.parent / "articles" / f"{row['id']}.txt").read_text(encoding="utf-8")
        yield from _examples(pipeline, row["id"], "gold", text, row["liquidations"])


def _examples(
    pipeline: Language, text_id: str, style: str, text: str, labels: Iterable[Mention]
) -> Iterator[LiquidationExample]:
    try:
        doc = open_article(pipeline, Article(id=text_id, text=text))
    except ArticleError:
        return
    with pipeline.select_pipes(enable=[f"newstape_{name}" for name in _NEEDED]):
        found = reading(pipeline(doc))
    windows = {window.quantity.start: window for window in found.windows}
    last = None
    for mention in found.liquidations:
        label = next((x for x in labels if mention.start < x["end"] and x["start"] < mention.end), None)
        window = windows.get(mention.start)
        if label is None or window is None or mention.amount_usd is None:
            continue
        right = {"position_side": label["side"], "asset": label["asset"], "window_hours": label["window_hours"]}
        if not label.get("ignore"):
            scene = scene_of(found, window, mention, last)
            candidates = {field: of(scene) for field, of in RANKED.items()}
            said = {field: getattr(mention, field) for field in RANKED}
            asked = frozenset(field for field in CANDIDATES if is_asked(mention, field))
            yield LiquidationExample(text_id, style, candidates, right, said, asked)
        last = replace(mention, **right)
