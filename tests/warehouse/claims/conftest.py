"""The desk at which claims are checked."""

import pytest

from tests.warehouse.claims.desk import Desk


@pytest.fixture
def desk(con):
    return Desk(con)
