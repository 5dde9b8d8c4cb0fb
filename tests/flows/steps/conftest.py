from tests.flows.venue_server import http, venue

__all__ = ["http", "venue"]
