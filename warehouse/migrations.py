"""The shape of the warehouse: numbered migrations, and the views and comments laid over them.

Migrations (`sql/migrations/0001_name.sql`) change tables; each is applied once, in one transaction with its record,
and never edited afterwards. Views (`sql/views`), macros (`sql/macros`) and the comments on tables (`sql/comments`) hold
no data: they are made anew whenever their combined checksum changed. `warehouse.connection` calls both when a writer
opens the file.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from warehouse.errors import MigrationError, WarehouseCorruptError, WarehouseVersionError

SQL_FOLDER = Path(__file__).parent / "sql"

_RECORDS = """
create table if not exists schema_migrations (
    version integer not null primary key,
    name varchar not null,
    checksum varchar not null
);
create table if not exists schema_views (checksum varchar not null);
"""
# `create macro name(days := 20, kind := 'sma') as table`: every parameter has a default.
_DEFAULTS_ONLY = re.compile(r"^create macro \w+\((\s*\w+ := [^,()]+,?)*\s*\) as table", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file of `sql/migrations`."""

    version: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the text; the same on systems that end lines differently."""
        return _checksum(self.sql)


def load_migrations(folder: Path = SQL_FOLDER / "migrations") -> tuple[Migration, ...]:
    """Read the migrations in order.

    Raises:
        MigrationError: A file name has no number, or the numbers do not run 1, 2, 3...
    """
    migrations = []
    for path in sorted(folder.glob("*.sql")):
        number, _, name = path.stem.partition("_")
        if not number.isdecimal() or not name:
            raise MigrationError(f"{path.name}: a migration is called like 0005_short_name.sql; rename it")
        migrations.append(Migration(int(number), name, path.read_text(encoding="utf-8")))
    numbers = [migration.version for migration in migrations]
    if numbers != list(range(1, len(numbers) + 1)):
        raise MigrationError(f"{folder}: migrations are numbered {numbers}; number them 1, 2, 3... without a gap")
    return tuple(migrations)


def apply_migrations(con: duckdb.DuckDBPyConnection, migrations: tuple[Migration, ...]) -> int:
    """Apply what is missing, all of it or nothing, and return how many that were.

    Raises:
        WarehouseCorruptError: The file holds tables, but none of ours.
        WarehouseVersionError: A newer newstape has been here.
        MigrationError: An applied migration was edited or is missing, or a new one failed.
    """
    require_own_tables(con)
    applied = applied_checksums(con)
    require_known(applied, migrations)
    pending = [migration for migration in migrations if migration.version not in applied]
    if not pending:
        return 0
    con.begin()
    try:
        con.execute(_RECORDS)
        for migration in pending:
            con.execute(migration.sql)
            con.execute(
                "insert into schema_migrations values (?, ?, ?)",
                [migration.version, migration.name, migration.checksum],
            )
        con.commit()
    except duckdb.Error as error:
        con.rollback()
        names = ", ".join(f"{migration.version:04}_{migration.name}" for migration in pending)
        raise MigrationError(f"migration failed, nothing was changed ({names}): {error}") from error
    return len(pending)


def require_own_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Refuse a database that something else has filled.

    Raises:
        WarehouseCorruptError: There are tables, but no record of our migrations.
    """
    names = {name for (name,) in con.execute("select table_name from duckdb_tables() where not internal").fetchall()}
    if names and "schema_migrations" not in names:
        found = ", ".join(sorted(names)[:3])
        raise WarehouseCorruptError(
            f"{database_path(con)}: a DuckDB file with other tables ({found}), no warehouse of newstape; "
            "name another data folder"
        )


def applied_checksums(con: duckdb.DuckDBPyConnection) -> dict[int, str]:
    """Return the checksum of each applied migration; empty in a new file."""
    exists = con.execute("select count(*) from duckdb_tables() where table_name = 'schema_migrations'").fetchone()
    if not exists or not exists[0]:
        return {}
    return dict(con.execute("select version, checksum from schema_migrations order by version").fetchall())


