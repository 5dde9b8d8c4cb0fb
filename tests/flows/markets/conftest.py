import pytest

from tests.flows.venue_server import http, venue

__all__ = ["http", "venue"]


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.retry.FIRST_WAIT_SECONDS", 0.01)
