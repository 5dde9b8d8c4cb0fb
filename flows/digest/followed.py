"""The digest's sections on what came after: levels to their end, conditions, and returns after articles."""

from collections.abc import Mapping, Sequence
from typing import Any

from flows.digest.cells import price_range, quote, span
from flows.digest.document import Cell, Label, Number, Section, Tone
from warehouse.event_study import ALL_ASSETS, EventStudyRow

Row = Mapping[str, Any]

STATUS_TONES: Mapping[str, Tone] = {
    "held": "good", "reached": "good", "met": "good", "reclaimed": "fair", "touched": "fair",
    "broken": "bad", "flipped": "bad", "failed": "bad", "open": "muted",
}  # fmt: skip
STUDY_HORIZONS = ("1d", "1w")


def level_ends(rows: Sequence[Row]) -> Section:
    """Show the levels that were touched, held, broken... in the window."""
    return Section(
        title="Levels followed to their end",
        columns=("asset", "role", "level", "what became of it", "at", "hours after", "outlet", "words"),
        rows=tuple(
            (
                row["asset"],
                row["role"],
                Number(text=price_range(row), row=f"price_level_mentions/{row['mention_id']}", span=span(row)),
                Label(text=row["status"], tone=STATUS_TONES[row["status"]]),
                row["happened_at"],
                Number(text=f"{row['hours_after']:,.0f}", row=row["candle_row"]),
                row["outlet"],
                quote(row),
            )
            for row in rows
        ),
        note="" if rows else "Nothing happened to a stated level in this window.",
    )


def watches(rows: Sequence[Row]) -> Section:
    """Show the conditions on levels that are open, or resolved in the window."""

    def condition(row: Row) -> str:
        return f"{'a close' if row['watch_kind'] == 'cross' else 'holds'} {row['relation']} {price_range(row)}"

    return Section(
        title="Conditions to watch",
        columns=("asset", "condition", "state", "from the last close", "outlet", "words"),
        rows=tuple(
            (
                row["asset"],
                Number(
                    text=condition(row),
                    row=f"price_level_mentions/{row['mention_id']}",
                    span=span(row),
                ),
                Label(text=row["status"], tone=STATUS_TONES[row["status"]]),
                None
                if row["distance_percent"] is None
                else Number(text=f"{row['distance_percent']:+.1f} %", row=row["candle_row"], span=span(row)),
                row["outlet"],
                quote(row),
            )
            for row in rows
        ),
        note="" if rows else "No article attached a condition to a level.",
    )


def returns_after(rows: Sequence[EventStudyRow]) -> Section:
    """Show mean returns after articles by sentiment, over all assets and everything known so far."""
    chosen = [row for row in rows if row.ticker == ALL_ASSETS and row.horizon in STUDY_HORIZONS]

    def percent(value: float | None, row: EventStudyRow) -> Cell:
        key = f"event_returns/sentiment/{row.group_value}/{row.horizon}"
        return None if value is None else Number(text=f"{100 * value:+.2f} %", row=key)

    return Section(
        title="Returns after articles, everything known so far",
        columns=("sentiment", "horizon", "articles", "mean", "less BTC", "95 % low", "95 % high", "mind"),
        rows=tuple(
            (
                row.group_value,
                row.horizon,
                Number(text=str(row.n_articles), row=f"event_returns/sentiment/{row.group_value}/{row.horizon}"),
                percent(row.mean_raw, row),
                percent(row.mean_abnormal, row),
                percent(row.low, row),
                percent(row.high, row),
                row.warning,
            )
            for row in chosen
        ),
        note="" if chosen else "No article is old enough to have a return after it.",
    )
