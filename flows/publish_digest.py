"""Flow: build and deliver the digest."""

from datetime import datetime
from typing import Any

from prefect import flow

from flows.tasks import run_steps


@flow(name="publish-digest")
def publish_digest(config: str, now: datetime | None = None) -> dict[str, Any]:
    """Publish the digest of the configuration folder `config`; returns the run's report."""
    return run_steps(("digest",), config, now)
