"""Puts a metric together from a figure and what was found out about it."""

from nlp.annotations import Direction, MetricKind, MetricMention
from nlp.components.extensions import Reading
from nlp.components.figure_windows import FigureWindow
from nlp.components.metric_windows import window_hours_of
from nlp.components.modality import modality_of


def metric_of(
    found: Reading,
    window: FigureWindow,
    kind: MetricKind,
    why: str,
    *,
    unit: str,
    direction: Direction | None,
    asset: str | None,
    is_change: bool = False,
) -> MetricMention:
    """A metric with the value of the figure and the time that its words state."""
    quantity = window.quantity
    hours = window_hours_of(window)
    return MetricMention(
        text=found.span_text(quantity.start, quantity.end),
        start=quantity.start,
        end=quantity.end,
        sentence=found.sentence_text(quantity.start),
        why=why,
        kind=kind,
        value=quantity.low,
        unit=unit,
        direction=direction,
        asset=asset,
        window_hours=hours if hours is not None and hours <= 168 else None,
        window_days=hours / 24 if hours is not None and hours > 168 else None,
        is_change=is_change,
        modality=modality_of(window),
        confidence=0.85,
    )
