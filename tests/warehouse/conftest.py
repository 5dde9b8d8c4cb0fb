"""A fresh warehouse for each test, copied from one that was migrated once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from warehouse.connection import open_warehouse


@pytest.fixture
def warehouse_file(empty_warehouse: Path, tmp_path: Path) -> Path:
    path = tmp_path / "warehouse.duckdb"
    shutil.copy(empty_warehouse, path)
    return path


@pytest.fixture
def con(warehouse_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(warehouse_file) as connection:
        yield connection
