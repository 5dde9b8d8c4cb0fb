"""Charts of the digest, drawn with matplotlib as SVG."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from matplotlib import rc_context
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure

INK, DIM, LINE = "#16202a", "#5d6b78", "#1f6feb"
VERDICT_COLOURS = {"confirmed": "#0b7a4b", "near": "#d29b00", "contradicted": "#b3261e"}
MARGIN = 0.06
"""The price axis reaches this far beyond the closes, as a share of them; what was stated further off is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPrice:
    """A price that an article states, to be put beside the tape.

    Attributes:
        at: When the article became available.
        price: US dollars.
        verdict: What the tape said of it.
    """

    at: datetime
    price: float
    verdict: str


def price_chart(
    title: str,
    close_times: Sequence[datetime],
    closes: Sequence[float],
    stated: Sequence[StatedPrice],
    *,
    note: str = "",
) -> str:
    """Draw closes as a line and stated prices as dots coloured by verdict.

    Args:
        title: Heading of the chart.
        close_times: When each candle closed, ascending.
        closes: Its close, in US dollars.
        stated: What the articles said; prices far outside the drawn range are left out.
        note: Printed at the right, e.g. `simulated data`.

    Returns:
        One `<svg>` element.
    """
    figure = Figure(figsize=(9.6, 3.2), layout="constrained")
    axes = figure.subplots()
    axes.plot(date2num(list(close_times)), closes, color=LINE, linewidth=1.3)
    bottom, top = min(closes) * (1 - MARGIN), max(closes) * (1 + MARGIN)
    axes.set_ylim(bottom, top)
    drawn = [item for item in stated if bottom <= item.price <= top]
    for verdict, colour in VERDICT_COLOURS.items():
        points = [item for item in drawn if item.verdict == verdict]
        if points:
            axes.scatter(
                date2num([item.at for item in points]), [item.price for item in points], s=26, color=colour, zorder=3,
                label=f"stated, {verdict}", edgecolors="white", linewidths=0.6,
            )  # fmt: skip
    axes.set_title(title, loc="left", fontsize=10, color=INK)
    locator = AutoDateLocator()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.tick_params(labelsize=8, colors=DIM)
    axes.grid(axis="y", color="#e6eaee", linewidth=0.7)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    if drawn:
        axes.legend(fontsize=7.5, frameon=False, loc="best")
    if note:
        axes.set_title(note, loc="right", fontsize=8, color=DIM)
    return _svg(figure)


def _svg(figure: Figure) -> str:
    buffer = io.StringIO()
    # A fixed hash salt and no date make the same chart the same bytes.
    with rc_context({"svg.hashsalt": "newstape", "svg.fonttype": "path"}):
        FigureCanvasSVG(figure).print_svg(buffer, metadata={"Date": None})
    text = buffer.getvalue()
    return text[text.index("<svg") :]
