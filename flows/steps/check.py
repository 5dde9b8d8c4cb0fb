"""Check every claim against the tape."""

from datetime import datetime

from flows.settings import ClaimsSettings, Settings
from flows.steps.report import StepReport
from warehouse.claims import Tolerance, check_claims
from warehouse.connection import open_warehouse


def check_step(settings: Settings, now: datetime, run_id: str) -> StepReport:
    """Give each claim its verdict with the data known by `now`."""
    with open_warehouse(settings.main.paths.warehouse) as con:
        checked = check_claims(
            con,
            known_at=now,
            tolerances=tolerances_of(settings.claims),
            settle_hours=settings.claims.settle_hours,
            checked_at=now,
        )
    return StepReport(step="check", counts=checked.as_dict())


def tolerances_of(settings: ClaimsSettings) -> dict[str, Tolerance]:
    """Turn the tolerances of claims.toml into those that the check takes."""
    return {
        kind: Tolerance(confirmed=value.confirmed, near=value.near, approximate_factor=value.approximate_factor)
        for kind, value in settings.tolerances.items()
    }
