"""The digest in the terminal."""

from datetime import datetime

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from flows.digest.document import Cell, Digest, Finding, Label, Number, Quote, Section
from flows.terminal_text import printable

TONE_STYLES = {"good": "bold green", "fair": "yellow", "bad": "bold red", "muted": "dim", "plain": ""}
MAX_QUOTE = 110
"""Quotes are cut to this many characters in the terminal; the HTML has them whole."""
MAX_UNBROKEN = 28
"""Figures up to this length stand on one line."""
MAX_PHRASE = 22
"""Width of a column of stated phrases without a number."""


def terminal_digest(digest: Digest) -> RenderableType:
    """Lay out a digest for a terminal."""
    head = Text(digest.title, style="bold")
    if digest.is_simulated:
        head.append("  SIMULATED DATA", style="bold black on yellow")
    head.append(f"\n{digest.window_start:%d %b %Y %H:%M} to {digest.as_of:%d %b %Y %H:%M} UTC", style="dim")
    for line in digest.summary:
        head.append("\n")
        for part in line:
            head.append(
                part.text if isinstance(part, Number) else part, style="bold" if not isinstance(part, str) else ""
            )
    parts: list[RenderableType] = [Panel(head, box=box.HEAVY)]
    for section in digest.sections:
        parts += [Rule(section.title, align="left"), _table(section)]
    parts.append(Text("\n".join(digest.foot), style="dim"))
    return Group(*parts)


def _table(section: Section) -> RenderableType:
    note = Text(section.note, style="dim")
    if not section.rows:
        return note
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for index, heading in enumerate(section.columns):
        cells = [row[index] for row in section.rows]
        numeric = all(isinstance(cell, Number | None) for cell in cells)
        short = (
            numeric and max((len(cell.text) for cell in cells if isinstance(cell, Number)), default=0) <= MAX_UNBROKEN
        )
        table.add_column(
            heading,
            justify="right" if short else "left",
            overflow="fold",
            no_wrap=short or all(isinstance(cell, Label) for cell in cells),
            ratio=2 if any(isinstance(cell, Quote | Finding) for cell in cells) else None,
            max_width=None if short else MAX_PHRASE if numeric else None,
        )
    for row in section.rows:
        table.add_row(*(_cell(cell) for cell in row))
    return Group(note, table) if section.note else table


def _cell(cell: Cell) -> Text:
    match cell:
        case None:
            return Text()
        case datetime():
            return Text(f"{cell:%d %b %H:%M}", style="dim")
        case Label():
            return Text(cell.text, style=TONE_STYLES[cell.tone])
        case Quote():
            words = printable(" ".join(cell.text.split()))
            return Text(words if len(words) <= MAX_QUOTE else f"{words[:MAX_QUOTE].rstrip()}…", style="italic")
        case Number() | Finding():
            return Text(printable(cell.text))
        case _:
            return Text(printable(cell))
