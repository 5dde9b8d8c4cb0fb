"""Answers from the raw store and from what was written down of each request, in place of the web: no network at all."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from flows.errors import FetchError, InputFileError
from flows.sources.client import Fetched
from flows.sources.fetching import Answer, Exchange, Wanted, kept
from flows.sources.raw_store import read_body


class RecordedFetcher:
    """The fetcher of one batch that is done again.

    Args:
        exchanges: What was written down of it.
        raw: Folder of the raw store.
        now: The batch's instant.
    """

    def __init__(self, exchanges: Sequence[Exchange], *, raw: Path, now: datetime) -> None:
        self.exchanges: list[Exchange] = []
        self.n_missing = 0
        self._raw = raw
        self._now = now
        # Two articles may share an address; the key of an article may change when its outlet's name does.
        self._by_address = {_address(exchange.wanted): exchange for exchange in exchanges}
        self._exact = {(*_address(exchange.wanted), exchange.wanted.subject): exchange for exchange in exchanges}

    async def fetch(self, wanted: Wanted) -> Answer:
        """Return what was answered then, or fail as it failed then.

        Raises:
            FetchError: With the reason of then; `not_recorded`: nobody asked for it then; `raw_missing`: its body has
                been removed from the raw store.
        """
        exchange = self._exact.get((*_address(wanted), wanted.subject)) or self._by_address.get(_address(wanted))
        if exchange is None:
            raise FetchError(f"{wanted.url}: was not asked for at {self._now.isoformat()}", reason="not_recorded")
        self.exchanges.append(exchange)
        if exchange.reason is not None:
            raise FetchError(
                exchange.detail or exchange.reason,
                reason=exchange.reason,
                retryable=exchange.can_pass,
                retry_after_seconds=exchange.retry_after_seconds,
            )
        fetched = Fetched(
            url=wanted.url,
            final_url=exchange.final_url or wanted.url,
            status=exchange.status or 200,
            headers=exchange.headers,
            body=self._body(wanted, exchange.document_id) if exchange.document_id else b"",
            fetched_at=self._now,
        )
        return Answer(fetched=fetched, document=kept(self._raw, fetched) if exchange.document_id else None)

    def _body(self, wanted: Wanted, document_id: str) -> bytes:
        try:
            return read_body(self._raw, document_id)
        except InputFileError as error:
            self.n_missing += 1
            raise FetchError(f"{wanted.url}: {error}", reason="raw_missing") from error


def _address(wanted: Wanted) -> tuple[str, str]:
    return wanted.purpose, wanted.url
