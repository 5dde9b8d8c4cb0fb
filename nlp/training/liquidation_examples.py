"""Labelled liquidations with the candidates that the model ranks, as training sees them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.language import Language

from nlp.components.extensions import Reading
from nlp.components.liquidation_candidates import Candidate, Candidates
from nlp.components.liquidation_model import CANDIDATES, is_asked
from nlp.components.liquidation_scene import Scene, scene_of
from nlp.training.labelled_texts import LabelledText, read_with
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


def liquidation_examples(pipeline: Language, texts: Iterable[LabelledText]) -> Iterator[LiquidationExample]:
    """Examples of all texts; one that the reader takes for another language has none."""
    for labelled in texts:
        found = read_with(pipeline, labelled, _NEEDED)
        if found is not None:
            yield from _examples(found, labelled)


def _examples(found: Reading, labelled: LabelledText) -> Iterator[LiquidationExample]:
    windows = {window.quantity.start: window for window in found.windows}
    last = None
    for mention in found.liquidations:
        label = next((x for x in labelled.liquidations if mention.start < x["end"] and x["start"] < mention.end), None)
        window = windows.get(mention.start)
        if label is None or window is None or mention.amount_usd is None:
            continue
        right = {"position_side": label["side"], "asset": label["asset"], "window_hours": label["window_hours"]}
        if not label.get("ignore"):
            scene = scene_of(found, window, mention, last)
            candidates = {field: of(scene) for field, of in RANKED.items()}
            said = {field: getattr(mention, field) for field in RANKED}
            asked = frozenset(field for field in CANDIDATES if is_asked(mention, field))
            yield LiquidationExample(labelled.id, labelled.style, candidates, right, said, asked)
        last = replace(mention, **right)
