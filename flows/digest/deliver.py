"""Delivers a digest: as an HTML file, written whole or not at all."""

import tempfile
from pathlib import Path

from flows.digest.charts import StatedPrice, price_chart
from flows.digest.document import Digest
from flows.digest.html import html_digest
from warehouse.connection import Connection
from warehouse.queries import run_query

CHART_ASSET = "BTC"


def deliver_html(con: Connection, digest: Digest, target: Path) -> Path:
    """Write the page.

    Args:
        con: The connection that the digest was built with; its chart is drawn from it.
        digest: The document.
        target: A folder, in which the file is named after the digest's moment, or a file.

    Returns:
        Where the page is.
    """
    path = target if target.suffix == ".html" else target / f"digest-{digest.as_of:%Y-%m-%dT%H%M}Z.html"
    page = html_digest(digest, charts=_charts(con, digest))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(page)
    Path(file.name).replace(path)
    return path


def _charts(con: Connection, digest: Digest) -> tuple[str, ...]:
    closes = run_query(con, "digest_chart_closes", {"ticker": CHART_ASSET}).to_pylist()
    if len(closes) < 2:
        return ()
    stated = run_query(
        con, "digest_chart_stated", {"ticker": CHART_ASSET, "since": closes[0]["close_time"]}
    ).to_pylist()
    return (
        price_chart(
            f"{CHART_ASSET}, hourly close, and the prices that articles stated",
            [row["close_time"] for row in closes],
            [float(row["close"]) for row in closes],
            [StatedPrice(at=row["available_at"], price=float(row["price"]), verdict=row["verdict"]) for row in stated],
            note="simulated data" if digest.is_simulated else "",
        ),
    )
