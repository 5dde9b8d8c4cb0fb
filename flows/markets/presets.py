"""Options for file shapes that are met often: facts about how venues and tools write their files."""

from typing import Any

_KLINE_FIELDS = {"open_time": "0", "open": "1", "high": "2", "low": "3", "close": "4", "volume": "5"}

PRESETS: dict[str, dict[str, Any]] = {
    # https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints, klines
    "binance_klines": {"format": "json", "columns": _KLINE_FIELDS, "time_unit": "ms"},
    # https://github.com/binance/binance-public-data: spot files count microseconds since January 2025
    "binance_vision": {"format": "csv", "columns": _KLINE_FIELDS, "time_unit": "ms_or_us"},
    "binance_funding": {
        "format": "json",
        "columns": {"observed_at": "fundingTime", "funding_rate": "fundingRate"},
        "time_unit": "ms",
        "interval_hours": 8,
    },
    "binance_open_interest": {
        "format": "json",
        "columns": {"observed_at": "timestamp", "open_interest_usd": "sumOpenInterestValue"},
        "time_unit": "ms",
    },
    "binance_long_short": {
        "format": "json",
        "columns": {"observed_at": "timestamp", "long_short_ratio": "longShortRatio"},
        "time_unit": "ms",
    },
    # https://alternative.me/crypto/fear-and-greed-index: a new value each day at midnight UTC
    "alternative_me": {
        "format": "json",
        "records": "data",
        "columns": {"observed_date": "timestamp", "value": "value", "zone": "value_classification"},
        "time_unit": "s",
        "lag_minutes": 10,
    },
    "coinglass_liquidations": {
        "format": "csv",
        "columns": {
            "open_time": "time",
            "long_usd": "aggregated_long_liquidation_usd",
            "short_usd": "aggregated_short_liquidation_usd",
        },
        "time_unit": "ms",
    },
    "coinglass_open_interest": {
        "format": "csv",
        "columns": {"open_time": "time", "open_interest_usd": "close"},
        "time_unit": "ms",
    },
    "etf_flows_long": {
        "format": "csv",
        "columns": {"flow_date": "date", "fund": "ticker", "flow_usd": "flow_usd"},
        "time_unit": "date",
        "lag_minutes": 36 * 60,  # the funds report in the evening, New York time
    },
    # The public tables of fund flows: a row a day, a column a fund, millions of dollars
    "etf_flows_table": {
        "format": "html",
        "columns": {"flow_date": "Date"},
        "number_style": "accounting",
        "time_format": "%d %b %Y",
        "scale": {"flow_usd": 1_000_000.0},
        "summary_rows": ["Fee", "Seed", "Total", "Average", "Maximum", "Minimum"],
        "lag_minutes": 36 * 60,
    },
    "freqtrade": {
        "format": "feather",
        "columns": {
            "open_time": "date",
            "open": "open",
            "high": "high",
            "low": "low",
            "close": "close",
            "volume": "volume",
        },
    },
}
"""Name of a preset to its options; what the series says itself wins."""