def require_known(applied: dict[int, str], migrations: tuple[Migration, ...]) -> None:
    """Check the record of a file against the migrations of this program.

    Raises:
        WarehouseVersionError: A newer newstape has been here.
        MigrationError: An applied migration was edited or is missing.
    """
    known = {migration.version: migration for migration in migrations}
    newer = sorted(set(applied) - set(known))
    if newer:
        raise WarehouseVersionError(
            f"the warehouse has migration {newer[-1]:04}, this newstape knows up to {len(migrations):04}: "
            "a newer newstape wrote it; upgrade newstape, or name another data folder"
        )
    for version, checksum in applied.items():
        migration = known[version]
        if checksum != migration.checksum:
            raise MigrationError(
                f"migration {version:04}_{migration.name} was edited after it was applied to this warehouse; "
                "restore the file and put the change into a new migration"
            )
    missing = sorted(set(range(1, max(applied, default=0))) - set(applied))
    if missing:
        raise MigrationError(
            f"migration {missing[0]:04} was never applied although a later one was; restore the warehouse from a copy"
        )


def refresh_views(con: duckdb.DuckDBPyConnection) -> bool:
    """Make views, macros and comments anew if their files changed since, and say whether they were.

    Raises:
        MigrationError: One of them cannot be created.
    """
    objects = load_objects()
    checksum = objects_checksum()
    if views_checksum(con) == checksum:
        return False
    con.begin()
    try:
        for (name,) in con.execute("select view_name from duckdb_views() where not internal").fetchall():
            con.execute(f'drop view "{name}"')
        macros = "select function_name, function_type from duckdb_functions() where not internal"
        for name, kind in con.execute(macros).fetchall():
            con.execute(f'drop {"macro table" if kind == "table_macro" else "macro"} "{name}"')
        for sql in objects.values():
            con.execute(sql)
        con.execute("delete from schema_views")
        con.execute("insert into schema_views values (?)", [checksum])
        con.commit()
    except duckdb.Error as error:
        con.rollback()
        raise MigrationError(f"the views and macros could not be created, nothing was changed: {error}") from error
    return True


def views_checksum(con: duckdb.DuckDBPyConnection) -> str | None:
    """Return the checksum of the views in this file, `None` in a new one."""
    row = con.execute("select checksum from schema_views").fetchone()
    return row[0] if row else None


@cache
def load_objects() -> dict[str, str]:
    """Return the SQL of table comments, macros and views by name, each after everything that it reads.

    The keys are `comments on <table>`, and the bare names of macros and views.
    """
    comments = _comments()
    objects = {**_read_folder("macros"), **_read_folder("views")}
    graph = {name: _words(sql) & (objects.keys() - {name}) for name, sql in objects.items()}
    ordered = {name: objects[name] for name in TopologicalSorter(graph).static_order()}
    return {**comments, **ordered}


@cache
def view_names() -> tuple[str, ...]:
    """Return the names of the views, each after those that it reads."""
    views = _read_folder("views")
    return tuple(name for name in load_objects() if name in views)


def relations() -> list[str]:
    """Return what can stand after `from` without an argument: `name` of a view, `name()` of a macro with defaults."""
    tables = [name for name, sql in _read_folder("macros").items() if _DEFAULTS_ONLY.search(sql)]
    return [*view_names(), *(f"{name}()" for name in tables)]


def as_of_macros() -> list[str]:
    """Return the names of the macros that take a moment, `candles_as_of` and its like."""
    return [name for name in _read_folder("macros") if name.endswith("_as_of")]


@cache
def objects_checksum() -> str:
    """Return one checksum over all views, macros and comments."""
    objects = {**_comments(), **_read_folder("macros"), **_read_folder("views")}  # whatever order they are made in
    return _checksum("\n".join(f"{name}\n{sql}" for name, sql in sorted(objects.items())))


def database_path(con: duckdb.DuckDBPyConnection) -> str:
    """Return the file behind a connection, for messages."""
    row = con.execute("select path from duckdb_databases() where database_name = current_database()").fetchone()
    return str(row[0]) if row and row[0] else ":memory:"


def _comments() -> dict[str, str]:
    return {f"comments on {name}": sql for name, sql in _read_folder("comments").items()}


def _read_folder(name: str) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((SQL_FOLDER / name).glob("*.sql"))}


def _words(sql: str) -> set[str]:
    """Return the words of the statement that creates an object: those among them that are objects are what it reads."""
    create, _, _ = re.sub(r"--[^\n]*", "", sql).partition("\ncomment on ")
    return set(re.findall(r"[a-z_0-9]+", create))


def _checksum(text: str) -> str:
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()
