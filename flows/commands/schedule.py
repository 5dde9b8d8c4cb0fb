"""`newstape schedule`: serve the flows on their schedules until stopped."""

from datetime import UTC, datetime

from flows.commands.common import ConfigOption, settings_from, warn


def schedule(config: ConfigOption = None) -> None:
    """Serve the flows on their schedules until stopped (Ctrl-C or SIGTERM).

    Uses the Prefect server of PREFECT_API_URL, or starts one on a loopback port and stops it at the end.
    """
    settings = settings_from(config)
    from flows.schedule import serve_schedules

    serve_schedules(settings, clock=lambda: datetime.now(UTC), say=warn)
