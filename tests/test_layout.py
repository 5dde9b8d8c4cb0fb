"""The laws of the house that import-linter cannot see."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("flows", "nlp", "warehouse")
NETWORK = {
    "httpx",
    "httpcore",
    "requests",
    "urllib.request",
    "aiohttp",
    "websockets",
    "ccxt",
    "http.client",
    "ftplib",
    "smtplib",
}
NETWORK_PLACES = ("flows/sources/", "flows/markets/", "flows/digest/deliver.py")
PREFECT_FILES = {
    "flows/tasks.py", "flows/ingest_news.py", "flows/ingest_market.py", "flows/annotate.py", "flows/publish_digest.py",
    "flows/refresh.py", "flows/schedule.py",
}  # fmt: skip
MAX_LINES = 400


def python_files():
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def imported_modules(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def users_of(package):
    return {
        path.relative_to(ROOT).as_posix()
        for path in python_files()
        if any(name == package or name.startswith(f"{package}.") for name in imported_modules(path))
    }


def test_there_are_files_to_check():
    assert len(python_files()) > 50


def test_duckdb_is_imported_in_the_warehouse_only():
    assert {path for path in users_of("duckdb") if not path.startswith("warehouse/")} == set()


def test_duckdb_connects_in_one_place():
    callers = {
        path.relative_to(ROOT).as_posix()
        for path in python_files()
        if "duckdb.connect(" in path.read_text(encoding="utf-8")
    }
    assert callers == {"warehouse/connection.py"}


def test_prefect_is_imported_in_flow_files_only():
    assert users_of("prefect") == PREFECT_FILES


@pytest.mark.parametrize("library", sorted(NETWORK))
def test_network_libraries_stay_at_the_edge(library):
    assert {path for path in users_of(library) if not path.startswith(NETWORK_PLACES)} == set()


def test_no_file_grows_beyond_one_concept():
    long = {
        path.relative_to(ROOT).as_posix(): n
        for path in python_files()
        if (n := len(path.read_text(encoding="utf-8").splitlines())) > MAX_LINES
    }
    assert long == {}


def test_every_package_folder_ships_its_init():
    folders = {path.parent for path in python_files()}
    assert {folder.relative_to(ROOT).as_posix() for folder in folders if not (folder / "__init__.py").exists()} == set()
