"""One read article for people: a highlighted text with its tables in the terminal, or a displaCy page."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from flows.terminal_text import printable
from nlp.annotations import ArticleAnnotations, ArticleSentiment, Mention
from nlp.article import Article

STYLES = {
    "level": "bold black on bright_cyan",
    "liquidation": "bold black on bright_red",
    "metric": "black on bright_yellow",
    "event": "underline magenta",
}
"""Terminal style per kind of mention."""
COLOURS = {"level": "#7fdbe6", "liquidation": "#ff9b9b", "metric": "#ffe48a", "event": "#e0b0ff", "claim": "#b8e6a3"}
"""Page colour per kind of mention."""
LONG_COLUMNS = ("text", "when", "rule or model")
"""Columns that may run over several lines."""


def terminal_view(article: Article, annotations: ArticleAnnotations, *, why: bool = False) -> RenderableType:
    """Lay out the highlighted text, then a table per kind of mention.

    Args:
        article: The article that was read.
        annotations: What was read out of it.
        why: Add the rule or model behind each mention.
    """
    parts: list[RenderableType] = [_highlighted(article, annotations), Text()]
    if annotations.problem:
        parts.append(Text(f"not read: {annotations.problem}", style="bold red"))
    parts += [table for table in _tables(annotations) if table.row_count]
    if annotations.sentiment:
        parts.append(_sentiment_lines(annotations.sentiment, article))
    if why:
        parts.append(_why(annotations))
    parts.append(Text("read with " + ", ".join(f"{k} {v}" for k, v in annotations.model.items()), style="dim"))
    return Group(*parts)


def html_page(articles: Iterable[tuple[Article, ArticleAnnotations]]) -> str:
    """Render articles as one displaCy page, each mention labelled with what it was read as."""
    from spacy import displacy

    documents = [
        {"text": article.text, "title": annotations.id, "ents": _page_spans(annotations)}
        for article, annotations in articles
    ]
    colours = {label: COLOURS[label.split()[0].lower()] for doc in documents for label in _labels(doc["ents"])}
    page: str = displacy.render(documents, style="ent", manual=True, page=True, options={"colors": colours})
    return page


def _labels(spans: object) -> list[str]:
    return [str(span["label"]) for span in spans] if isinstance(spans, list) else []


def _page_spans(annotations: ArticleAnnotations) -> list[dict[str, object]]:
    spans = [(m.start, m.end, f"LEVEL {m.asset or '?'} {m.role}") for m in annotations.price_levels]
    spans += [(m.start, m.end, f"LIQUIDATION {m.asset or '?'} {m.position_side}") for m in annotations.liquidations]
    spans += [(m.start, m.end, f"METRIC {m.kind} {m.asset or ''} {m.direction or ''}") for m in annotations.metrics]
    spans += [(m.start, m.end, f"EVENT {m.kind}") for m in annotations.events]
    chosen: list[dict[str, object]] = []
    last_end = 0
    # displaCy draws flat spans only: of overlapping ones the first, longest is drawn
    for start, end, label in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last_end:
            chosen.append({"start": start, "end": end, "label": " ".join(label.split())})
            last_end = end
    return chosen


def _highlighted(article: Article, annotations: ArticleAnnotations) -> Text:
    text = Text(printable(article.text))
    text.stylize("bold", 0, article.body_start)
    groups: tuple[tuple[str, tuple[Mention, ...]], ...] = (
        ("event", annotations.events),
        ("metric", annotations.metrics),
        ("level", annotations.price_levels),
        ("liquidation", annotations.liquidations),
    )
    for kind, mentions in groups:
        for mention in mentions:
            text.stylize(STYLES[kind], mention.start, mention.end)
    return text


def _tables(annotations: ArticleAnnotations) -> list[Table]:
    return [
        _table("Assets", ("ticker", "mentions", "relevance"), [
            (asset.ticker, str(asset.n_mentions), f"{asset.relevance:.2f}") for asset in annotations.assets
        ]),
        _mention_table("Price levels", ("asset", "role", "price", "relation", "modality", "when"), [
            (m, (m.asset, _role(m.role, m.previous_role), _range(m.price_low, m.price_high, m.currency, m.approximate),
                 m.relation, m.modality, _when(m.time_text, m.time_start, m.time_end)))
            for m in annotations.price_levels
        ]),
        _mention_table("Liquidations", ("asset", "side", "USD", "hours", "source", "modality"), [
            (m, (m.asset, m.position_side, _number(m.amount_usd), _number(m.window_hours), m.source or m.venue,
                 m.modality))
            for m in annotations.liquidations
        ]),
        _mention_table("Metrics", ("kind", "asset", "value", "direction", "window", "modality"), [
            (m, (m.kind, m.asset, f"{_number(m.value)} {m.unit or ''}".strip(), m.direction,
                 _window(m.window_hours, m.window_days), m.modality))
            for m in annotations.metrics
        ]),
        _mention_table("Events", ("kind", "asset"), [(m, (m.kind, m.asset)) for m in annotations.events]),
        _mention_table("Claims to check", ("kind", "asset", "stated", "modality", "when"), [
            (m, (m.kind, m.asset, _range(m.value_low, m.value_high, m.unit or "", m.approximate), m.modality,
                 _when(m.time_text, m.time_start, m.time_end)))
            for m in annotations.claims
        ]),
    ]  # fmt: skip


def _why(annotations: ArticleAnnotations) -> Table:
    mentions: list[Mention] = [
        *annotations.price_levels, *annotations.liquidations, *annotations.metrics, *annotations.events,
        *annotations.claims,
    ]  # fmt: skip
    kinds = (type(mention).__name__.removesuffix("Mention") for mention in mentions)
    return _table("Why", ("span", "kind", "text", "rule or model"), [
        (_span(mention), kind, mention.text, mention.why) for kind, mention in zip(kinds, mentions, strict=True)
    ])  # fmt: skip


def _mention_table(title: str, headings: tuple[str, ...], rows: list[tuple[Mention, tuple[str | None, ...]]]) -> Table:
    return _table(
        title, ("span", "text", *headings), [(_span(mention), mention.text, *cells) for mention, cells in rows]
    )


def _span(mention: Mention) -> str:
    return f"{mention.start}-{mention.end}"


def _table(title: str, headings: tuple[str, ...], rows: Iterable[tuple[str | None, ...]]) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, no_wrap=heading not in LONG_COLUMNS, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(cell or "")) for cell in row))
    return table


def _sentiment_lines(sentiment: ArticleSentiment, article: Article) -> Text:
    text = Text(f"Sentiment: {sentiment.label} ({sentiment.score:+.2f})", style="bold")
    for ticker, item in sentiment.by_asset.items():
        text.append(f"  {ticker} {item.label} ({item.score:+.2f})", style="not bold")
    for index in sentiment.movers:
        sentence = sentiment.sentences[index]
        words = printable(" ".join(article.text[sentence.start : sentence.end].split()))
        text.append(f"\n  {sentence.p_bullish - sentence.p_bearish:+.2f}  {words[:150]}", style="not bold")
    return text


def _role(role: str, previous: str | None) -> str:
    return f"{previous} -> {role}" if previous else role


def _range(low: Decimal | None, high: Decimal | None, currency: str, approximate: bool) -> str:
    if low is None:
        return ""
    span = _number(low) if low == high else f"{_number(low)} - {_number(high)}"
    return f"{'~' if approximate else ''}{span} {currency}".strip()


def _number(value: Decimal | float | None) -> str:
    if value is None:
        return ""
    plain = f"{value:,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _window(hours: float | None, days: float | None) -> str:
    return f"{hours:g} h" if hours is not None else f"{days:g} d" if days is not None else ""


def _when(text: str | None, start: datetime | None, end: datetime | None) -> str:
    if start is None or end is None:
        return text or ""
    return f"{text or ''} [{start:%Y-%m-%d %H:%M} .. {end:%Y-%m-%d %H:%M} UTC)".strip()
