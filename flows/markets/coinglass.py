"""The provider `coinglass`: liquidations, open interest and fund flows of many venues, with the user's own key."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field

from flows.errors import MarketDataError, SettingsError
from flows.markets.presets import PRESETS
from flows.markets.provider import MarketBatch, ProviderContext, read_options, series_label, series_name
from flows.markets.reading import ReadingOptions, read_rows
from flows.markets.records import raw_columns
from flows.markets.screening import screen
from flows.markets.table_shapes import RecordShape
from flows.markets.timeframes import timeframe_length
from flows.markets.web_documents import fetch_json
from flows.settings import SeriesSettings
from warehouse.market_rows import MarketKind

KEY_VARIABLE = "NEWSTAPE__API_KEYS__COINGLASS"
PAGE_ROWS = 1000

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PATHS: dict[MarketKind, str] = {
    # https://docs.coinglass.com/reference/aggregated-liquidation-history
    "liquidations": "/api/futures/liquidation/aggregated-history",
    # https://docs.coinglass.com/reference/oi-ohlc-aggregated-history
    "open_interest": "/api/futures/open-interest/aggregated-history",
    # https://docs.coinglass.com/reference/etf-flows-history
    "etf_flows": "/api/etf/{coin}/flow-history",
}
_COLUMNS: dict[MarketKind, dict[str, str]] = {
    "liquidations": PRESETS["coinglass_liquidations"]["columns"],
    "open_interest": PRESETS["coinglass_open_interest"]["columns"],
    "etf_flows": {"flow_date": "timestamp", "fund": "fund", "flow_usd": "flow_usd"},
}
_ETF_COINS = {"BTC": "bitcoin", "ETH": "ethereum", "SOL": "solana", "XRP": "xrp"}
_TOO_OFTEN = {"429", "50001"}


class CoinglassOptions(BaseModel):
    """Options of the provider; described in docs/how_to/add_a_series.md."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str = "https://open-api-v4.coinglass.com"
    history_days: float = Field(default=180, gt=0)


class CoinglassProvider:
    """Asks page by page. The key is sent as a header and appears in no message."""

    def __init__(self, context: ProviderContext) -> None:
        self._context = context

    def check(self, series: SeriesSettings) -> None:
        """Check kind, options and that there is a key."""
        label = series_label(series, self._context.settings_file)
        if series.kind not in _PATHS:
            raise SettingsError(f"{label}: provider 'coinglass' has only {', '.join(sorted(_PATHS))}")
        self._options(series)
        if series.kind == "etf_flows" and series.ticker not in _ETF_COINS:
            raise SettingsError(f"{label}: ticker = {series.ticker!r}: flows are known of {', '.join(_ETF_COINS)}")
        if series.kind == "open_interest" and not series.timeframe:
            raise SettingsError(f"{label}: timeframe is missing; open interest is told in bars")
        if self._context.keys.coinglass is None:
            raise SettingsError(
                f"{label}: CoinGlass asks for a key; set {KEY_VARIABLE} in the environment (never in a file), "
                "or remove the series"
            )

    def fetch(self, series: SeriesSettings, *, start: datetime | None, end: datetime) -> Iterator[MarketBatch]:
        """Fetch from `start`, or as far back as `history_days` says, until `end`."""
        options = self._options(series)
        failure: MarketDataError | None = None
        if series.kind == "etf_flows":
            records = _by_fund(self._ask(series, _PATHS["etf_flows"].format(coin=_ETF_COINS[series.ticker]), {}, end))
            lag, interval = PRESETS["etf_flows_long"]["lag_minutes"], timedelta(days=1)
        else:
            interval, lag, records = timeframe_length(series.timeframe), 0, []
            try:
                records += self._pages(series, interval, start or end - timedelta(days=options.history_days), end)
            except MarketDataError as error:
                failure = error
        if records:
            raw = raw_columns(series_name(series), records, RecordShape(columns=_COLUMNS[series.kind], where={}))
            rows = read_rows(raw, series, ReadingOptions(time_unit="ms", lag_minutes=lag))
            yield from screen([rows], series, end=end, interval=interval, weekdays=series.kind == "etf_flows")
        if failure:
            raise failure

    def earliest(self, series: SeriesSettings, *, now: datetime) -> datetime | None:
        """Say how far back `history_days` goes; flows come whole each time."""
        if series.kind == "etf_flows":
            return None
        return now - timedelta(days=self._options(series).history_days)

    def _pages(self, series: SeriesSettings, interval: timedelta, start: datetime, end: datetime) -> Iterator[Any]:
        while start < end:
            until = min(end, start + PAGE_ROWS * interval)
            query = {
                "symbol": series.ticker,
                "interval": series.timeframe,
                "limit": str(PAGE_ROWS),
                "start_time": str((start - _EPOCH) // timedelta(milliseconds=1)),
                "end_time": str((until - _EPOCH) // timedelta(milliseconds=1) - 1),
            }
            if series.kind == "liquidations":
                query["exchange_list"] = series.venue
            yield from self._ask(series, _PATHS[series.kind], query, end)
            start = until

    def _ask(self, series: SeriesSettings, path: str, query: dict[str, str], now: datetime) -> list[Any]:
        key = self._context.keys.coinglass
        what = f"coinglass: {series_name(series)}"

        def refusal(document: Any) -> MarketDataError | None:  # noqa: ANN401 - any JSON value
            code = str(document.get("code")) if isinstance(document, dict) else "0"
            if code == "0":
                return None
            hint = f"; check {KEY_VARIABLE} and what your plan includes" if code not in _TOO_OFTEN else ""
            told = f"{what}: refused with code {code}: {str(document.get('msg'))[:200]}{hint}"
            return MarketDataError(told, retryable=code in _TOO_OFTEN)

        return fetch_json(
            f"{self._options(series).url}{path}?{urlencode(query)}",
            what,
            "data",
            context=self._context,
            now=now,
            secret_headers={"CG-API-KEY": key.get_secret_value() if key else ""},
            refusal=refusal,
        )

    def _options(self, series: SeriesSettings) -> CoinglassOptions:
        return read_options(CoinglassOptions, dict(series.options), series, self._context.settings_file)


def _by_fund(days: list[Any]) -> list[Any]:
    """Make a row of each fund's flow, and one of their sum; a day that is no object stays, to be refused."""
    rows: list[Any] = []
    for day in days:
        if not isinstance(day, dict):
            rows.append(day)
            continue
        rows.append({"timestamp": day.get("timestamp"), "fund": "TOTAL", "flow_usd": day.get("flow_usd")})
        for fund in day.get("etf_flows") or []:
            if isinstance(fund, dict) and "flow_usd" in fund:  # without one it has not reported
                flow = {"timestamp": day.get("timestamp"), "fund": fund.get("etf_ticker"), "flow_usd": fund["flow_usd"]}
                rows.append(flow)
    return rows
