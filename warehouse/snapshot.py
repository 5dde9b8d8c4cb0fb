"""Publishing the warehouse for readers: a copy under its own name, exchanged in one step."""

from contextlib import suppress
from pathlib import Path

import duckdb

from warehouse.errors import WarehouseError


def publish_snapshot(con: duckdb.DuckDBPyConnection, snapshot: Path) -> None:
    """Copy the open warehouse to `snapshot`; readers that have the former copy open keep it.

    Raises:
        WarehouseError: The copy cannot be written (disk full, not allowed); the former snapshot is still there.
    """
    # Beside the target, because only a rename inside one file system is one step. One writer, so one name will do.
    temporary = snapshot.with_name(f"{snapshot.name}.part")
    row = con.execute("select current_database()").fetchone()
    assert row is not None
    try:
        snapshot.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        path = str(temporary).replace("'", "''")  # attach takes no bound parameter
        con.execute(f"attach '{path}' as published")
        try:
            con.execute(f'copy from database "{row[0]}" to published')
        finally:
            con.execute("detach published")
        temporary.replace(snapshot)
    except (duckdb.Error, OSError) as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise WarehouseError(f"{snapshot}: the snapshot could not be written: {error}") from error
