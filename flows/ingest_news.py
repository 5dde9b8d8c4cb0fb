"""Flow: poll the feeds that are due and store what is new."""

from datetime import datetime
from typing import Any

from prefect import flow

from flows.tasks import run_steps


@flow(name="ingest-news")
def ingest_news(config: str, now: datetime | None = None) -> dict[str, Any]:
    """Collect news with the configuration folder `config`; returns the run's report."""
    return run_steps(("collect",), config, now)
