"""`newstape import`: articles, market series and lists of feeds from files."""

import sys
import tomllib
import typing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.commands.common import ConfigOption, JsonOption, print_json, settings_from, warn
from flows.commands.publication import publication
from flows.commands.run import show_only_step
from flows.errors import InputFileError
from flows.settings import SeriesSettings, Settings
from flows.steps.report import StepReport
from warehouse.market_rows import MarketKind

app = typer.Typer(
    help="Import articles, market series or feeds from files.", no_args_is_help=True, rich_markup_mode=None
)


@app.command()
def articles(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders: .txt, .html, .jsonl")],
    outlet: Annotated[str, typer.Option(help="Outlet of articles that do not name theirs.")] = "imported",
    time_zone: Annotated[str, typer.Option(help="Zone in which their 'Tuesday' or 'by noon' are meant.")] = "UTC",
    published_at: Annotated[
        str | None,
        typer.Option(
            help="Date of articles that carry none (UTC unless a zone is given); a day alone means any hour of it."
        ),
    ] = None,
    trust_published: Annotated[
        bool,
        typer.Option(
            "--trust-published",
            help="Take the publication time for the moment the article was known (for archives); "
            "otherwise an imported article counts as known from now on.",
        ),
    ] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Import articles: text (headline, blank line, body), HTML pages, JSON lines."""
    settings = settings_from(config)
    moment, day = publication(published_at, time_zone)
    from flows.sources.article_import import import_articles
    from warehouse.connection import open_warehouse

    def work(now: datetime, run_id: str) -> StepReport:
        with open_warehouse(settings.main.paths.warehouse) as con:
            report = import_articles(
                con,
                paths,
                now=now,
                run_id=run_id,
                outlet=outlet,
                time_zone=time_zone,
                published_at=moment,
                published_date=day,
                trust_published=trust_published,
            )
        return StepReport(step="import articles", counts=report.counts, problems=report.reasons)

    _import(settings, "import articles", work, as_json=json)


@app.command()
def feeds(
    file: Annotated[Path, typer.Argument(help="A list of feeds as feed readers export it (OPML).")],
    append: Annotated[
        bool, typer.Option("--append", help="Append them to feeds.toml of the configuration, instead of printing them.")
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Turn a list of feeds (OPML) into entries for feeds.toml; look at their outlets and time zones before you run."""
    settings = settings_from(config)
    from flows.sources.opml import append_feeds, as_toml, read_opml

    found = read_opml(file, settings.feeds)
    for problem in found.problems:
        warn(f"left out: {problem.item}: {problem.detail}")
    warn(f"{len(found.feeds)} new feeds, {found.n_known} known already")
    if append:
        append_feeds(settings.folder / "feeds.toml", found.feeds)
    else:
        sys.stdout.write(as_toml(found.feeds))


@app.command()
def market(
    paths: Annotated[list[Path], typer.Argument(help="Files: CSV, JSON, JSONL, Parquet, feather; also .zip and .gz.")],
    kind: Annotated[str, typer.Option(help=f"One of {', '.join(typing.get_args(MarketKind))}.")],
    source: Annotated[str, typer.Option(help="Who supplied it; stored with each row.")],
    venue: Annotated[str, typer.Option(help="Where it was measured; empty where it covers the market.")] = "",
    symbol: Annotated[str, typer.Option(help="Instrument, BTC-USDT or BTC-USDT-PERP.")] = "",
    ticker: Annotated[str, typer.Option(help="Asset, as in assets.toml.")] = "",
    timeframe: Annotated[str, typer.Option(help="Length of a bar: 1m, 1h, 4h, 1d.")] = "",
    preset: Annotated[
        str | None, typer.Option(help="A known shape, e.g. binance_klines, coinglass_liquidations.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", help="Column map, ours=theirs; may be repeated.", metavar="OURS=THEIRS"),
    ] = None,
    option: Annotated[
        list[str] | None,
        typer.Option("--option", help="Further keys of the file provider, e.g. time_unit=ms.", metavar="KEY=VALUE"),
    ] = None,
    simulated: Annotated[bool, typer.Option("--simulated", help="Mark the rows as invented data.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Import a market series. The keys are those of markets.toml: docs/how_to/add_a_series.md."""
    settings = settings_from(config)
    if kind not in typing.get_args(MarketKind):
        raise InputFileError(f"--kind {kind!r} is unknown; the kinds are {', '.join(typing.get_args(MarketKind))}")
    options: dict[str, Any] = {key: _toml_value(value) for key, value in _pairs(option or [], "--option")}
    if preset:
        options["preset"] = preset
    if column:
        options["columns"] = dict(_pairs(column, "--column"))
    series = SeriesSettings(
        kind=typing.cast(MarketKind, kind),
        provider="file",
        source=source,
        venue=venue,
        symbol=symbol,
        ticker=ticker,
        timeframe=timeframe,
        is_simulated=simulated,
        options=options,
    )
    from flows.steps.sync import import_market
    from flows.steps.sync_report import SyncReport
    from warehouse.connection import open_warehouse

    def work(now: datetime, run_id: str) -> StepReport:
        with open_warehouse(settings.main.paths.warehouse) as con:
            reports = [import_market(con, path, series, now=now, run_id=run_id) for path in paths]
        report = SyncReport(series=tuple(reports))
        return StepReport(step="import market", counts=report.counts, problems=report.reasons)

    _import(settings, "import market", work, as_json=json)


def _import(
    settings: Settings, command: str, work: typing.Callable[[datetime, str], StepReport], *, as_json: bool
) -> None:
    """Run an import as a run of its own, recorded and published like any other."""
    from flows.steps.refresh import recorded

    report = recorded(settings, lambda now, run_id: [work(now, run_id)], now=datetime.now(UTC), command=command)
    if as_json:
        print_json(report.as_dict())
    else:
        show_only_step(report, nothing="nothing new")


def _pairs(items: list[str], option: str) -> list[tuple[str, str]]:
    pairs = []
    for item in items:
        key, sign, value = item.partition("=")
        if not (key and sign):
            raise InputFileError(f"{option} {item!r} has no form KEY=VALUE")
        pairs.append((key.strip(), value.strip()))
    return pairs


def _toml_value(text: str) -> Any:  # noqa: ANN401 - whatever TOML can say
    """Read a value as TOML, and as plain text where it is none (`time_unit=ms`)."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
