"""Flow: bring the market series up to date."""

from datetime import datetime
from typing import Any

from prefect import flow

from flows.tasks import run_steps


@flow(name="ingest-market")
def ingest_market(config: str, now: datetime | None = None) -> dict[str, Any]:
    """Sync the market series of the configuration folder `config`; returns the run's report."""
    return run_steps(("sync",), config, now)
