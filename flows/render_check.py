"""One checked article for people: what it says, what the tape says, and how sure that is."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from flows.steps.check_article import CheckedArticle
from flows.steps.find_date import DateSearch
from flows.terminal_text import printable
from nlp.article import Article

Row = Mapping[str, Any]

STYLES = {"contradicted": "bold red", "near": "yellow", "confirmed": "bold green", "untestable": "dim"}
"""Verdicts in the order in which a reader wants them, with their style."""
NOT_FACTS = {"forecast": "forecasts", "conditional": "conditions"}
NEXT_STEPS = {
    "no date": "give --published-at, or search for the day with --find-date",
    "no series": "import one (newstape import market)",
    "before the series": "import one that reaches back to that time (newstape import market)",
    "after the series": "import one that reaches on to that time (newstape import market)",
    "no history that far back": "import a longer series",
    "only daily candles": "import hourly candles",
    "bars are longer than the window": "import finer bars",
    "only a part of the market": "import liquidations of the whole market",
    "not all known yet": "check again later",
}
"""What a reader can do about a reason for which a statement stayed undecided."""
OUTSIDE_THE_SERIES = ("before the series", "after the series")
"""Reasons whose finding says where the series begins or ends."""
MAX_STATED = 60


def check_view(checked: CheckedArticle) -> RenderableType:
    """Lay out the verdicts, worst first, then the undecided by reason, then what excludes itself."""
    facts = [row for row in checked.claims if row["modality"] == "reported"]
    head = Text(printable(checked.article.headline), style="bold")
    head.append(f"\n{_published(checked.article)}", style="dim")
    parts: list[RenderableType] = [head]
    if checked.problem:
        parts.append(Text(f"not read: {checked.problem}", style="bold red"))
    decided = [row for row in facts if row["verdict"] != "untestable"]
    if decided:
        parts.append(_table(decided))
    parts += _undecided([row for row in facts if row["verdict"] == "untestable"])
    parts += [_conflict(row) for row in checked.self_contradictions]
    parts.append(Text(_summary(checked, facts), style="bold"))
    if decided:
        parts.append(Text(_coverage(decided, checked), style="dim"))
    return Group(*parts)


def _published(article: Article) -> str:
    if article.published_at:
        return f"published {article.published_at:%d %b %Y %H:%M} UTC"
    if article.published_date:
        return f"published {article.published_date:%d %b %Y}, at an hour that is not known"
    return "no publication date"


def search_view(article: Article, found: DateSearch) -> RenderableType:
    """Lay out the days that fit best, and whether they answer the question."""
    parts: list[RenderableType] = [Text(printable(article.headline), style="bold")]
    if found.best:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for heading in ("day", "fit", "confirmed", "near", "contradicted", "undecided"):
            table.add_column(heading, justify="left" if heading == "day" else "right")
        for fit in found.best:
            table.add_row(
                f"{fit.day:%a %d %b %Y}", f"{fit.score:.0%}", str(fit.confirmed), str(fit.near), str(fit.contradicted),
                str(fit.undecided),
            )  # fmt: skip
        parts.append(table)
    if found.problem:
        parts.append(Text(f"not decidable: {found.problem}", style="bold yellow"))
    else:
        also = "".join(f" or {day:%d %b}" for day in found.same)
        parts.append(Text(f"best: published on {found.best[0].day:%d %b %Y}{also}", style="bold green"))
    if found.first_day and found.last_day:
        parts.append(
            Text(
                f"{found.n_days:,} days searched, {found.first_day:%d %b %Y} to {found.last_day:%d %b %Y}; "
                "a figure that fits on few days weighs more",
                style="dim",
            )
        )
    return Group(*parts)


def _table(rows: list[Row]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("verdict", no_wrap=True)
    table.add_column("the article says", overflow="fold", ratio=2)
    table.add_column("the tape says", overflow="fold", ratio=3)
    table.add_column("series", overflow="fold", ratio=1)
    for verdict, style in STYLES.items():
        for row, times in _merged(row for row in rows if row["verdict"] == verdict):
            stated = f"{_stated(row)}{f' ({times} times)' if times > 1 else ''}"
            table.add_row(Text(verdict, style=style), Text(stated), Text(printable(row["finding"] or "")), _series(row))
    return table


def _merged(rows: Iterable[Row]) -> list[tuple[Row, int]]:
    """Take what the text says several times, with the same outcome, together: the first of each, and how many."""
    groups: dict[object, list[Row]] = {}
    for row in rows:
        stated = row["value_low"], row["value_high"], row["extent_days"], row["zone"]
        if set(stated) == {None}:
            stated = (row["text"].lower(), None, None, None)
        groups.setdefault((row["kind"], row["asset"], row["finding"], row["reason"], stated), []).append(row)
    return [(group[0], len(group)) for group in groups.values()]


def _stated(row: Row) -> str:
    words = printable(" ".join(row["text"].split()))
    words = words if len(words) <= MAX_STATED else f"{words[:MAX_STATED].rstrip()}…"
    asset = f"{row['asset']} " if row["asset"] not in (None, "ALL") else ""
    way = f"{row['relation']} " if row["kind"] == "price_at" and row["relation"] in ("above", "below") else ""
    when = f" ({row['time_text']})" if row["time_text"] and row["time_text"].lower() not in words.lower() else ""
    return f"{asset}{way}{words}{printable(when)}"


def _series(row: Row) -> str:
    name = " ".join(part for part in (row["venue"] or row["source"], row["symbol"]) if part)
    partly = f", {row['coverage']:.0%} covered" if row["coverage"] is not None and row["coverage"] < 0.995 else ""
    return f"{name}{partly}"


def _undecided(rows: list[Row]) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for reason, same in _by_reason(rows).items():
        stated = "; ".join(_stated(row) for row, _ in _merged(same))
        line = Text(f"untestable, {printable(reason)}: ", style=STYLES["untestable"])
        line.append(stated)
        if step := NEXT_STEPS.get(same[0]["reason"]):
            line.append(f" → {step}", style="italic dim")
        lines.append(line)
    return lines


def _by_reason(rows: list[Row]) -> dict[str, list[Row]]:
    reasons: dict[str, list[Row]] = {}
    for row in rows:
        ends = f" ({row['finding']})" if row["reason"] in OUTSIDE_THE_SERIES else ""
        reasons.setdefault(f"{row['reason']}{ends}", []).append(row)
    return dict(sorted(reasons.items(), key=lambda item: -len(item[1])))


def _conflict(row: Row) -> Text:
    text = Text("contradicts itself", style="bold red")
    text.append(f" ({row['reason']}): ", style="")
    text.append(f"“{printable(row['text'])}” against “{printable(row['other_text'])}”", style="")
    return text


def _summary(checked: CheckedArticle, facts: list[Row]) -> str:
    if not checked.claims:
        return "No checkable statement."
    counts = Counter(row["verdict"] for row in facts)
    verdicts = ", ".join(f"{counts[verdict]} {verdict}" for verdict in STYLES if counts[verdict])
    supposed = Counter(NOT_FACTS[row["modality"]] for row in checked.claims if row["modality"] in NOT_FACTS)
    aside = ", ".join(f"{n} {name if n > 1 else name.removesuffix('s')}" for name, n in supposed.items())
    own = len(checked.self_contradictions)
    return (
        f"{len(facts)} statements of fact: {verdicts or 'none'}"
        + (f"; {aside} not checked" if aside else "")
        + (f"; {own} self-contradiction{'s' * (own > 1)}" if own else "")
    )


def _coverage(rows: list[Row], checked: CheckedArticle) -> str:
    complete = sum(row["coverage"] is None or row["coverage"] >= 0.995 for row in rows)
    series = ", ".join(sorted({" ".join(filter(None, (row["source"], row["symbol"]))) for row in rows}))
    return (
        f"{complete} of {len(rows)} verdicts rest on data without a gap; series: {series}; "
        f"data known by {checked.as_of:%d %b %Y %H:%M} UTC"
    )
