"""Documents of market data over the guarded HTTP client, tried again where that can help."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from flows.errors import InputFileError, MarketDataError, SourceError
from flows.markets.provider import ProviderContext
from flows.markets.records import parse_json, records_at
from flows.retry import retrying
from flows.sources.client import HttpClient

_NO_HEADERS: Mapping[str, str] = {}

_Read = TypeVar("_Read")


def fetch_document(
    url: str,
    what: str,
    read: Callable[[bytes], _Read],
    *,
    context: ProviderContext,
    now: datetime,
    secret_headers: Mapping[str, str] = _NO_HEADERS,
) -> _Read:
    """Fetch one document; one that was cut on its way is asked for again.

    Args:
        url: Its address.
        what: What to call it in errors.
        read: Takes it apart; an `InputFileError` of it means that it is not what it should be.
        context: Limits and jitter.
        now: The run's clock.
        secret_headers: Sent to the host of the address only, not to one that it redirects to.

    Raises:
        MarketDataError: It could not be had, in all tries that the configuration grants.
    """

    def once() -> _Read:
        body = _fetch(url, what, context, now, secret_headers)
        try:
            return read(body)
        except InputFileError as error:  # cut on its way, an error page, or a table that changed
            raise MarketDataError(f"{what}: {url}: {error}", retryable=True) from error

    policy = retrying(retries=context.http.retries, rng=context.rng)
    found: _Read = policy(once)
    return found


def fetch_json(
    url: str,
    what: str,
    records: str,
    *,
    context: ProviderContext,
    now: datetime,
    refusal: Callable[[Any], MarketDataError | None],
    secret_headers: Mapping[str, str] = _NO_HEADERS,
) -> list[Any]:
    """Fetch the records of a JSON document, as `fetch_document` does.

    Args:
        url: Its address.
        what: What to call it in errors.
        records: Dotted key of the records.
        context: Limits and jitter.
        now: The run's clock.
        refusal: Finds the error in a document that is one.
        secret_headers: As in `fetch_document`.

    Raises:
        MarketDataError: It could not be had, in all tries that the configuration grants.
    """

    def read(body: bytes) -> list[Any]:
        document = parse_json(body, "the answer")
        if (error := refusal(document)) is not None:
            raise error
        return records_at(document, records, "the answer")

    return fetch_document(url, what, read, context=context, now=now, secret_headers=secret_headers)


def _fetch(url: str, what: str, context: ProviderContext, now: datetime, secret_headers: Mapping[str, str]) -> bytes:
    async def fetch() -> bytes:
        async with HttpClient(context.http, now=now) as client:
            return (await client.fetch(url, secret_headers=secret_headers)).body

    try:
        return asyncio.run(fetch())
    except SourceError as error:
        raise MarketDataError(
            f"{what}: {error}", retryable=error.retryable, retry_after_seconds=error.retry_after_seconds
        ) from error
