import builtins
import random
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from flows.errors import MarketDataError, SettingsError
from flows.markets.equities import EquitiesProvider
from flows.markets.provider import ProviderContext
from flows.settings import SeriesSettings

pandas = pytest.importorskip("pandas", reason="comes with the extra equities")

NOW = datetime(2024, 3, 12, 20, tzinfo=UTC)


def series(**changes: object) -> SeriesSettings:
    values = {
        "kind": "candles", "provider": "yfinance", "source": "yahoo", "venue": "NASDAQ", "symbol": "COIN",
        "ticker": "COIN", "timeframe": "1d",
    } | changes  # fmt: skip
    return SeriesSettings.model_validate(values)


def frame(days: list[str], **columns: list[float]):
    """Daily rows as the library gives them: by midnight in New York, 32-bit prices widened."""
    n = len(days)
    values = {
        "Open": [250.0] * n, "High": [260.0] * n, "Low": [249.5] * n, "Close": [253.1999969482422] * n,
        "Adj Close": [250.0] * n, "Volume": [1000] * n,
    } | columns  # fmt: skip
    return pandas.DataFrame(values, index=pandas.DatetimeIndex(days, tz="America/New_York", name="Date"))


@pytest.fixture
def context(http) -> ProviderContext:
    return ProviderContext(settings_file=Path("markets.toml"), http=http, rng=random.Random(1))


def fetched(context, answer, wanted=None):
    wanted = wanted or series()
    provider = EquitiesProvider(context, download=lambda *_: answer)
    provider.check(wanted)
    [batch] = provider.fetch(wanted, start=None, end=NOW)
    return batch


def test_a_session_lasts_by_new_yorks_clock_on_both_sides_of_a_clock_change(context):
    batch = fetched(context, frame(["2024-03-08", "2024-03-11"]))
    winter, summer = batch.table.to_pylist()
    assert winter["open_time"] == datetime(2024, 3, 8, 14, 30, tzinfo=UTC)
    assert summer["open_time"] == datetime(2024, 3, 11, 13, 30, tzinfo=UTC)
    assert summer["close_time"] == summer["available_at"] == datetime(2024, 3, 11, 20, tzinfo=UTC)
    assert winter["close"] == Decimal("253.199997") and winter["volume"] == 1000
    assert batch.gaps == ()


def test_a_session_that_has_not_closed_is_not_stored(context):
    wanted = series()
    provider = EquitiesProvider(context, download=lambda *_: frame(["2024-03-11", "2024-03-12"]))
    [batch] = provider.fetch(wanted, start=None, end=datetime(2024, 3, 12, 19, 59, tzinfo=UTC))
    assert batch.table.num_rows == 1 and batch.n_open == 1


def test_a_row_without_a_price_is_refused_and_the_others_land(context):
    batch = fetched(context, frame(["2024-03-08", "2024-03-11"], Close=[float("nan"), 251.0]))
    assert batch.table.num_rows == 1 and [item.reason for item in batch.rejected] == ["missing_value"]


def test_a_symbol_without_rows_says_so(context):
    with pytest.raises(MarketDataError, match="is the symbol 'COIN' right, or delisted"):
        fetched(context, frame([]))


def test_whatever_the_library_raises_is_tried_again_and_named(context):
    calls = []

    def fails(*_):
        calls.append(1)
        raise ConnectionError("reset by peer")

    provider = EquitiesProvider(context, download=fails)
    with pytest.raises(MarketDataError, match="yfinance: candles NASDAQ COIN 1d: ConnectionError: reset by peer"):
        list(provider.fetch(series(), start=None, end=NOW))
    assert len(calls) == 3


def test_without_the_extra_the_install_line_is_told(context, monkeypatch):
    real = builtins.__import__

    def without(name, *rest, **more):
        if name == "yfinance":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SettingsError, match=r"pip install 'newstape\[equities\]'"):
        EquitiesProvider(context).check(series())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "funding_rates"}, "only candles"),
        ({"timeframe": "1h"}, "only '1d'"),
        ({"options": {"days": 3}}, "options.days: unknown key"),
        ({"options": {"time_zone": "Mars"}}, "time_zone"),
    ],
)
def test_a_series_that_it_does_not_have_is_refused(context, changes, message):
    with pytest.raises(SettingsError, match=message):
        EquitiesProvider(context, download=lambda *_: None).check(series(**changes))
