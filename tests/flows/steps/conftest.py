"""What the tests of the steps share: a venue to sync from, and a world to collect from on a migrated warehouse."""

from collections.abc import Iterator

import pytest

from flows.settings import Settings
from tests.flows.loopback import Loopback
from tests.flows.venue_server import http, venue
from tests.flows.world import World
from warehouse.connection import open_warehouse

__all__ = ["http", "venue"]


@pytest.fixture
def world(settings: Settings) -> Iterator[World]:
    with Loopback() as web, open_warehouse(settings.main.paths.warehouse) as con:
        yield World(settings, con, web)
