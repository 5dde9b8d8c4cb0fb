"""`newstape doctor`: is everything in place?"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from flows.commands.common import ConfigOption, JsonOption, console, print_json, settings_from
from flows.errors import FlowError
from nlp.errors import NlpError
from warehouse.errors import WarehouseError, WarehouseMissingError

if TYPE_CHECKING:
    from flows.settings import Settings

MAX_CLOCK_SKEW_SECONDS = 120
"""Beyond this, conditional requests and available_at are not to be trusted."""

Status = Literal["ok", "warning", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The result of one look: what was looked at, how it is, and what to do if it is not well."""

    check: str
    status: Status
    detail: str


def doctor(
    config: ConfigOption = None,
    offline: Annotated[bool, typer.Option("--offline", help="Leave out what needs the network.")] = False,
    json: JsonOption = False,
) -> None:
    """Check configuration, model, warehouse, series, feeds and clock. Exit code 1 if anything has failed."""
    settings = settings_from(config)
    findings = [Finding(check="configuration", status="ok", detail=_described(settings))]
    looks: list[tuple[str, Callable[[Settings], Iterator[Finding]]]] = [
        ("assets", _assets),
        ("sentiment model", _model),
        ("warehouse", _warehouse),
    ]
    if not offline:
        looks.append(("feeds", _feeds))
    for check, look in looks:
        try:
            findings += look(settings)
        except (FlowError, NlpError, WarehouseError) as error:
            findings.append(Finding(check=check, status="failed", detail=str(error)))
    if json:
        print_json([asdict(finding) for finding in findings])
    else:
        _show(findings)
    if any(finding.status == "failed" for finding in findings):
        raise typer.Exit(1)


def _described(settings: "Settings") -> str:
    return f"{settings.folder}: {len(settings.feeds)} feeds, {len(settings.markets)} series"


def _assets(settings: "Settings") -> Iterator[Finding]:
    from nlp.text.lexicon import load_lexicon

    lexicon = load_lexicon(settings.assets_file)
    yield Finding(check="assets", status="ok", detail=f"{settings.assets_file}: {len(lexicon.assets)} assets")


def _model(settings: "Settings") -> Iterator[Finding]:
    from nlp.sentiment.load import load_encoder

    encoder = load_encoder(settings.main.annotate.encoder)
    yield Finding(check="sentiment model", status="ok", detail=encoder.name)


def _warehouse(settings: "Settings") -> Iterator[Finding]:
    from flows.steps.source_alerts import source_alerts
    from warehouse.checks import run_checks
    from warehouse.connection import open_reader
    from warehouse.queries import run_query
    from warehouse.readers import source_health

    try:
        with open_reader(settings.main.paths.snapshot) as con:
            yield Finding(check="warehouse", status="ok", detail=f"{settings.main.paths.snapshot}: current version")
            for result in run_checks(con):
                yield Finding(
                    check=f"quality: {result.name}",
                    status="warning" if result.n_rows else "ok",
                    detail=f"{result.n_rows} rows: {result.description} First: {result.sample}"
                    if result.n_rows
                    else result.description,
                )
            for row in run_query(con, "select * from series_status order by all").to_pylist():
                name = " ".join(row[key] for key in ("kind", "venue", "symbol", "timeframe") if row[key])
                yield Finding(
                    check=f"series {name}",
                    status="warning" if row["is_stale"] else "ok",
                    detail=f"{row['n_observations']:,} rows to {row['last_time']:%Y-%m-%d %H:%M} UTC",
                )
            for alert in source_alerts(source_health(con), settings.feeds):
                yield Finding(check="sources", status="warning", detail=alert)
    except WarehouseMissingError as error:
        yield Finding(check="warehouse", status="warning", detail=str(error))


def _feeds(settings: "Settings") -> Iterator[Finding]:
    from flows.sources.probe import probe_feeds

    now = datetime.now(UTC)
    for probe in probe_feeds(settings, now=now):
        if probe.problem:
            yield Finding(check=f"feed {probe.feed_id}", status="failed", detail=probe.problem)
            continue
        skew = abs((now - probe.server_time).total_seconds()) if probe.server_time else 0
        if skew > MAX_CLOCK_SKEW_SECONDS:
            detail = f"its clock and ours differ by {skew:.0f} s; set this machine's clock"
            yield Finding(check=f"feed {probe.feed_id}", status="warning", detail=detail)
        else:
            yield Finding(check=f"feed {probe.feed_id}", status="ok", detail=f"{probe.n_entries} items")


def _show(findings: list[Finding]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    styles = {"ok": "green", "warning": "yellow", "failed": "bold red"}
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("check", "status", "detail"):
        table.add_column(heading, overflow="fold")
    for finding in findings:
        table.add_row(finding.check, Text(finding.status, style=styles[finding.status]), Text(finding.detail))
    console().print(table)
