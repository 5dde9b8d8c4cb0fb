"""What the tests of the steps share: a venue to sync from, and a world to collect from on a migrated warehouse."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.settings import Settings
from tests.flows.loopback import Loopback
from tests.flows.venue_server import http, venue
from tests.flows.world import World
from warehouse.connection import open_warehouse

__all__ = ["http", "venue"]


@pytest.fixture(scope="module")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that was migrated once, to be copied."""
    path = tmp_path_factory.mktemp("warehouse") / "warehouse.duckdb"
    with open_warehouse(path):
        pass
    return path


@pytest.fixture
def world(settings: Settings, empty_warehouse: Path) -> Iterator[World]:
    settings.main.paths.data.mkdir()
    shutil.copy(empty_warehouse, settings.main.paths.warehouse)
    with Loopback() as web, open_warehouse(settings.main.paths.warehouse) as con:
        yield World(settings, con, web)
