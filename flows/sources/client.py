"""Fetches documents from an open web that is not always friendly.

Every address, body and redirect is somebody else's choice, so everything is bounded: where a connection may go
(`flows.sources.network`), how large a body may be and become (`flows.sources.inflating`), how often a redirect is
followed, how long one document may take, how often one host is asked. One call is one try; `flows.retry` repeats.
"""

import asyncio
import ssl
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from types import MappingProxyType, TracebackType
from typing import Self

import httpcore
import httpx

from flows.errors import BlockedError, FetchError
from flows.retry import asked_pause
from flows.settings import HttpSettings
from flows.sources.inflating import ACCEPT_ENCODING, BodyReader
from flows.sources.network import GuardedBackend, Resolve, is_allowed_host, resolve_with_system

REDIRECTS = frozenset({301, 302, 303, 307, 308})
RETRYABLE_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
MAX_PER_HOST = 2
"""Documents of one host that are in transfer at the same time."""
SLOW_HOST_PAUSE_SECONDS = 300.0
"""How long a host that missed the deadline is left alone; asked again at once, it would take as long again."""
DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A document as it came.

    Attributes:
        url: The address that was asked for.
        final_url: The address that answered, after redirects.
        status: 200 to 299, or 304 with an empty body.
        headers: By lower-case name; cookies are left out.
        body: Decoded bytes.
        fetched_at: The run's instant.
    """

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched_at: datetime


@dataclass(slots=True)
class _Host:
    """The queue in front of one host."""

    interval_seconds: float
    next_turn: float = 0.0
    slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MAX_PER_HOST))


@cache
def _ssl_context() -> ssl.SSLContext:
    """Reading the trusted certificates takes 50 ms; one context serves every client of the process."""
    return httpx.create_ssl_context(trust_env=False)


class HttpClient:
    """Client of one run; use it as an async context manager.

    Args:
        settings: Limits and trusted hosts.
        now: The run's instant; becomes `fetched_at`.
        resolve: How names are looked up.
    """

    def __init__(self, settings: HttpSettings, *, now: datetime, resolve: Resolve = resolve_with_system) -> None:
        self._settings = settings
        self._now = now
        self._slots = asyncio.Semaphore(settings.max_concurrent)
        self._hosts: dict[str, _Host] = defaultdict(lambda: _Host(settings.per_host_interval_seconds))
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=_ssl_context(),
            max_connections=settings.max_concurrent,
            network_backend=GuardedBackend(settings, resolve),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._pool.aclose()

    def slow_down(self, url: str, seconds: float) -> None:
        """Ask the host of an address no more often than every so many seconds."""
        host = self._hosts[httpx.URL(url).host]
        host.interval_seconds = max(host.interval_seconds, seconds)

    async def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        secret_headers: Mapping[str, str] = MappingProxyType({}),
    ) -> Fetched:
        """Fetch one document, following redirects.

        Waiting for one's turn at a host does not count against the deadline; the transfers of all hops do.

        Args:
            url: An http or https address.
            etag: Validator of the copy at hand; with it, the answer may be 304 without a body.
            last_modified: The same, by date.
            secret_headers: Keys; sent to the host of `url` over its scheme only, never where it redirects to.

        Raises:
            BlockedError: A guard forbids an address: `bad_scheme`, `private_address`, `downgrade`.
            FetchError: The transfer failed: `dns`, `connect`, `connect_timeout`, `tls`, `protocol`, `incomplete`,
                `deadline`, `too_large`, `inflation`, `content_encoding`, `redirect_loop`, `too_many_redirects`,
                `bad_address`, or `status_404` and the like.
        """
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = self._headers() | {name: value for name, value in validators.items() if value}
        current, seen, seconds_left = _address(url), set[str](), self._settings.deadline_seconds
        origin = (current.scheme, current.netloc)
        while True:
            seen.add(str(current))
            loop = asyncio.get_running_loop()
            async with self._turn(current.host):
                started = loop.time()
                is_origin = (current.scheme, current.netloc) == origin
                response = await self._get(current, headers | dict(secret_headers if is_origin else {}), seconds_left)
                seconds_left -= loop.time() - started
            if response.status not in REDIRECTS:
                return self._accept(url, current, response)
            following = _redirect_target(current, response, self._settings)
            if str(following) in seen:
                raise FetchError(f"{url}: redirects in a circle, back to {following}", reason="redirect_loop")
            if len(seen) > self._settings.max_redirects:
                raise FetchError(
                    f"{url}: more than {self._settings.max_redirects} redirects (http.max_redirects)",
                    reason="too_many_redirects",
                )
            current = following

    def _headers(self) -> dict[str, str]:
        headers = {
            "User-Agent": self._settings.user_agent,
            "Accept": "*/*",
            "Accept-Encoding": ACCEPT_ENCODING,
        }
        return headers | ({"From": self._settings.contact} if self._settings.contact else {})

    @asynccontextmanager
    async def _turn(self, host_name: str) -> AsyncIterator[None]:
        """Wait until the host may be asked again and a slot is free."""
        host = self._hosts[host_name]
        loop = asyncio.get_running_loop()
        async with host.slots:
            starts_at = max(loop.time(), host.next_turn)
            host.next_turn = starts_at + host.interval_seconds
            await asyncio.sleep(starts_at - loop.time())
            async with self._slots:
                yield

    async def _get(self, address: httpx.URL, headers: dict[str, str], seconds_left: float) -> "_Response":
        try:
            async with asyncio.timeout(max(seconds_left, 0)):
                return await self._transfer(address, headers)
        except TimeoutError as error:
            raise FetchError(
                f"{address}: not complete within {self._settings.deadline_seconds:g} s (http.deadline_seconds)",
                reason="deadline",
                retryable=True,
                retry_after_seconds=SLOW_HOST_PAUSE_SECONDS,
            ) from error
        except httpcore.ConnectTimeout as error:
            raise FetchError(f"{address}: no connection in time", reason="connect_timeout", retryable=True) from error
        except httpcore.ConnectError as error:
            is_tls = isinstance(error.__cause__ or error.__context__, ssl.SSLError)
            raise FetchError(
                f"{address}: cannot connect: {error}", reason="tls" if is_tls else "connect", retryable=not is_tls
            ) from error
        except httpcore.RemoteProtocolError as error:
            reason = "incomplete" if "without sending complete" in str(error) else "protocol"
            raise FetchError(f"{address}: {error}", reason=reason, retryable=True) from error
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            raise FetchError(
                f"{address}: connection lost: {error!r}", reason="connection_lost", retryable=True
            ) from error

    async def _transfer(self, address: httpx.URL, headers: dict[str, str]) -> "_Response":
        target = httpcore.URL(
            scheme=address.raw_scheme, host=address.raw_host, port=address.port, target=address.raw_path
        )
        host = address.netloc
        async with self._pool.stream(
            "GET",
            target,
            headers=[(b"Host", host), *((name.encode(), value.encode()) for name, value in headers.items())],
            extensions={"timeout": {"connect": self._settings.connect_timeout_seconds}},
        ) as response:
            answered = _header_mapping(response.headers)
            if response.status in REDIRECTS or not 200 <= response.status < 300:
                return _Response(response.status, answered, b"")
            self._check_announced_size(address, answered)
            reader = BodyReader(str(address), answered.get("content-encoding", ""), self._settings)
            async for chunk in response.aiter_stream():
                reader.feed(chunk)
            return _Response(response.status, answered, reader.finish())

    def _check_announced_size(self, address: httpx.URL, headers: Mapping[str, str]) -> None:
        announced = headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > self._settings.max_wire_bytes:
            raise FetchError(
                f"{address}: announces {announced} bytes, more than {self._settings.max_wire_bytes} "
                "(http.max_wire_bytes)",
                reason="too_large",
            )

    def _accept(self, url: str, final: httpx.URL, response: "_Response") -> Fetched:
        if response.status != 304 and not 200 <= response.status < 300:
            raise FetchError(
                f"{final}: answered with status {response.status}",
                reason=f"status_{response.status}",
                retryable=response.status in RETRYABLE_STATUSES,
                retry_after_seconds=asked_pause(response.headers.get("retry-after", ""), self._now),
            )
        return Fetched(
            url=url,
            final_url=str(final),
            status=response.status,
            headers=response.headers,
            body=response.body,
            fetched_at=self._now,
        )


@dataclass(frozen=True, slots=True)
class _Response:
    status: int
    headers: Mapping[str, str]
    body: bytes


def _address(url: str) -> httpx.URL:
    try:
        address = httpx.URL(url.strip())
    except (httpx.InvalidURL, UnicodeError) as error:
        raise FetchError(f"{url!r}: not an address: {error}", reason="bad_address") from error
    if address.scheme not in DEFAULT_PORTS:
        raise BlockedError(f"{url!r}: only http and https addresses are fetched", reason="bad_scheme")
    if not address.host or address.userinfo:
        raise FetchError(f"{url!r}: has no host, or carries a user name", reason="bad_address")
    return address.copy_with(fragment=None)


def _redirect_target(current: httpx.URL, response: _Response, settings: HttpSettings) -> httpx.URL:
    location = response.headers.get("location", "")
    if not location:
        raise FetchError(f"{current}: redirects to nowhere", reason="bad_redirect")
    try:
        following = _address(str(current.join(location)))
    except httpx.InvalidURL as error:
        raise FetchError(f"{current}: redirects to no address: {location!r}", reason="bad_redirect") from error
    port = following.port or DEFAULT_PORTS[following.scheme]
    is_downgrade = current.scheme == "https" and following.scheme == "http"
    if is_downgrade and not is_allowed_host(settings, following.raw_host.decode("ascii"), port):
        raise BlockedError(f"{current}: redirects from https to {following}", reason="downgrade")
    return following


def _header_mapping(headers: list[tuple[bytes, bytes]]) -> Mapping[str, str]:
    """Headers by lower-case name; repeated ones are joined by a comma, and cookies are not kept."""
    joined: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if name != "set-cookie":
            joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return MappingProxyType(joined)
