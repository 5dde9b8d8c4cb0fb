"""A web server on the loopback interface that can also behave badly.

with Loopback() as web:
    web.serve("/feed", body, content_type="application/rss+xml", etag='"v1"')
    web.redirect("/old", "/new")
    web.drip("/slow", seconds_between=0.2)
    web.url("/feed"), web.requests_for("/feed")

`Loopback(certificate=self_signed(folder))` speaks TLS, with a certificate that nobody trusts.
"""

import gzip
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from flows.settings import HttpSettings


def small_limits(**changes: Any) -> HttpSettings:
    """Return limits of the HTTP client that a test reaches quickly, with those that it changes."""
    values: dict[str, Any] = {
        "user_agent": "newstape/test",
        "connect_timeout_seconds": 2,
        "deadline_seconds": 5,
        "max_wire_bytes": 2_000_000,
        "max_body_bytes": 4_000_000,
        "max_inflation": 50,
        "max_redirects": 3,
        "max_concurrent": 4,
        "per_host_interval_seconds": 0,
        "retries": 0,
    }
    return HttpSettings(**(values | changes))


@dataclass(frozen=True)
class Request:
    """One request as it came, header names in lower case."""

    path: str
    host: str
    headers: dict[str, str]


@dataclass
class Answer:
    """What an address answers; `body` may be pieces that are sent one by one, without an announced length."""

    status: int = 200
    body: bytes | Callable[[], Iterable[bytes]] = b""
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    is_reset: bool = False


class Loopback:
    """The server; `answers` may be changed while it runs. With a certificate (a PEM file) it speaks TLS."""

    def __init__(self, *, certificate: Path | None = None) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[Request] = []
        self._server = _Server(self)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            # The handshake happens in the thread of the request: one client that never ends it holds nobody up.
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> "Loopback":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        """`127.0.0.1:PORT`."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    def url(self, path: str) -> str:
        return f"http://{self.address}{path}"

    def requests_for(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    def serve(self, path: str, body: bytes | str, *, content_type: str = "text/html", **rest: Any) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(body=data, headers={"Content-Type": content_type}, **rest)

    def fail(self, path: str, status: int, **headers: str) -> None:
        self.answers[path] = Answer(status=status, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def redirect(self, path: str, location: str, status: int = 302) -> None:
        self.answers[path] = Answer(status=status, headers={"Location": location})

    def drip(self, path: str, *, seconds_between: float) -> None:
        """Send a byte now and then, for ever."""

        def pieces() -> Iterable[bytes]:
            while True:
                yield b"."
                time.sleep(seconds_between)

        self.answers[path] = Answer(body=pieces)

    def endless(self, path: str) -> None:
        """Send as fast as the client reads, for ever."""

        def pieces() -> Iterable[bytes]:
            while True:
                yield bytes(range(256)) * 256

        self.answers[path] = Answer(body=pieces)

    def bomb(self, path: str, n_bytes: int) -> None:
        """Serve a small packed body that unpacks to many zero bytes."""
        self.answers[path] = Answer(body=gzip.compress(bytes(n_bytes)), headers={"Content-Encoding": "gzip"})

    def reset(self, path: str) -> None:
        """Break the connection off in the middle of the body."""
        self.answers[path] = Answer(body=b"<rss>", headers={"Content-Length": "999"}, is_reset=True)

    def cut(self, path: str, body: bytes, announced: int) -> None:
        """Announce more bytes than are sent."""
        self.answers[path] = Answer(body=body, headers={"Content-Length": str(announced)})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        web = self.server.web
        web.requests.append(Request(path=self.path, host=headers.get("host", ""), headers=headers))
        answer = web.answers.get(self.path, Answer(status=404, body=b"nothing here"))
        if answer.etag and headers.get("if-none-match") == answer.etag:
            answer = Answer(status=304, etag=answer.etag)
        try:
            self._send(answer)
        except OSError:
            self.close_connection = True  # the client had enough

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.etag:
            self.send_header("ETag", answer.etag)
        if callable(answer.body):
            self.send_header("Connection", "close")
            self.end_headers()
            for piece in answer.body():
                self.wfile.write(piece)
            return
        if "Content-Length" in answer.headers:
            self.close_connection = True  # the length may be a lie
        else:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)
        if answer.is_reset:  # without lingering, closing sends a reset in place of an end
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

    def log_message(self, *arguments: object) -> None:
        """Keep the test output quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, web: Loopback) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.web = web

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away in the middle is part of many tests."""


def self_signed(folder: Path) -> Path:
    """Make a key and a certificate that signs itself, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "nobody.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path = folder / "self-signed.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path
