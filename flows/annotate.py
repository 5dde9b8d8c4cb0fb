"""Flow: read the new articles and check what they claim."""

from datetime import datetime
from typing import Any

from prefect import flow

from flows.tasks import run_steps


@flow(name="annotate-and-check")
def annotate_and_check(config: str, now: datetime | None = None) -> dict[str, Any]:
    """Annotate, group and check with the configuration folder `config`; returns the run's report."""
    return run_steps(("annotate", "group", "check"), config, now)
