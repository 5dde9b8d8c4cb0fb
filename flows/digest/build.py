"""Builds a digest from the views of the warehouse, as of the moment its connection was opened for."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flows.digest.cells import money, price_range, quote, span
from flows.digest.document import Cell, Digest, Finding, Label, Number, Quote, Section, Tone
from flows.digest.followed import level_ends, returns_after, watches
from flows.settings import DigestSettings
from warehouse.connection import Connection
from warehouse.event_study import event_study
from warehouse.queries import run_query

Row = Mapping[str, Any]

VERDICT_TONES: Mapping[str, Tone] = {
    "confirmed": "good", "near": "fair", "contradicted": "bad", "untestable": "muted",
}  # fmt: skip
SENTIMENT_TONES: Mapping[str, Tone] = {"bullish": "good", "neutral": "plain", "bearish": "bad"}


def build_digest(
    con: Connection,
    settings: DigestSettings,
    *,
    as_of: datetime,
    window_hours: float | None = None,
) -> Digest:
    """Build the digest of the hours before `as_of`.

    Args:
        con: A connection whose views answer as of `as_of`.
        settings: Title, assets and lengths.
        as_of: The digest's moment.
        window_hours: How far back articles are taken; from the settings when `None`.
    """
    window_start = as_of - timedelta(hours=window_hours or settings.window_hours)

    since = {"window_start": window_start}
    assets = {"assets": list(settings.assets)}

    def ask(name: str, parameters: Mapping[str, Any]) -> list[Row]:
        rows: list[Row] = run_query(con, name, parameters).to_pylist()
        return rows

    market = ask("digest_market", since | assets)
    figures = ask("digest_figures", since)
    stories = ask("digest_stories", since | {"n": settings.max_stories})
    return Digest(
        digest_id=_digest_id(settings.title, window_start, as_of),
        title=settings.title,
        as_of=as_of,
        window_start=window_start,
        is_simulated=any(row["is_simulated"] for row in (*market, *stories)),
        summary=(*(_market_line(row) for row in market), _verdict_line(figures)),
        sections=(
            _figures(figures, settings.max_figures),
            *_self_contradictions(ask("digest_self_contradictions", since)),
            _liquidations(ask("digest_liquidations", since)),
            _levels(ask("digest_levels", since | assets)),
            level_ends(ask("digest_level_ends", since | assets)),
            watches(ask("digest_watches", since | assets)),
            _market(market),
            _gauges(ask("digest_gauges", {})),
            _sentiment(ask("digest_sentiment", since)),
            _stories(stories),
            _outlets(ask("digest_outlets", since)),
            returns_after(event_study(con, grouping="sentiment")),
        ),
        foot=(
            *_missing(ask("digest_sources", since)),
            *_foot(ask("digest_models", since), ask("digest_series", since), ask("digest_rejections", since)),
        ),
    )


def _digest_id(title: str, window_start: datetime, as_of: datetime) -> str:
    return hashlib.sha256(f"{title}\x1f{window_start.isoformat()}\x1f{as_of.isoformat()}".encode()).hexdigest()[:16]


def _market_line(row: Row) -> tuple[str | Number, ...]:
    price = Number(text=money(row["close"]), row=row["close_row"])
    if row["change_percent"] is None:
        return (f"{row['ticker']} ", price)
    change = Number(text=f"{row['change_percent']:+.1f} %", row=row["change_row"])
    return (f"{row['ticker']} ", price, ", ", change, " over the window")


def _verdict_line(figures: list[Row]) -> tuple[str | Number, ...]:
    counts = {verdict: [row for row in figures if row["verdict"] == verdict] for verdict in VERDICT_TONES}
    parts: list[str | Number] = ["Of the checkable statements, "]
    for index, (verdict, rows) in enumerate(counts.items()):
        keys = "+".join(row["claim_id"] for row in rows[:3]) + ("+…" if len(rows) > 3 else "")
        number = Number(text=str(len(rows)), row=f"claim_checks/{keys}") if rows else "none"
        parts += [", " if index else "", number, f" {verdict}"]
    return tuple(parts)


def _figures(rows: list[Row], limit: int) -> Section:
    tested = [row for row in rows if row["verdict"] != "untestable"]
    reasons: dict[str, int] = {}
    for row in rows:
        if row["verdict"] == "untestable":
            reasons[row["reason"]] = reasons.get(row["reason"], 0) + 1
    left_out = "; ".join(f"{reason} ({n})" for reason, n in sorted(reasons.items(), key=lambda item: -item[1]))
    note = f"Not decided by the data: {left_out}." if left_out else ""
    if len(tested) > limit:
        note = f"The first {limit} of {len(tested)}. {note}"
    return Section(
        title="Figures against the tape",
        columns=("verdict", "stated", "statement", "the tape", "outlet"),
        rows=tuple(
            (
                Label(text=row["verdict"], tone=VERDICT_TONES[row["verdict"]]),
                Number(text=row["text"], row=f"claims/{row['claim_id']}", span=span(row)),
                quote(row),
                Finding(text=row["finding"] or row["reason"] or "", row=f"claim_checks/{row['claim_id']}"),
                _with_echoes(row),
            )
            for row in tested[:limit]
        ),
        note=note or ("" if rows else "No checkable statement in this window."),
    )


def _self_contradictions(rows: list[Row]) -> tuple[Section, ...]:
    if not rows:
        return ()
    return (
        Section(
            title="Articles at odds with themselves",
            columns=("outlet", "headline", "says", "and says", "in what"),
            rows=tuple(
                (
                    row["outlet"],
                    Quote(text=row["headline"], span=f"{row['article_id']}@{row['revision']}:0-{len(row['headline'])}",
                          url=row["url"]),
                    Number(text=row["text"], row=f"claims/{row['claim_id']}", span=span(row)),
                    Number(text=row["other_text"], row=f"claims/{row['other_claim_id']}",
                           span=span({**row, "start": row["other_start"], "end": row["other_end"]})),
                    Label(text=row["reason"], tone="bad"),
                )
                for row in rows
            ),
        ),
    )  # fmt: skip


def _liquidations(rows: list[Row]) -> Section:
    return Section(
        title="Liquidations, reported and measured",
        columns=("asset", "side", "reported", "measured", "hours", "outlet"),
        rows=tuple(
            (
                row["asset"] or "?",
                row["position_side"],
                Number(text=money(row["amount_usd"]), row=f"liquidation_mentions/{row['mention_id']}", span=span(row)),
                None if row["measured_usd"] is None
                else Number(text=money(row["measured_usd"]), row=row["measured_row"]),
                None if row["window_hours"] is None
                else Number(text=f"{row['window_hours']:g}", row=f"liquidation_mentions/{row['mention_id']}",
                            span=span(row)),
                _with_echoes(row),
            )
            for row in rows
        ),
        note="" if rows else "No liquidation figure in this window.",
    )  # fmt: skip


def _levels(rows: list[Row]) -> Section:
    return Section(
        title="Levels in play",
        columns=("asset", "role", "level", "from the last close", "outlet", "words"),
        rows=tuple(
            (
                row["asset"],
                row["role"],
                Number(text=price_range(row), row=f"price_level_mentions/{row['mention_id']}", span=span(row)),
                None if row["distance_percent"] is None
                else Number(text=f"{row['distance_percent']:+.1f} %", row=row["close_row"], span=span(row)),
                row["outlet"],
                quote(row),
            )
            for row in rows
        ),
        note="" if rows else "No support, resistance or target in this window.",
    )  # fmt: skip


def _market(rows: list[Row]) -> Section:
    def cells(row: Row) -> tuple[Cell, ...]:
        average = row["sma_200d_distance_percent"]
        return (
            row["ticker"],
            Number(text=money(row["close"]), row=row["close_row"]),
            None if row["change_percent"] is None
            else Number(text=f"{row['change_percent']:+.1f} %", row=row["change_row"]),
            None if average is None else Number(text=f"{average:+.1f} %", row=row["sma_row"]),
            row["close_time"],
        )  # fmt: skip

    return Section(
        title="The tape",
        columns=("asset", "close", "change over the window", "against its 200-day average", "closed"),
        rows=tuple(cells(row) for row in rows),
        note="" if rows else "No series for the assets of this digest.",
    )


def _gauges(rows: list[Row]) -> Section:
    return Section(
        title="Gauges",
        columns=("gauge", "reading", "observed"),
        rows=tuple((row["gauge"], Number(text=row["reading"], row=row["row"]), row["seen_at"]) for row in rows),
        note="" if rows else "No funding, open interest, Fear & Greed or fund flows.",
    )


def _sentiment(rows: list[Row]) -> Section:
    return Section(
        title="Sentiment",
        columns=("asset", "reading", "mean score", "articles"),
        rows=tuple(
            (
                row["ticker"],
                Label(text=row["label"], tone=SENTIMENT_TONES[row["label"]]),
                Number(text=f"{row['score']:+.2f}", row=row["row"]),
                Number(text=str(row["n_articles"]), row=row["row"]),
            )
            for row in rows
        ),
    )


def _stories(rows: list[Row]) -> Section:
    def count(row: Row, column: str) -> Number:
        return Number(text=str(row[column]), row=f"stories/{row['story_id']}")

    return Section(
        title="Stories",
        columns=(
            "available", "first source", "headline", "also told by", "echoed by", "publishers", "sentiment", "assets",
        ),
        rows=tuple(
            (
                row["available_at"],
                row["outlet"],
                Quote(text=row["headline"], span=f"{row['article_id']}@{row['revision']}:0-{len(row['headline'])}",
                      url=row["url"]),
                ", ".join(row["also_told_by"]),
                ", ".join(row["echoed_by"]),
                count(row, "n_outlets"),
                Label(text=row["sentiment_label"] or "not read",
                      tone=SENTIMENT_TONES.get(row["sentiment_label"], "muted")),
                row["tickers"] or "",
            )
            for row in rows
        ),
        note="" if rows else "No article in this window.",
    )  # fmt: skip


def _outlets(rows: list[Row]) -> Section:
    counted = (*VERDICT_TONES, "echoes")

    def count(row: Row, column: str) -> Cell:
        return Number(text=str(row[column]), row=f"verdicts_by_outlet/{row['outlet']}") if row[column] else None

    return Section(
        title="Outlets, everything checked so far",
        columns=("outlet", *counted),
        rows=tuple((row["outlet"], *(count(row, column) for column in counted)) for row in rows),
        note="Figures that each outlet was the first to state; what it repeated after another one is an echo.",
    )


def _missing(feeds: list[Row]) -> tuple[str, ...]:
    """Name the feeds whose articles may be missing, so that a quiet digest is not taken for a quiet day."""

    def told(feed: Row) -> str:
        since = f", last answer {feed['last_success_at']:%Y-%m-%d %H:%M} UTC" if feed["last_success_at"] else ""
        reason = f" ({feed['last_reason']})" if feed["last_reason"] else ""
        return f"Feed {feed['feed_id']} is {feed['status']}{reason}{since}."

    return tuple(told(feed) for feed in feeds)


def _foot(models: list[Row], series: list[Row], rejections: list[Row]) -> tuple[str, ...]:
    return (
        *(f"Read with {row['model']}." for row in models),
        *(
            f"Series {row['series']}: to {row['last_time']:%Y-%m-%d %H:%M} UTC{', simulated' * row['is_simulated']}."
            for row in series
        ),
        *(f"Refused in {row['step']}: {row['n']} ({row['reasons']})." for row in rejections),
    )


def _with_echoes(row: Row) -> str:
    return f"{row['outlet']}, echoed by {', '.join(row['echoed_by'])}" if row["echoed_by"] else str(row["outlet"])
