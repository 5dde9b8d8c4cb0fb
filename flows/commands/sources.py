"""`newstape sources`: how each feed is doing."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.common import ConfigOption, JsonOption, console, print_json, print_lines, settings_from, warn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.settings import FeedSettings, Settings
    from warehouse.readers import SourceHealth


def sources(
    config: ConfigOption = None,
    opml: Annotated[
        Path | None, typer.Option(help="Write the configured feeds to this OPML file, for a feed reader.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Show how each feed is doing: successes, failures, rhythm, silence, pages. Exit code 1 if one keeps failing."""
    settings = settings_from(config)
    if opml is not None:
        from flows.sources.opml import write_opml

        write_opml(opml, settings.feeds)
        warn(f"{len(settings.feeds)} feeds written to {opml}")
        return
    healths = _healths(settings)
    if json:
        print_json([_as_dict(feed, healths.get(feed.id)) for feed in settings.feeds])
    else:
        _show(settings.feeds, healths)
    if any(healths[feed.id].status == "failing" for feed in settings.feeds if feed.id in healths):
        raise typer.Exit(1)


def _healths(settings: "Settings") -> "Mapping[str, SourceHealth]":
    from warehouse.connection import open_reader
    from warehouse.errors import WarehouseMissingError
    from warehouse.readers import source_health

    try:
        with open_reader(settings.main.paths.snapshot) as con:
            return source_health(con)
    except WarehouseMissingError:
        return {}  # nothing was polled yet, which is what the answer then says


def _as_dict(feed: "FeedSettings", health: "SourceHealth | None") -> dict[str, object]:
    known = {"feed_id": feed.id, "outlet": feed.outlet, "url": feed.url, "status": "never polled"}
    return known | (asdict(health) if health else {})


def _show(feeds: "tuple[FeedSettings, ...]", healths: "Mapping[str, SourceHealth]") -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from flows.steps.source_alerts import duration, source_alerts

    table = Table(box=box.SIMPLE_HEAD, caption=f"{len(feeds):,} feeds; sums over a week", caption_justify="left")
    for heading in ("feed", "status", "last success", "next due"):
        table.add_column(heading)
    for heading in ("failures", "one entry in", "silent for", "new", "refused", "broken XML", "pages", "unread"):
        table.add_column(heading, justify="right")
    for feed in feeds:
        health = healths.get(feed.id)
        if health is None:
            table.add_row(feed.id, "never polled")
            continue
        table.add_row(
            feed.id,
            Text(health.status, style="green" if health.status == "ok" else "bold red"),
            f"{health.last_success_at:%Y-%m-%d %H:%M}" if health.last_success_at else "never",
            f"{health.next_due_at:%Y-%m-%d %H:%M}" if health.next_due_at else "",
            str(health.n_failures),
            duration(health.typical_gap_minutes),
            duration(health.silent_minutes),
            *(str(n) for n in (health.n_new, health.n_rejected, health.n_ill_formed, health.n_pages)),
            "-" if health.unread_page_share is None else f"{100 * health.unread_page_share:.0f} %",
        )
    console().print(table)
    print_lines(source_alerts(healths, feeds))
