"""Flow: everything once, from the feeds to the digest."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from prefect import flow

from flows.steps.refresh import STEP_NAMES, StepName
from flows.tasks import run_steps


@flow(name="refresh", validate_parameters=False)
def refresh_flow(config: str, now: datetime | None = None, steps: Sequence[StepName] = STEP_NAMES) -> dict[str, Any]:
    """Run the steps with the configuration folder `config`; returns the run's report."""
    return run_steps(steps, config, now)
