"""`newstape backfill`: articles of the past, from a site's sitemaps."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from flows.commands.common import ConfigOption, JsonOption, parse_moment, print_json, settings_from
from flows.commands.run import show_only_step
from flows.errors import InputFileError


def backfill(
    source: Annotated[str, typer.Argument(help="A feed of feeds.toml, by its id or its domain.")],
    start: Annotated[str, typer.Option("--from", help="First day or moment (UTC unless a zone is given).")],
    end: Annotated[str | None, typer.Option("--to", help="Up to here, not included. Default: now.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Pages to fetch in this call; call again for the rest.")] = 500,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Fetch the articles of a period that a site's sitemaps list, within the rules of its robots.txt.

    What is stored already is not asked for again. The articles count as known from now on.
    """
    settings = settings_from(config)
    now = datetime.now(UTC)
    first, last = parse_moment(start, "--from"), parse_moment(end, "--to") or now
    if first is None or first >= last:
        raise InputFileError(f"--from {start} is not before --to {end or 'now'}; nothing lies between them")
    from flows.steps.backfill import backfill_step, find_feed
    from flows.steps.refresh import recorded

    feed = find_feed(settings, source)
    report = recorded(
        settings,
        lambda now, run_id: [backfill_step(settings, feed, start=first, end=last, limit=limit, now=now, run_id=run_id)],
        now=now,
        command=f"backfill {feed.id}",
    )
    if json:
        print_json(report.as_dict())
    else:
        show_only_step(report, nothing="nothing listed")
