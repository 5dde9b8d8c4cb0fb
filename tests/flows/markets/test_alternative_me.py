import random
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.errors import MarketDataError, SettingsError
from flows.markets.provider import ProviderContext, Providers
from flows.settings import SeriesSettings

SERIES = SeriesSettings(
    kind="fear_greed",
    provider="alternative_me",
    source="alternative.me",
    options={"url": "http://api.alternative.me/fng/?limit=0&format=json"},
)
NOW = datetime(2024, 3, 4, 12, tzinfo=UTC)


def index(*days: tuple[int, str, str]) -> dict[str, object]:
    rows = []
    for day, value, zone in days:
        stamp = int(datetime(2024, 3, day, tzinfo=UTC).timestamp())
        rows.append({"value": value, "value_classification": zone, "timestamp": str(stamp)})
    return {"name": "Fear and Greed Index", "data": rows, "metadata": {"error": None}}


@pytest.fixture
def provider(http):
    context = ProviderContext(settings_file=Path("markets.toml"), http=http, rng=random.Random(1))
    return Providers(context)


def fetch(provider, end=NOW):
    [batch] = provider.of(SERIES).fetch(SERIES, start=None, end=end)
    return batch


@pytest.fixture(autouse=True)
def _three_days(venue):
    venue.index = index((4, "78", "Extreme Greed"), (3, "52", "Neutral"), (1, "20", "Extreme Fear"))


def test_days_come_with_value_class_and_the_moment_they_were_published(provider):
    batch = fetch(provider)
    assert batch.table["observed_date"].to_pylist() == [date(2024, 3, 1), date(2024, 3, 3), date(2024, 3, 4)]
    assert batch.table["value"].to_pylist() == [20, 52, 78]
    assert batch.table["zone"].to_pylist() == ["extreme_fear", "neutral", "extreme_greed"]
    assert batch.table["available_at"].to_pylist()[-1] == datetime(2024, 3, 4, 0, 10, tzinfo=UTC)
    assert [(gap.first.date(), gap.n_missing) for gap in batch.gaps] == [(date(2024, 3, 2), 1)]


def test_a_day_is_not_known_before_it_is_published(provider):
    batch = fetch(provider, datetime(2024, 3, 4, 0, 9, tzinfo=UTC))
    assert batch.table["observed_date"].to_pylist()[-1] == date(2024, 3, 3) and batch.n_not_yet_known == 1


@pytest.mark.parametrize("trouble", ["429", "503", "truncated", "html"])
def test_trouble_that_passes_costs_nothing(venue, provider, trouble):
    venue.trouble = [trouble]
    assert fetch(provider).table.num_rows == 3


@pytest.mark.parametrize("trouble", ["503", "truncated", "html"])
def test_trouble_that_stays_is_told(venue, provider, trouble):
    venue.trouble = [trouble] * 3
    with pytest.raises(MarketDataError, match=r"Fear & Greed: .*alternative\.me"):
        fetch(provider)


def test_impossible_values_are_refused(venue, provider):
    venue.index = index((3, "101", "Greed"), (2, "50", "Bored"), (1, "fifty", "Neutral"))
    batch = fetch(provider)
    assert batch.table.num_rows == 0
    assert [item.reason for item in batch.rejected] == ["index_outside_0_100", "unknown_zone", "unparsable_number"]


def test_the_provider_has_no_other_series(provider):
    wrong = SERIES.model_copy(update={"kind": "etf_flows", "ticker": "BTC"})
    with pytest.raises(SettingsError, match="has only fear_greed"):
        provider.of(wrong)
