"""The digest as a document: sections of tables whose cells know where they come from.

Built by `flows.digest.build`, shown by `terminal` and `html`, kept as JSON in the warehouse. A `Number` cannot be made
without the row it stands in, so no figure of a digest lacks its source.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

Tone = Literal["good", "fair", "bad", "muted", "plain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A figure with its origin.

    Attributes:
        text: As shown, with unit.
        row: Table and key of the row that holds it, e.g. `claims/3fa9...`.
        span: `article@revision:start-end` where an article states it; `None` for measured figures.
    """

    text: str
    row: str
    span: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of an article.

    Attributes:
        text: As they stand in it.
        span: `article@revision:start-end`.
        url: The article's address, if it has one.
    """

    text: str
    span: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A word of ours, such as a verdict, with the tone in which it is shown."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sentence of ours about what the tape says, with the row of the check that holds it."""

    text: str
    row: str


Cell = str | datetime | Number | Quote | Label | Finding | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A table under a title. `note` says what it shows when it is empty, or how to read it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A digest as of one moment.

    Attributes:
        digest_id: Key; the same moment, window and title give the same key.
        title: From digest.toml.
        as_of: Nothing that became known later is in it.
        window_start: Articles available from here on are in it.
        is_simulated: Some of its data are simulated.
        summary: The first lines, each a run of words and figures.
        sections: The tables.
        foot: Models, series and refusals behind it.
    """

    digest_id: str
    title: str
    as_of: datetime
    window_start: datetime
    is_simulated: bool
    summary: tuple[tuple[str | Number, ...], ...]
    sections: tuple[Section, ...]
    foot: tuple[str, ...]

    def numbers(self) -> Iterator[Number]:
        """Yield every figure in it."""
        for line in self.summary:
            yield from (part for part in line if isinstance(part, Number))
        for section in self.sections:
            yield from (cell for row in section.rows for cell in row if isinstance(cell, Number))

    def as_dict(self) -> dict[str, Any]:
        """Return it as values that `json.dumps(..., default=str)` can write."""
        return asdict(self)
