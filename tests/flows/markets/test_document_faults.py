"""Trouble at those who send whole documents: the index, a table of flows, CoinGlass, and the library for stocks."""

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from flows.errors import MarketDataError
from flows.markets.equities import EquitiesProvider
from flows.markets.provider import MarketBatch, ProviderContext, Providers
from flows.settings import KeySettings, SeriesSettings
from tests.flows.loopback import Answer, Loopback

START = datetime(2024, 3, 4, tzinfo=UTC)
NOW = START + timedelta(days=2, hours=12)
FIRST = int(START.timestamp())
INDEX = [{"value": "20", "value_classification": "Extreme Fear", "timestamp": str(FIRST)}]
FLOWS = "<table><tr><th>Date</th><th>AAAA</th></tr><tr><td>04 Mar 2024</td><td>1.5</td></tr>{}</table>"
BARS = [
    {"time": 1000 * FIRST, "aggregated_long_liquidation_usd": 1.5, "aggregated_short_liquidation_usd": 2, "close": 9}
]
GOOD = {
    "alternative_me": json.dumps({"data": INDEX, "metadata": {"error": None}}),
    "web": FLOWS.format(""),
    "coinglass": json.dumps({"code": "0", "data": BARS}),
}
HTML = "<html><body>Just a moment...</body></html>"


class Script(dict):
    """Answers any address with one after the other of its bodies or statuses; the last one stays."""

    def __init__(self, *steps: object) -> None:
        super().__init__()
        self.steps = list(steps)
        self.n_asked = 0

    def get(self, path: str, default: Answer | None = None) -> Answer:  # type: ignore[override]
        self.n_asked += 1
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        if isinstance(step, Answer):
            return step
        if isinstance(step, int):
            return Answer(status=step, body=b'{"error": "trouble"}')
        return Answer(body=str(step).encode(), headers={"Content-Type": "application/json"})


@pytest.fixture
def web():
    with Loopback() as server:
        yield server


@pytest.fixture(params=list(GOOD))
def provider(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def fetch(web, http):
    allowed = http.model_copy(update={"allow_hosts": ("127.0.0.1",)})
    keys = KeySettings(coinglass=SecretStr("k"))
    context = ProviderContext(settings_file=Path("markets.toml"), http=allowed, rng=random.Random(1), keys=keys)

    def run(provider: str, *steps: object, into: list[MarketBatch] | None = None) -> list[MarketBatch]:
        web.answers = Script(*steps)
        url, batches = web.url("/x"), [] if into is None else into
        series = {
            "alternative_me": SeriesSettings(
                kind="fear_greed", provider="alternative_me", source="index", options={"url": url}
            ),
            "web": SeriesSettings(
                kind="etf_flows", provider="web", source="table", ticker="BTC",
                options={"url": url, "preset": "etf_flows_table", "funds": ["AAAA"], "format": "html"},
            ),
            "coinglass": SeriesSettings(
                kind="liquidations", provider="coinglass", source="coinglass", venue="Binance", symbol="BTC",
                ticker="BTC", timeframe="4h", options={"url": web.url(""), "history_days": 2},
            ),
        }[provider]  # fmt: skip
        batches.extend(Providers(context).of(series).fetch(series, start=None, end=NOW))
        return batches

    return run


def cut(text: str) -> Answer:
    """Announce a whole body and break off in the middle."""
    return Answer(body=text[: len(text) // 2].encode(), headers={"Content-Length": str(len(text))})


@pytest.mark.parametrize("trouble", [429, 500, 503, "cut", HTML, "{"])
def test_trouble_that_passes_costs_nothing(web, fetch, provider, trouble):
    good = GOOD[provider]
    [batch] = fetch(provider, cut(good) if trouble == "cut" else trouble, good)
    assert batch.table.num_rows == 1 and batch.rejected == ()
    assert web.answers.n_asked == 2


@pytest.mark.parametrize("trouble", [429, 503, HTML, "{"])
def test_trouble_that_stays_is_told_after_three_tries(web, fetch, provider, trouble):
    with pytest.raises(MarketDataError) as caught:
        fetch(provider, trouble)
    assert caught.value.retryable and web.answers.n_asked == 3


def test_a_ban_is_told_and_not_tried_again(web, fetch, provider):
    with pytest.raises(MarketDataError, match="418") as caught:
        fetch(provider, 418)
    assert not caught.value.retryable and web.answers.n_asked == 1


def test_the_wait_that_a_publisher_asks_for_is_known(web, fetch, provider):
    with pytest.raises(MarketDataError) as caught:
        fetch(provider, Answer(status=429, headers={"Retry-After": "600"}))
    assert caught.value.retry_after_seconds == 600 and web.answers.n_asked == 1


@pytest.mark.parametrize(
    ("provider", "body", "message"),
    [
        ("alternative_me", '{"data": []}', "without a single day"),
        ("alternative_me", '{"data": [], "metadata": {"error": "offline"}}', "alternative.me says: offline"),
        ("web", "<table><tr><th>Date</th><th>AAAA</th></tr></table>", "it has no rows"),
    ],
)
def test_a_history_that_comes_whole_is_not_empty_without_a_word(web, fetch, provider, body, message):
    with pytest.raises(MarketDataError, match=message):
        fetch(provider, body)
    [batch] = fetch(provider, body, GOOD[provider])
    assert batch.table.num_rows == 1


def test_coinglass_may_have_nothing_in_a_period(fetch):
    assert fetch("coinglass", '{"code": "0", "data": []}') == []


def test_a_day_that_comes_twice_counts_once(fetch):
    for provider, body in {
        "alternative_me": json.dumps({"data": INDEX * 2}),
        "web": FLOWS.format("<tr><td>04 Mar 2024</td><td>1.5</td></tr>"),
        "coinglass": json.dumps({"code": "0", "data": BARS * 2}),
    }.items():
        [batch] = fetch(provider, body)
        assert batch.table.num_rows == 1 and batch.n_duplicates == 1


def test_what_coinglass_sent_before_it_failed_is_handed_on(fetch, monkeypatch):
    monkeypatch.setattr("flows.markets.coinglass.PAGE_ROWS", 6)
    batches: list[MarketBatch] = []
    with pytest.raises(MarketDataError, match="503"):
        fetch("coinglass", GOOD["coinglass"], 503, into=batches)
    assert [batch.table.num_rows for batch in batches] == [1]


def test_a_stock_whose_answer_lost_a_column_or_all_rows_is_named(http):
    pandas = pytest.importorskip("pandas", reason="comes with the extra equities")
    context = ProviderContext(settings_file=Path("markets.toml"), http=http, rng=random.Random(1))
    series = SeriesSettings(
        kind="candles", provider="yfinance", source="yahoo", venue="NASDAQ", symbol="COIN", ticker="COIN",
        timeframe="1d",
    )  # fmt: skip
    days = pandas.DatetimeIndex(["2024-03-04"], tz="America/New_York")
    cases = {
        "has no column Close": pandas.DataFrame(
            {"Open": [1.0], "High": [1.0], "Low": [1.0], "Volume": [1]}, index=days
        ),
        "or delisted": pandas.DataFrame({name: [] for name in ("Open", "High", "Low", "Close", "Volume")}),
    }
    for message, frame in cases.items():
        with pytest.raises(MarketDataError, match=message):
            list(EquitiesProvider(context, download=lambda *_, frame=frame: frame).fetch(series, start=None, end=NOW))
