"""A loopback server that plays the invented outlets as of a clock that is set from outside."""

import threading
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from flows.sample.articles import load_articles
from flows.sample.moments import sample_moments
from flows.sample.outlets import OUTLETS
from flows.sample.site import Document, SampleSite

_ADDRESS = "127.0.0.1"


class SampleServer:
    """Serves the outlets while the context is open: `with SampleServer(folder) as server: ...`.

    Args:
        articles: Folder of article files.

    Attributes:
        clock: The moment that the outlets show; set it to let time pass. Starts at the first of the sample's moments.

    Raises:
        InputFileError: An article file is broken.
    """

    def __init__(self, articles: Path) -> None:
        self._server = _OutletServer(SampleSite(load_articles(articles)), sample_moments().polls[0])
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def clock(self) -> datetime:
        """The moment that the outlets show; aware."""
        return self._server.clock

    @clock.setter
    def clock(self, moment: datetime) -> None:
        self._server.clock = moment

    @property
    def port(self) -> int:
        """The port on 127.0.0.1."""
        return self._server.server_port

    def static_hosts(self) -> dict[str, str]:
        """Return where each outlet's host is to be found, as `http.static_hosts` in newstape.toml takes it."""
        return {outlet.domain: f"{_ADDRESS}:{self.port}" for outlet in OUTLETS}


class _OutletServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, site: SampleSite, clock: datetime) -> None:
        self.site = site
        self.clock = clock
        super().__init__((_ADDRESS, 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _OutletServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        clock = self.server.clock
        host = (self.headers.get("Host") or "").partition(":")[0].lower()
        document = self.server.site.document(host, urlsplit(self.path).path, clock=clock)
        if document is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.NOT_MODIFIED if self._knows(document) else HTTPStatus.OK)
        self.send_header("ETag", document.etag)
        self.send_header("Last-Modified", format_datetime(document.modified_at.astimezone(UTC), usegmt=True))
        if self._knows(document):
            self.end_headers()
            return
        self.send_header("Content-Type", document.content_type)
        self.send_header("Content-Length", str(len(document.body)))
        self.end_headers()
        self.wfile.write(document.body)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Stamp answers with the sample's clock."""
        return format_datetime(self.server.clock.astimezone(UTC), usegmt=True)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal free."""

    def _knows(self, document: Document) -> bool:
        """Say whether the client has this version; its ETag counts before its date (RFC 9110, 13.2.2)."""
        etags = self.headers.get("If-None-Match")
        if etags is not None:
            return document.etag in etags
        since = self.headers.get("If-Modified-Since")
        try:
            return since is not None and document.modified_at <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False
