import json
import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr

from flows.errors import MarketDataError, SettingsError
from flows.markets.provider import ProviderContext, Providers
from flows.settings import KeySettings, SeriesSettings, load_settings
from tests.flows.loopback import Answer, Loopback

START = datetime(2024, 3, 1, tzinfo=UTC)
END = START + timedelta(hours=20, minutes=5)
FIRST = int(START.timestamp() * 1000)
KEY = "not-a-real-key"
LIQUIDATIONS = "/api/futures/liquidation/aggregated-history"


class Coinglass(Loopback):
    """Answers by path and range, whatever else the query says."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, list[dict[str, object]]] = {}
        self.answers = _Answers(self)


class _Answers(dict):
    def __init__(self, web: Coinglass) -> None:
        super().__init__()
        self.web = web

    def get(self, path: str, default: object = None) -> object:
        if path in self:
            return self[path]
        parts = urlsplit(path)
        query = parse_qs(parts.query)
        start, end = (int(query.get(name, [edge])[0]) for name, edge in (("start_time", "0"), ("end_time", "9" * 15)))
        rows = [row for row in self.web.rows[parts.path] if start <= int(row.get("time", start)) <= end]
        return Answer(body=json.dumps({"code": "0", "msg": "success", "data": rows}).encode())


@pytest.fixture
def web():
    with Coinglass() as server:
        yield server


def providers_with(http, keys: KeySettings) -> Providers:
    allowed = http.model_copy(update={"allow_hosts": ("127.0.0.1",)})
    context = ProviderContext(settings_file=Path("markets.toml"), http=allowed, rng=random.Random(1), keys=keys)
    return Providers(context)


@pytest.fixture
def providers(http) -> Providers:
    return providers_with(http, KeySettings(coinglass=SecretStr(KEY)))


def series(url: str, **changes: object) -> SeriesSettings:
    values = {
        "kind": "liquidations", "provider": "coinglass", "source": "coinglass", "venue": "Binance,OKX,Bybit",
        "symbol": "BTC", "ticker": "BTC", "timeframe": "4h", "options": {"url": url, "history_days": 1},
    } | changes  # fmt: skip
    return SeriesSettings.model_validate(values)


def bars(n: int) -> list[dict[str, object]]:
    return [
        {"time": FIRST + i * 4 * 3_600_000, "aggregated_long_liquidation_usd": 100.5 + i,
         "aggregated_short_liquidation_usd": 7}
        for i in range(n)
    ]  # fmt: skip


def fetched(providers: Providers, wanted: SeriesSettings, start=START):
    return list(providers.of(wanted).fetch(wanted, start=start, end=END))


def test_liquidations_of_the_named_venues_come_in_closed_bars(web, providers, monkeypatch):
    monkeypatch.setattr("flows.markets.coinglass.PAGE_ROWS", 2)
    web.rows[LIQUIDATIONS] = bars(6)
    [batch] = fetched(providers, series(web.url("")))
    assert batch.table["long_usd"].to_pylist() == [Decimal(f"{100.5 + i}") for i in range(5)] and batch.n_open == 1
    assert set(batch.table["venue"].to_pylist()) == {"Binance,OKX,Bybit"} and batch.gaps == ()
    queries = [parse_qs(urlsplit(request.path).query) for request in web.requests]
    assert len(queries) == 3 and all(query["exchange_list"] == ["Binance,OKX,Bybit"] for query in queries)


def test_the_key_goes_into_a_header_and_nowhere_else(web, providers):
    web.rows[LIQUIDATIONS] = bars(2)
    fetched(providers, series(web.url("")))
    assert all(request.headers["cg-api-key"] == KEY and KEY not in request.path for request in web.requests)


def test_the_key_does_not_follow_a_redirect_to_another_host(web, providers):
    with Loopback() as other:
        other.serve("/elsewhere", '{"code": "0", "data": []}')
        web.answers = {}
        wanted = series(web.url(""), kind="etf_flows")
        web.redirect("/api/etf/bitcoin/flow-history?", other.url("/elsewhere"))
        web.redirect("/api/etf/bitcoin/flow-history", other.url("/elsewhere"))
        assert fetched(providers, wanted) == []
        assert web.requests[0].headers["cg-api-key"] == KEY
        assert [request.headers.get("cg-api-key") for request in other.requests] == [None]


def test_a_missing_key_is_asked_for_before_anything_is_fetched(web, http):
    with pytest.raises(SettingsError, match="set NEWSTAPE__API_KEYS__COINGLASS in the environment"):
        providers_with(http, KeySettings()).of(series(web.url("")))
    assert web.requests == []


@pytest.mark.parametrize(("code", "n_requests"), [("401", 1), ("50001", 3)])
def test_a_refusal_is_told_in_its_words_without_the_key(web, providers, code, n_requests):
    body = json.dumps({"code": code, "msg": "Upgrade plan"}).encode()
    web.answers = _Always(Answer(body=body))
    with pytest.raises(MarketDataError, match=f"coinglass: liquidations .*code {code}: Upgrade plan") as caught:
        fetched(providers, series(web.url("")))
    assert KEY not in str(caught.value) and len(web.requests) == n_requests


class _Always(dict):
    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer

    def get(self, path: str, default: object = None) -> object:
        return self.answer


def test_fund_flows_come_by_fund_and_as_a_sum(web, providers):
    day = int(datetime(2024, 2, 28, tzinfo=UTC).timestamp() * 1000)
    web.rows["/api/etf/bitcoin/flow-history"] = [
        {"timestamp": day, "flow_usd": -5.5, "price_usd": 60000, "etf_flows": [
            {"etf_ticker": "AAAA", "flow_usd": -7.5}, {"etf_ticker": "BBBB", "flow_usd": 2}, {"etf_ticker": "CCCC"},
        ]},
    ]  # fmt: skip
    [batch] = fetched(providers, series(web.url(""), kind="etf_flows"), start=None)
    flows = dict(zip(batch.table["fund"].to_pylist(), batch.table["flow_usd"].to_pylist(), strict=True))
    assert flows == {"AAAA": Decimal("-7.5"), "BBBB": Decimal(2), "TOTAL": Decimal("-5.5")}
    assert batch.rejected == ()


def test_open_interest_is_the_close_of_its_bar(web, providers):
    rows = [{"time": FIRST, "open": "1", "high": "3", "low": "1", "close": "2.5"}]
    web.rows["/api/futures/open-interest/aggregated-history"] = rows
    [batch] = fetched(providers, series(web.url(""), kind="open_interest"))
    assert batch.table["open_interest_usd"].to_pylist() == [Decimal("2.5")]
    assert batch.table["observed_at"].to_pylist() == [START + timedelta(hours=4)]


def test_the_key_comes_from_the_environment_and_is_refused_in_a_file(settings, monkeypatch):
    monkeypatch.setenv("NEWSTAPE__API_KEYS__COINGLASS", KEY)
    keys = load_settings(settings.folder).main.api_keys
    assert keys.coinglass is not None and keys.coinglass.get_secret_value() == KEY and KEY not in repr(keys)
    file = settings.folder / "newstape.toml"
    file.write_text(file.read_text(encoding="utf-8") + f'\n[api_keys]\ncoinglass = "{KEY}"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="do not belong into a file"):
        load_settings(settings.folder)
