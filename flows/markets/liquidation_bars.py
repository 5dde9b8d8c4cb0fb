"""Liquidations into bars, with the share of each bar in which the stream was heard.

A bar is finished a little after it closed, when everything of it has had time to come in. One that was not heard at all
is not made: no sum is not the same as a sum of nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from flows.markets.liquidation_streams import Liquidation
from flows.markets.provider import RejectedItem, series_name
from flows.markets.timeframes import timeframe_length
from flows.settings import SeriesSettings
from warehouse.market_rows import LiquidationRow

SETTLE = timedelta(seconds=15)
"""Time after its close until a bar is finished: longer than the pause between two signs of life."""

MAX_CLOCK_SKEW = timedelta(minutes=1)
"""Liquidations further from our clock are refused; by which clock would they belong to a bar?"""

MAX_AMOUNT_USD = Decimal(10) ** 12
"""No position is worth that much; and a sum must fit its column."""

_REMEMBERED = timedelta(days=2)  # longer than any bar
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Heard:
    """The times in which a stream was alive."""

    def __init__(self) -> None:
        self._spans: list[tuple[datetime, datetime]] = []
        self._is_open = False

    def mark(self, now: datetime) -> None:
        """Note a sign of life; everything since the one before was heard."""
        if self._is_open:
            self._spans[-1] = (self._spans[-1][0], now)
        else:
            self._spans = [span for span in self._spans if now - span[1] < _REMEMBERED]
            self._spans.append((now, now))
            self._is_open = True

    def stop(self) -> None:
        """Note that the connection is gone; what came after the last sign of life was not heard."""
        self._is_open = False

    def share(self, start: datetime, end: datetime) -> float:
        """Return the share of a time that was heard, 0 to 1."""
        heard = sum((max(timedelta(), min(end, last) - max(start, first)) for first, last in self._spans), timedelta())
        return heard / (end - start)


@dataclass(slots=True)
class _Bar:
    long_usd: Decimal = Decimal(0)
    short_usd: Decimal = Decimal(0)
    seen: set[Liquidation] = field(default_factory=set)


class LiquidationBars:
    """The bars of one series under way.

    Args:
        series: Its names and timeframe.
        contract_size: Coins of a linear contract.
        now: The first bar is the one that is open then.
    """

    def __init__(self, series: SeriesSettings, *, contract_size: Decimal, now: datetime) -> None:
        self._series = series
        self._size = contract_size
        self._length = timeframe_length(series.timeframe)
        self._next = self._opening(now)
        self._bars: dict[datetime, _Bar] = {}

    def add(self, item: Liquidation, now: datetime) -> RejectedItem | None:
        """Take in a liquidation; a repeated one counts once. Returns the reason where it is refused."""
        opening, amount = self._opening(item.happened_at), self._amount(item)
        if abs(now - item.happened_at) > MAX_CLOCK_SKEW:
            return self._refused(item, now, "clock_off")
        if opening < self._next:
            return self._refused(item, now, "too_late")
        if amount is None:
            return self._refused(item, now, "amount_out_of_range")
        bar = self._bars.setdefault(opening, _Bar())
        if item not in bar.seen:
            bar.seen.add(item)
            if item.position_side == "long":
                bar.long_usd += amount
            else:
                bar.short_usd += amount
        return None

    def finished(self, now: datetime, heard: Heard) -> Iterator[LiquidationRow]:
        """Deliver the bars that are finished by now, each once."""
        while self._next + self._length + SETTLE <= now:
            opening, closing = self._next, self._next + self._length
            self._next = closing
            bar = self._bars.pop(opening, _Bar())
            coverage = heard.share(opening, closing)
            if coverage > 0:
                yield LiquidationRow(
                    source=self._series.source,
                    venue=self._series.venue,
                    symbol=self._series.symbol,
                    ticker=self._series.ticker,
                    open_time=opening,
                    close_time=closing,
                    long_usd=bar.long_usd,
                    short_usd=bar.short_usd,
                    is_simulated=self._series.is_simulated,
                    available_at=now,
                    coverage=round(coverage, 6),
                )

    def _refused(self, item: Liquidation, now: datetime, reason: str) -> RejectedItem:
        name = f"{series_name(self._series)} at {item.happened_at.isoformat()}"
        return RejectedItem(item=name, reason=reason, detail=f"{item} heard at {now.isoformat()}")

    def _amount(self, item: Liquidation) -> Decimal | None:
        """Value a liquidation in dollars, if it can be one."""
        if not (item.contracts.is_finite() and item.price.is_finite()):
            return None
        amount = item.contracts * self._size * item.price
        return amount if 0 < amount < MAX_AMOUNT_USD else None

    def _opening(self, moment: datetime) -> datetime:
        return _EPOCH + (moment - _EPOCH) // self._length * self._length
