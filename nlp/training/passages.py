"""The labelled passages as gold rows: `load_passages()` reads every style file beside the README."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from nlp.annotations import EventKind, SentimentLabel
from nlp.errors import GoldFileError
from nlp.training.markup import MarkedText, Mention, read_markup

CORPUS_DIR = Path(__file__).parents[1] / "resources" / "corpora" / "figures"

_LABELS: dict[str, SentimentLabel] = {"-": "bearish", "0": "neutral", "+": "bullish"}
_EVENTS = get_args(EventKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One to a few labelled sentences.

    Attributes:
        id: Style and number, `wires-007`.
        style: Name of its file.
        year: When it could have been written.
        headline: First line; empty where the passage has none.
        text: Headline, blank line, body, as an article's text.
        levels: As the `levels` of a gold row, with `relation`, `modality` and `previous_role` besides.
        liquidations: As the `liquidations` of a gold row.
        metrics: As the `metrics` of a gold row.
        events: From the closed list.
        sentiment: Reading of the passage as a whole.
    """

    id: str
    style: str
    year: int
    headline: str
    text: str
    levels: tuple[Mention, ...]
    liquidations: tuple[Mention, ...]
    metrics: tuple[Mention, ...]
    events: tuple[str, ...]
    sentiment: SentimentLabel


def load_passages(folder: Path = CORPUS_DIR) -> tuple[Passage, ...]:
    """All passages of all style files, in the order of file names and lines.

    Raises:
        GoldFileError: A file breaks the notation; the message names file and passage.
    """
    return tuple(passage for path in sorted(folder.glob("*.txt")) for passage in _read_file(path))


def _read_file(path: Path) -> Iterator[Passage]:
    blocks = re.split(r"^@ ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for number, block in enumerate(blocks, start=1):
        identity = f"{path.stem}-{number:03d}"
        try:
            yield _read_block(block, identity, path.stem)
        except (GoldFileError, ValueError, KeyError) as error:
            raise GoldFileError(f"{path.name}, passage {identity}: {error}") from error


def _read_block(block: str, identity: str, style: str) -> Passage:
    header, _, rest = block.partition("\n")
    year, sign, asset, *events = header.split()
    if unknown := [event for event in events if event not in _EVENTS]:
        raise GoldFileError(f"unknown events {unknown}")
    headline, body = "", rest.strip()
    if body.startswith("^ "):
        headline, _, body = body[2:].partition("\n")
    marked: MarkedText = read_markup(f"{headline}\n\n{body.strip()}\n", asset=None if asset == "null" else asset)
    return Passage(
        id=identity, style=style, year=int(year), headline=marked.text.partition("\n")[0], text=marked.text,
        levels=marked.levels, liquidations=marked.liquidations, metrics=marked.metrics, events=tuple(events),
        sentiment=_LABELS[sign],
    )  # fmt: skip
