"""Opening the warehouse: the only place that calls `duckdb.connect`.

DuckDB lets one process write a file and keeps every other process out meanwhile, readers too. So a writer opens the
warehouse for as short as it can, and readers open the snapshot that `warehouse.snapshot` publishes.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import get_args

import duckdb

from warehouse.errors import (
    WarehouseBusyError,
    WarehouseCorruptError,
    WarehouseError,
    WarehouseMissingError,
    WarehouseVersionError,
)
from warehouse.market_rows import MarketKind
from warehouse.migrations import (
    applied_checksums,
    apply_migrations,
    load_migrations,
    objects_checksum,
    refresh_views,
    require_known,
    require_own_tables,
    views_checksum,
)

Connection = duckdb.DuckDBPyConnection
"""An open warehouse, by the name that the rest of the program knows it."""

# Nothing is ever downloaded: without these two, a dead name server held a query for minutes.
_OFFLINE = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
# For what it takes to be fewer than 64 rows DuckDB makes a nested loop of an as-of join. Its guess may be wrong by a
# factor of a thousand: a check of relative moves took four minutes instead of one second.
_PLANNING = {"asof_loop_join_threshold": 0}
_RETRY_SECONDS = 0.1


@contextmanager
def open_warehouse(path: Path, *, wait_seconds: float = 10) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse to write: create file and folder, migrate, bring the views up to date.

    Keep it open only for as long as you write. `wait_seconds` is how long to wait for another process.

    Raises:
        WarehouseBusyError: Another process held the file all the while.
        WarehouseCorruptError: The file is no warehouse, or damaged.
        WarehouseVersionError: A newer newstape wrote it.
        MigrationError: An applied migration was edited, or a new one failed.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WarehouseError(f"{path.parent}: cannot create the data folder: {error}; name another one") from error
    con = _connect_patiently(path, wait_seconds=wait_seconds)
    try:
        with _damage_explained(path):
            con.execute("set global TimeZone = 'UTC'")
            apply_migrations(con, load_migrations())
            refresh_views(con)
        yield con
    finally:
        con.close()


@contextmanager
def open_reader(path: Path, *, as_of: datetime | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a snapshot to read, locked down: no other file, no network, no change of settings.

    With `as_of` (aware) every view shows what was known then. The point in time belongs to this one connection: a
    `cursor()` of it starts without.

    Raises:
        WarehouseMissingError: There is no snapshot yet.
        WarehouseBusyError: A writer holds the file.
        WarehouseCorruptError: The file is no warehouse, or damaged.
        WarehouseVersionError: Another newstape wrote it.
    """
    if as_of is not None and as_of.tzinfo is None:
        raise WarehouseError(f"as_of = {as_of.isoformat()} has no time zone; give an instant like 2024-08-05T12:00:00Z")
    if not path.exists():
        raise WarehouseMissingError(f"{path}: there is no snapshot yet; collect something first (newstape run)")
    con = _connect(path, read_only=True)
    try:
        with _damage_explained(path):
            _lock_down(con)
            _require_current(con, path)
            if as_of is not None:
                con.execute("set variable as_of = $as_of::timestamptz", {"as_of": as_of})
        yield con
    finally:
        con.close()


@contextmanager
def open_scratch(snapshot: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an empty warehouse in memory whose market series are those of a snapshot: what is written to it is lost.

    The snapshot is only read, so this works while another process writes the warehouse.

    Raises:
        WarehouseError: As `open_reader` does for a snapshot that is missing, busy, damaged or of another version.
    """
    with open_reader(snapshot):
        pass  # refuses what cannot be read, with the reader's own words
    con = duckdb.connect(config={**_OFFLINE, **_PLANNING})
    try:
        con.execute("set global TimeZone = 'UTC'")
        apply_migrations(con, load_migrations())
        refresh_views(con)
        path = str(snapshot).replace("'", "''")  # attach takes no bound parameter
        con.execute(f"attach '{path}' as tape (read_only)")
        for table in get_args(MarketKind):
            con.execute(f"drop table {table}")
            con.execute(f"create view {table} as select * from tape.{table}")
        con.execute("set enable_external_access = false")
        yield con
    finally:
        con.close()


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit everything inside together, or nothing."""
    con.begin()
    try:
        yield
    except BaseException:
        con.rollback()
        raise
    con.commit()


def _connect_patiently(path: Path, *, wait_seconds: float) -> duckdb.DuckDBPyConnection:
    give_up = time.monotonic() + wait_seconds
    while True:
        try:
            return _connect(path, read_only=False)
        except WarehouseBusyError:
            if time.monotonic() >= give_up:
                raise
            time.sleep(_RETRY_SECONDS)


def _connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = {**_OFFLINE, **_PLANNING}
    if read_only:
        config["enable_external_access"] = False
    with _damage_explained(path):
        try:
            return duckdb.connect(str(path), read_only=read_only, config=config)
        except duckdb.ConnectionException as error:  # this very process has it open in another mode
            raise WarehouseBusyError(f"{path}: this process already holds it open; close that first") from error
        except duckdb.IOException as error:
            if "set lock on file" in str(error):
                raise WarehouseBusyError(
                    f"{path}: another process is writing to it; try again when it is done, or read the snapshot "
                    f"({_first_line(error)})"
                ) from error
            raise


@contextmanager
def _damage_explained(path: Path) -> Iterator[None]:
    """Turn DuckDB's ways of finding a file unreadable into one error that says what to do."""
    try:
        yield
    except duckdb.Error as error:
        message = _first_line(error)
        if "newer version" in message or "version number" in message:
            raise WarehouseVersionError(f"{path}: {message}; upgrade newstape, or name another data folder") from error
        if isinstance(error, duckdb.IOException) and "Permission denied" in message:
            raise WarehouseError(f"{path}: not allowed to open it: {message}") from error
        raise WarehouseCorruptError(
            f"{path}: cannot be opened as a warehouse: {message}; restore it from a copy, or move it away and run "
            "newstape run to start a new one"
        ) from error


def _lock_down(con: duckdb.DuckDBPyConnection) -> None:
    # A second reader in one process shares the instance, which the first one has locked already.
    locked = con.execute("select current_setting('lock_configuration')").fetchone()
    if not locked or not locked[0]:
        con.execute("set global TimeZone = 'UTC'")
        con.execute("set lock_configuration = true")


def _require_current(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    require_own_tables(con)
    migrations = load_migrations()
    applied = applied_checksums(con)
    require_known(applied, migrations)
    if len(applied) < len(migrations) or views_checksum(con) != objects_checksum():
        raise WarehouseVersionError(
            f"{path}: another version of newstape wrote this snapshot; publish a new one (newstape run)"
        )


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
