"""Build the digest as of the run's clock, store it and write its page."""

import json
from datetime import datetime

from flows.digest.build import build_digest
from flows.digest.deliver import deliver_html
from flows.settings import Settings
from flows.steps.report import StepReport
from warehouse.connection import open_reader, open_warehouse
from warehouse.rows import DigestRow
from warehouse.writers import add_digest


def digest_step(settings: Settings, now: datetime, run_id: str) -> StepReport:
    """Publish the digest of the hours before `now`; the same moment and data give the same digest."""
    paths = settings.main.paths
    with open_reader(paths.warehouse, as_of=now) as con:
        digest = build_digest(con, settings.digest, as_of=now)
        path = deliver_html(con, digest, paths.digests)
    with open_warehouse(paths.warehouse) as con:
        add_digest(
            con,
            DigestRow(
                digest_id=digest.digest_id,
                as_of=digest.as_of,
                window_start=digest.window_start,
                built_at=now,
                content=json.dumps(digest.as_dict(), default=str),
            ),
        )
    counts = {"sections": len(digest.sections), "figures": sum(1 for _ in digest.numbers())}
    return StepReport(step="digest", counts=counts, files=(str(path),))
