"""Connects to checked addresses only: the look-up, the check and the connection are one step.

A name that answers with a public address when asked and a private one when connected to (DNS rebinding) has no
second look-up to use. `flows.sources.client` puts this beneath its HTTP transport.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpcore

from flows.errors import BlockedError, FetchError
from flows.settings import HttpSettings
from flows.sources.addresses import is_public

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""Look up a host and port; return addresses in the order to try."""


async def resolve_with_system(host: str, port: int) -> list[str]:
    """Look up a host as the operating system does.

    Raises:
        OSError: The name has no address.
    """
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Network backend of the connection pool."""

    def __init__(self, settings: HttpSettings, resolve: Resolve) -> None:
        self._settings = settings
        self._resolve = resolve
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of the host that answers.

        Raises:
            BlockedError: One of its addresses is not on the open internet, and the configuration does not allow it.
            FetchError: The name has no address.
        """
        problem: Exception | None = None
        for address, actual_port in await self._targets(host, port):
            try:
                return await self._inner.connect_tcp(address, actual_port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem or FetchError(f"{host}: the name has no address", reason="dns", retryable=True)

    async def _targets(self, host: str, port: int) -> list[tuple[str, int]]:
        static = self._settings.static_hosts.get(host)
        if static:
            address, _, static_port = static.rpartition(":")
            return [(address.strip("[]"), int(static_port))]
        try:
            addresses = await self._resolve(host, port)
        except OSError as error:
            raise FetchError(f"{host}: look-up failed: {error}", reason="dns", retryable=True) from error
        if not is_allowed_host(self._settings, host, port):
            for address in addresses:
                if not is_public(address):
                    raise BlockedError(
                        f"{host}: {address} is no public address; "
                        "name the host in http.allow_hosts if you mean to reach it",
                        reason="private_address",
                    )
        return [(address, port) for address in addresses]


def pinned_url(url: str, static_hosts: Mapping[str, str]) -> str:
    """Return where to find an address whose host is pinned (`http.static_hosts`), without TLS; others stay as they are.

    For libraries that connect by themselves: http and https, ws and wss.
    """
    parts = urlsplit(url)
    place = static_hosts.get(parts.hostname or "")
    return parts._replace(scheme=parts.scheme.removesuffix("s"), netloc=place).geturl() if place else url


def is_allowed_host(settings: HttpSettings, host: str, port: int) -> bool:
    """Say whether the configuration trusts a host, by name or by `name:port`."""
    return host in settings.static_hosts or host in settings.allow_hosts or f"{host}:{port}" in settings.allow_hosts
