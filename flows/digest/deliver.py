"""Delivers a digest: as an HTML file, written whole or not at all."""

from contextlib import suppress
from pathlib import Path

from flows.digest.charts import StatedPrice, price_chart
from flows.digest.document import Digest
from flows.digest.html import html_digest
from flows.errors import InputFileError
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

    Raises:
        InputFileError: It cannot be written; what stood there before is still there.
    """
    path = target if target.suffix == ".html" else target / f"digest-{digest.as_of:%Y-%m-%dT%H%M}Z.html"
    page = html_digest(digest, charts=_charts(con, digest))
    temporary = path.with_name(f"{path.name}.part")  # beside it: only a rename inside one file system is one step
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(page, encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise InputFileError(f"{path}: the digest cannot be written: {error.strerror}; name another place") from error
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
