"""What a venue's answers say beside their rows: its clock, how long to wait, and whether another try can help.

ccxt judges an answer by its text before its status, so a 503 with a text that it does not know would look like a
mistake of ours; it takes a page of HTML for an answer without rows; it rounds numbers; and it bounds the silence
between two bytes, not the time of a whole answer.
"""

import json
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import ccxt

from flows.errors import MarketDataError
from flows.retry import asked_pause

MAX_ANSWER_BYTES = 100_000_000
"""No honest answer comes near: the longest lists of markets have 20 million."""

_PASSING_STATUSES = frozenset({408, 418, 425, 429})
_WORDS: dict[str, dict[str, type[ccxt.BaseError]]] = {
    "bybit": dict.fromkeys(("10000", "10016", "10429"), ccxt.ExchangeNotAvailable),
    "coinbase": {"NOT_FOUND": ccxt.BadSymbol},
    "coinbaseinternational": {"Instrument not found": ccxt.BadSymbol},
    "kraken": {
        **dict.fromkeys(("EService:Deadline elapsed", "EService:Timeout"), ccxt.ExchangeNotAvailable),
        "EQuery:Unknown asset pair": ccxt.BadSymbol,
    },
    "krakenfutures": {"Server Error": ccxt.ExchangeNotAvailable, "contractNotFound": ccxt.BadSymbol},
    "okx": dict.fromkeys(("50040", "50061"), ccxt.ExchangeNotAvailable),
}
"""Errors in the words of their venues, many with the status 200, that ccxt does not tell apart."""

# ccxt takes answers apart without checking them: a cut or foreign one surfaces as any of these.
_NOT_UNDERSTOOD = (
    ccxt.BadResponse,
    ccxt.NullResponse,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


class Answers:
    """Watches the answers that one ccxt exchange gets.

    Args:
        exchange: The exchange; from now on its answers have a deadline.
        deadline_seconds: For a whole answer.
    """

    def __init__(self, exchange: Any, *, deadline_seconds: float) -> None:  # noqa: ANN401 - ccxt has no types
        self._name = exchange.id
        self._deadline = deadline_seconds
        self._status = 0
        self._headers: Any = {}
        exchange.parse_json = self._parse
        exchange.session.hooks["response"].append(self._take)
        exchange.exceptions["exact"].update(_WORDS.get(exchange.id, {}))

    def forget(self) -> None:
        """Forget the last answer: what is asked next may get none."""
        self._status, self._headers = 0, {}

    def time(self) -> datetime | None:
        """Read the venue's clock off its last answer."""
        try:
            stamp = parsedate_to_datetime(self._headers.get("Date", ""))
        except ValueError:
            return None
        return stamp.astimezone(UTC) if stamp.tzinfo else None

    def failure(self, what: str, error: Exception) -> MarketDataError | None:
        """Name what went wrong while asking; `None` for what is no failure of the venue's."""
        told = f"{self._name}: {what}: {type(error).__name__}: {error}"[:400]
        if isinstance(error, _NOT_UNDERSTOOD):
            told = f"{self._name}: {what}: answer not understood: {type(error).__name__}: {error}"[:400]
            return MarketDataError(told, retryable=True)
        if not isinstance(error, ccxt.BaseError):
            return None
        is_passing = isinstance(error, ccxt.OperationFailed) or self._status in _PASSING_STATUSES or self._status >= 500
        if isinstance(error, ccxt.BadSymbol):
            told += "; was it delisted?"
        pause = asked_pause(self._headers.get("Retry-After", ""), self.time())
        return MarketDataError(told, retryable=is_passing, retry_after_seconds=pause)

    def _parse(self, text: str) -> Any:  # noqa: ANN401
        try:
            # As text, or numbers would lose digits: ccxt only keeps them where the package orjson is missing.
            return json.loads(text, parse_float=str, parse_int=str)
        except ValueError as error:
            if self._status < 400:
                raise ccxt.BadResponse(f"{self._name}: no JSON, but {text[:80]!r}") from error
            return None

    def _take(self, response: Any, **_: Any) -> None:  # noqa: ANN401 - a response of requests, which ccxt brings
        self._status, self._headers = response.status_code, response.headers
        ends = time.monotonic() + self._deadline
        pieces, n_bytes = [], 0
        try:
            while piece := response.raw.read1(1 << 20, decode_content=True):
                pieces.append(piece)
                n_bytes += len(piece)
                if n_bytes > MAX_ANSWER_BYTES or time.monotonic() > ends:
                    break
            else:
                response._content = b"".join(pieces)  # where requests keeps what was read; it has no word for this
                response._content_consumed = True
                return
        except Exception as error:  # whatever the transport raises when a connection breaks
            raise ccxt.NetworkError(f"{self._name}: the answer broke off: {error}") from error
        finally:
            response.close()
        if n_bytes > MAX_ANSWER_BYTES:
            raise ccxt.ExchangeError(f"{self._name}: the answer is longer than {MAX_ANSWER_BYTES:,} bytes")
        raise ccxt.RequestTimeout(f"{self._name}: the answer took longer than {self._deadline:g} s")
