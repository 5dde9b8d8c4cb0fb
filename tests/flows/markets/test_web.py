"""Fund flows and other tables from addresses on the loopback interface."""

import io
import random
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from flows.errors import MarketDataError, SettingsError
from flows.markets.provider import ProviderContext, Providers
from flows.settings import SeriesSettings
from tests.flows.loopback import Answer, Loopback

NOW = datetime(2024, 2, 1, tzinfo=UTC)
PAGE = """<html><body><table><tr><td>menu</td></tr></table>
<table>
<tr><th>Date</th><th>AAAA</th><th>BBBB</th><th>Total</th></tr>
<tr><td>Fee</td><td>0.25%</td><td>0.20%</td><td></td></tr>
<tr><td colspan="4">in millions</td></tr>
<tr><td><span>11 Jan 2024</span></td><td>111.7</td><td><span class="red">(95.1)</span></td><td>16.6</td></tr>
<tr><td>12 Jan 2024</td><td>1,234.5</td><td>-</td><td>1,234.5</td></tr>
<tr><td>Total</td><td>1,346.2</td><td>(95.1)</td><td>1,251.1</td></tr>
</table></body></html>"""
COLUMNS = {"open_time": "0", "open": "1", "high": "2", "low": "3", "close": "4"}


@pytest.fixture
def web():
    with Loopback() as server:
        yield server


@pytest.fixture
def providers(http) -> Providers:
    allowed = http.model_copy(update={"allow_hosts": ("127.0.0.1",)})
    return Providers(ProviderContext(settings_file=Path("markets.toml"), http=allowed, rng=random.Random(1)))


def flows_of(url: str, /, **options: object) -> SeriesSettings:
    values = {"preset": "etf_flows_table", "funds": ["AAAA", "BBBB"], "url": url} | options
    return SeriesSettings(kind="etf_flows", provider="web", source="table", ticker="BTC", options=values)


def fetched(providers: Providers, series: SeriesSettings):
    [batch] = providers.of(series).fetch(series, start=None, end=NOW)
    return batch


def test_a_table_of_flows_is_read_by_fund_with_its_signs_and_unit(web, providers):
    web.serve("/flows", PAGE)
    batch = fetched(providers, flows_of(web.url("/flows")))
    rows = [(row["fund"], row["flow_date"].day, row["flow_usd"]) for row in batch.table.to_pylist()]
    assert sorted(rows) == [
        ("AAAA", 11, Decimal(111_700_000)), ("AAAA", 12, Decimal(1_234_500_000)), ("BBBB", 11, Decimal(-95_100_000)),
    ]  # fmt: skip
    assert batch.rejected == () and batch.table["available_at"][0].as_py() == datetime(2024, 1, 12, 12, tzinfo=UTC)


def test_a_width_of_a_cell_that_is_no_number_is_one(web, providers):
    web.serve("/flows", PAGE.replace('<td colspan="4">in millions', '<td colspan="&sup2;">in millions'))
    assert fetched(providers, flows_of(web.url("/flows"))).table.num_rows == 3


def test_a_cell_that_is_no_number_is_refused_and_the_others_land(web, providers):
    web.serve("/flows", PAGE.replace("111.7", "n.m."))
    batch = fetched(providers, flows_of(web.url("/flows")))
    assert batch.table.num_rows == 2
    assert [(item.reason, "n.m." in item.detail) for item in batch.rejected] == [("unparsable_number", True)]


def test_a_table_that_lost_a_column_says_which_tables_there_are(web, providers):
    web.serve("/flows", PAGE.replace("BBBB", "CCCC"))
    with pytest.raises(MarketDataError, match=r"no table names all of Date, AAAA, BBBB .*Date, AAAA, CCCC, Total"):
        fetched(providers, flows_of(web.url("/flows")))


def test_a_csv_of_flows_may_be_wide_too(web, providers):
    web.serve("/flows.csv", 'Date,AAAA,BBBB\n2024-01-11,"1,111.7",(95.1)\n', content_type="text/csv")
    options = {"format": "csv", "time_format": "%Y-%m-%d"}
    batch = fetched(providers, flows_of(web.url("/flows.csv"), **options))
    assert sorted(batch.table["flow_usd"].to_pylist()) == [Decimal(-95_100_000), Decimal(1_111_700_000)]


def test_a_zip_of_klines_is_read_from_its_address(web, providers):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("BTCUSDT-1h-2024-01.csv", "1704067200000,42000,42500,41900,42100,10,1704070799999,0,1,0,0,0\n")
    web.answers["/BTCUSDT-1h-2024-01.zip"] = Answer(body=body.getvalue())
    series = SeriesSettings(
        kind="candles", provider="web", source="archive", venue="binance", symbol="BTC-USDT", ticker="BTC",
        timeframe="1h", options={"preset": "binance_vision", "url": web.url("/BTCUSDT-1h-2024-01.zip")},
    )  # fmt: skip
    assert fetched(providers, series).table["close"].to_pylist() == [Decimal(42100)]


@pytest.mark.parametrize(("status", "is_retried"), [(503, True), (404, False)])
def test_a_server_that_fails_is_asked_again_only_where_that_helps(web, providers, status, is_retried):
    web.fail("/flows", status)
    with pytest.raises(MarketDataError, match=f"etf_flows BTC: .*{status}"):
        fetched(providers, flows_of(web.url("/flows")))
    assert len(web.requests_for("/flows")) == (3 if is_retried else 1)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"url": "ftp://example.org/flows"}, "options.url"),
        ({"columns": {"flow_date": "Date", "flow_usd": "Total"}}, "funds takes the place of columns.flow_usd"),
        ({"fund": ["AAAA"]}, "did you mean 'funds'"),
    ],
)
def test_a_wrong_declaration_is_refused_before_anything_is_asked(web, providers, options, message):
    with pytest.raises(SettingsError, match=message):
        providers.of(flows_of(web.url("/flows"), **options))
    assert web.requests == []
