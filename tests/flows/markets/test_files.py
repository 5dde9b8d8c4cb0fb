import gzip
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pytest

from flows.errors import InputFileError, SettingsError
from flows.markets.files import FileProvider
from flows.markets.provider import MarketBatch
from flows.settings import SeriesSettings

NOW = datetime(2024, 6, 1, tzinfo=UTC)
COLUMNS = {name: name for name in ("open", "high", "low", "close", "volume")} | {"open_time": "time"}
HEADER = "time,open,high,low,close,volume\n"


def series(**changes: object) -> SeriesSettings:
    values: dict[str, object] = {
        "kind": "candles", "provider": "file", "source": "archive", "venue": "SimEx", "symbol": "BTC-USDT",
        "ticker": "BTC", "timeframe": "1h", "options": {},
    } | changes  # fmt: skip
    return SeriesSettings.model_validate(values)


def candles(path: str, **options: object) -> SeriesSettings:
    return series(options={"path": path, "columns": COLUMNS, "time_unit": "iso", **options})


def read(folder: Path, wanted: SeriesSettings, *, now: datetime = NOW) -> MarketBatch:
    [batch] = FileProvider(folder / "markets.toml").fetch(wanted, start=None, end=now)
    return batch


def hour(index: int) -> str:
    return f"{datetime(2024, 5, 1, tzinfo=UTC) + timedelta(hours=index):%Y-%m-%dT%H:%M:%SZ}"


def lines(*rows: str) -> str:
    return HEADER + "".join(row + "\n" for row in rows)


def sound(index: int, *, close: str = "10.5") -> str:
    return f"{hour(index)},10,11,9.5,{close},3"


def test_prices_are_kept_to_the_last_digit(tmp_path):
    (tmp_path / "a.csv").write_text(lines(f"{hour(0)},0.000000011234567890,0.1,0.000000000000000001,0.05,1e3"))
    row = read(tmp_path, candles("a.csv")).table.to_pylist()[0]
    assert row["open"] == Decimal("0.00000001123456789") and row["low"] == Decimal("1e-18") and row["volume"] == 1000


def test_the_columns_are_those_of_the_record_in_its_order(tmp_path):
    (tmp_path / "a.csv").write_text(lines(sound(0)))
    names = read(tmp_path, candles("a.csv")).table.column_names
    assert names == ["source", "venue", "symbol", "ticker", "timeframe", "open_time", "close_time", "open", "high",
                     "low", "close", "volume", "is_simulated", "available_at"]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"{hour(1)},0,11,0,10,3", "price_not_positive"),
        (f"{hour(1)},-1,11,-2,10,3", "price_not_positive"),
        (f"{hour(1)},10,9,9.5,9.2,3", "high_below_low"),
        (f"{hour(1)},12,11,9,10,3", "open_outside_range"),
        (f"{hour(1)},10,11,9,8,3", "close_outside_range"),
        (f"{hour(1)},10,11,9,10,-3", "volume_negative"),
        (f"{hour(1)},10,11,9,,3", "missing_value"),
        (f"{hour(1)},10,11,NaN,10,3", "missing_value"),
        (f"{hour(1)},10,11,9,ten,3", "unparsable_number"),
        (f"{hour(1)},10,1_1,9,10,3", "unparsable_number"),
        (f"{hour(1)},10,inf,9,10,3", "unparsable_number"),
        (f"{hour(1)},10,99999999999999999999999,9,10,3", "unparsable_number"),
        ("yesterday,10,11,9,10,3", "unparsable_time"),
        (",10,11,9,10,3", "missing_value"),
        ("1970-01-01T00:00:00Z,10,11,9,10,3", "time_out_of_range"),
        ("9999-12-31T00:00:00Z,10,11,9,10,3", "time_out_of_range"),
        ("2024-05-01T01:17:00Z,10,11,9,10,3", "wrong_step"),
        (f"{hour(1)},10,11,9,10", "malformed_row"),
        (f"{hour(1)},10,11,9,10,3,4", "malformed_row"),
        (f"{hour(0)},10,11,9.5,10.4,3", "contradicts_earlier_row"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason_and_the_rest_lands(tmp_path, row, reason):
    (tmp_path / "a.csv").write_text(lines(sound(0), row, sound(2), sound(3)))
    batch = read(tmp_path, candles("a.csv"))
    assert [(item.item, item.reason) for item in batch.rejected] == [("a.csv row 3", reason)]
    assert [f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in batch.table["open_time"].to_pylist()] == [
        hour(0),
        hour(2),
        hour(3),
    ]


def test_row_numbers_hold_after_rows_that_did_not_fit(tmp_path):
    (tmp_path / "a.csv").write_text(lines(sound(0), "x,y", sound(1), "z", f"{hour(2)},0,1,0,1,1", sound(3)))
    batch = read(tmp_path, candles("a.csv"))
    assert sorted(item.item for item in batch.rejected) == ["a.csv row 3", "a.csv row 5", "a.csv row 6"]


def test_a_stray_byte_costs_one_row(tmp_path):
    (tmp_path / "a.csv").write_bytes(lines(sound(0), sound(1), sound(2)).encode().replace(b"10.5", b"10\xff5", 1))
    batch = read(tmp_path, candles("a.csv"))
    assert batch.table.num_rows == 2 and [item.reason for item in batch.rejected] == ["unparsable_number"]


def test_exact_duplicates_are_dropped_and_counted(tmp_path):
    (tmp_path / "a.csv").write_text(lines(sound(1), sound(0), sound(1), sound(0), sound(2)))
    batch = read(tmp_path, candles("a.csv"))
    assert batch.table.num_rows == 3 and batch.n_duplicates == 2 and batch.rejected == ()


def test_files_that_contradict_each_other_name_the_one_that_lost(tmp_path):
    (tmp_path / "a.csv").write_text(lines(sound(0), sound(1)))
    (tmp_path / "b.csv").write_text(lines(sound(1, close="10.9"), sound(2)))
    batch = read(tmp_path, candles("*.csv"))
    [item] = batch.rejected
    assert item.item == "b.csv row 2" and "10.9" in item.detail and "kept 10.5" in item.detail
    assert batch.table["close"].to_pylist() == [Decimal("10.5")] * 3


def test_gaps_are_counted_and_listed(tmp_path):
    (tmp_path / "a.csv").write_text(lines(*(sound(i) for i in range(20) if i not in (4, 5, 9))))
    gaps = read(tmp_path, candles("a.csv")).gaps
    assert [(f"{gap.first:%H}", f"{gap.last:%H}", gap.n_missing) for gap in gaps] == [("04", "05", 2), ("09", "09", 1)]


def test_only_what_is_known_by_now_is_stored(tmp_path):
    (tmp_path / "a.csv").write_text(lines(*(sound(i) for i in range(6))))
    batch = read(tmp_path, candles("a.csv"), now=datetime(2024, 5, 1, 3, 30, tzinfo=UTC))
    assert batch.table.num_rows == 3 and batch.n_open == 1 and batch.n_not_yet_known == 2
    late = read(tmp_path, candles("a.csv", lag_minutes=31), now=datetime(2024, 5, 1, 3, 30, tzinfo=UTC))
    assert late.table.num_rows == 2


def test_a_candle_that_was_open_when_the_file_was_written_stays_open(tmp_path):
    (tmp_path / "a.csv").write_text(lines(*(sound(i) for i in range(6))))
    batch = read(tmp_path, candles("a.csv", retrieved_at="2024-05-01T05:10:00Z"))
    assert batch.table.num_rows == 5 and batch.n_open == 1


@pytest.mark.parametrize(
    ("declared", "stepped"), [("1d", timedelta(hours=1)), ("1h", timedelta(days=1)), ("1h", timedelta(hours=4))]
)
def test_bars_of_another_length_than_declared_are_not_believed(tmp_path, declared, stepped):
    start = datetime(2024, 1, 1, tzinfo=UTC)
    rows = [f"{start + i * stepped:%Y-%m-%dT%H:%M:%SZ},10,11,9,10,1" for i in range(48)]
    (tmp_path / "a.csv").write_text(lines(*rows))
    with pytest.raises(InputFileError, match="timeframe"):
        read(tmp_path, series(timeframe=declared, options=dict(candles("a.csv").options)))


def test_a_wrong_time_unit_fails_as_a_whole_instead_of_refusing_a_million_rows(tmp_path):
    (tmp_path / "a.csv").write_text(lines(*(f"{1_700_000_000 + i * 3600},10,11,9,10,1" for i in range(1100))))
    with pytest.raises(InputFileError, match=r"1100 of 1100 rows would be refused .*time_out_of_range.*time_unit"):
        read(tmp_path, candles("a.csv", time_unit="ms"))


class TestClocks:
    def at(self, tmp_path: Path, stamp: str, **options: object) -> datetime:
        (tmp_path / "a.csv").write_text(lines(f"{stamp},10,11,9,10,1"))
        batch = read(tmp_path, candles("a.csv", **options))
        return batch.table["open_time"].to_pylist()[0] if batch.table.num_rows else batch.rejected[0].reason

    @pytest.mark.parametrize(
        ("stamp", "unit"),
        [
            ("1714554000", "s"),
            ("1714554000.0", "s"),
            ("1714554000000", "ms"),
            ("1714554000000000", "us"),
            ("1714554000000", "ms_or_us"),
            ("1714554000000000", "ms_or_us"),
            ("2024-05-01T09:00:00Z", "iso"),
            ("2024-05-01T11:00:00+02:00", "iso"),
            ("2024-05-01 09:00:00.000Z", "iso"),
        ],
    )
    def test_declared_units_are_read(self, tmp_path, stamp, unit):
        assert self.at(tmp_path, stamp, time_unit=unit) == datetime(2024, 5, 1, 9, tzinfo=UTC)

    def test_a_stamp_without_a_zone_needs_one(self, tmp_path):
        with pytest.raises(InputFileError, match="declare time_zone"):
            self.at(tmp_path, "2024-05-01T09:00:00")
        assert self.at(tmp_path, "2024-05-01T09:00:00", time_zone="America/New_York").hour == 13

    @pytest.mark.parametrize("stamp", ["2023-11-05T01:00:00", "2024-03-10T02:00:00"])
    def test_an_hour_that_the_clock_change_doubles_or_skips_is_refused(self, tmp_path, stamp):
        assert self.at(tmp_path, stamp, time_zone="America/New_York") == "unparsable_time"

    def test_a_format_of_ones_own_is_read(self, tmp_path):
        stamp = self.at(tmp_path, "01.05.2024 09:00", time_format="%d.%m.%Y %H:%M", time_unit=None, time_zone="UTC")
        assert stamp == datetime(2024, 5, 1, 9, tzinfo=UTC)

    def test_a_unit_is_never_guessed(self, tmp_path):
        with pytest.raises(InputFileError, match="declare time_unit"):
            self.at(tmp_path, "1714554000", time_unit=None)

    def test_sessions_follow_the_clock_of_their_exchange(self, tmp_path):
        rows = [{"d": f"2024-03-0{day}", "o": 10, "h": 11.5, "l": 9, "c": 10.25} for day in (7, 8)]
        rows += [{"d": "2024-03-11", "o": 10, "h": 11, "l": 9, "c": 10}]
        (tmp_path / "x.json").write_text(json.dumps({"ticker": "X", "records": rows}))
        wanted = series(
            symbol="COIN", ticker="COIN", timeframe="1d",
            options={"path": "x.json", "records": "records", "time_unit": "date", "time_zone": "America/New_York",
                     "columns": {"open_time": "d", "open": "o", "high": "h", "low": "l", "close": "c"},
                     "session_open": "09:30", "session_close": "16:00"},
        )  # fmt: skip
        batch = read(tmp_path, wanted)
        assert [moment.strftime("%d %H:%M") for moment in batch.table["open_time"].to_pylist()] == [
            "07 14:30", "08 14:30", "11 13:30",
        ]  # fmt: skip
        assert batch.table["close_time"].to_pylist()[-1] == datetime(2024, 3, 11, 20, tzinfo=UTC)
        assert batch.table["volume"].to_pylist() == [None] * 3 and batch.gaps == ()


class TestShapes:
    def kline(self, index: int, *, unit: int = 1000) -> list[object]:
        first = (1_714_521_600 + index * 3600) * unit
        return [first, "10.00", "11.00", "9.00", "10.50", "3.25", first + 3600 * unit - 1, "0", 5, "0", "0", "0"]

    def rows(self, batch: MarketBatch) -> list[tuple[str, Decimal]]:
        times = [moment.strftime("%d %H:%M") for moment in batch.table["open_time"].to_pylist()]
        return list(zip(times, batch.table["close"].to_pylist(), strict=True))

    expected = (("01 00:00", Decimal("10.5")), ("01 01:00", Decimal("10.5")))

    def test_klines_as_json(self, tmp_path):
        (tmp_path / "k.json").write_text(json.dumps([self.kline(0), self.kline(1), "oops"]))
        batch = read(tmp_path, series(options={"path": "k.json", "preset": "binance_klines"}))
        assert self.rows(batch) == list(self.expected)
        assert [(item.item, item.reason) for item in batch.rejected] == [("k.json row 3", "malformed_row")]

    @pytest.mark.parametrize("header", ["", "open_time,open,high,low,close,volume,close_time,q,n,a,b,ignore\n"])
    @pytest.mark.parametrize("unit", [1000, 1_000_000])
    def test_archives_of_binance_with_or_without_header_in_either_unit(self, tmp_path, header, unit):
        text = header + "".join(",".join(map(str, self.kline(i, unit=unit))) + "\n" for i in range(2))
        with zipfile.ZipFile(tmp_path / "BTCUSDT-1h-2024-05.zip", "w") as archive:
            archive.writestr("BTCUSDT-1h-2024-05.csv", text)
        batch = read(tmp_path, series(options={"path": "BTCUSDT-*.zip", "preset": "binance_vision"}))
        assert self.rows(batch) == list(self.expected) and batch.rejected == ()

    def test_gzip_and_json_lines(self, tmp_path):
        text = "".join(
            json.dumps({"time": hour(i), "open": 10.0, "high": 11, "low": 9, "close": 10.5, "volume": 1}) + "\n"
            for i in range(2)
        )
        (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(text.encode()))
        assert self.rows(read(tmp_path, candles("a.jsonl.gz"))) == list(self.expected)

    def test_parquet_and_feather_with_times_of_their_own(self, tmp_path):
        times = pa.array([datetime(2024, 5, 1, hour) for hour in range(2)], pa.timestamp("ns", tz="UTC"))
        numbers = {"open": [10.0, 10.0], "high": [11.0, 11.0], "low": [9.0, 9.0], "close": [10.5, 10.5]}
        table = pa.table({"date": times, **numbers, "volume": [0.1, 0.2]})
        pa.feather.write_feather(table, tmp_path / "a.feather")
        pa.parquet.write_table(table, tmp_path / "a.parquet")
        batch = read(tmp_path, series(options={"path": "a.feather", "preset": "freqtrade"}))
        assert self.rows(batch) == list(self.expected)
        assert batch.table["volume"].to_pylist() == [Decimal("0.1"), Decimal("0.2")]
        assert self.rows(
            read(tmp_path, candles("a.parquet", time_unit=None, columns=COLUMNS | {"open_time": "date"}))
        ) == list(self.expected)

    def test_funding_that_comes_some_milliseconds_late_has_no_gap(self, tmp_path):
        first = 1_714_521_600_000
        rows = [
            {"fundingTime": first + i * 28_800_000 + i, "fundingRate": "0.0001", "markPrice": ""} for i in range(12)
        ]
        (tmp_path / "f.json").write_text(json.dumps(rows))
        wanted = series(kind="funding_rates", timeframe="", options={"path": "f.json", "preset": "binance_funding"})
        batch = read(tmp_path, wanted)
        assert batch.table.num_rows == 12 and batch.gaps == ()
        with pytest.raises(InputFileError, match=r"8:00:00\S* apart, but 4:00:00 is declared"):
            read(tmp_path, series(kind="funding_rates", timeframe="", options={**wanted.options, "interval_hours": 4}))

    def test_percent_and_millions_are_scaled_exactly(self, tmp_path):
        (tmp_path / "e.csv").write_text(
            "day,fund,net\n2024-05-01,IBIT,-12.345678\n2024-05-01,TOTAL,\n2024-05-02,IBIT,0.1\n"
        )
        wanted = series(
            kind="etf_flows",
            options={"path": "e.csv", "columns": {"flow_date": "day", "fund": "fund", "flow_usd": "net"},
                     "time_unit": "date", "lag_minutes": 2160, "scale": {"flow_usd": 1_000_000}},
        )  # fmt: skip
        batch = read(tmp_path, wanted)
        assert batch.table["flow_usd"].to_pylist() == [Decimal("-12345678"), Decimal("100000")]
        assert batch.table["available_at"].to_pylist()[0] == datetime(2024, 5, 2, 12, tzinfo=UTC)
        assert [(item.item, item.reason) for item in batch.rejected] == [("e.csv row 3", "missing_value")]

    def test_holidays_are_no_gap_in_fund_flows_but_a_missing_week_is(self, tmp_path):
        days = [date(2024, 5, 1) + timedelta(days=i) for i in range(28)]
        kept = [day for day in days if day.weekday() < 5 and day != date(2024, 5, 7) and not 12 <= day.day <= 19]
        (tmp_path / "e.csv").write_text("date,ticker,flow_usd\n" + "".join(f"{day},TOTAL,1\n" for day in kept))
        batch = read(tmp_path, series(kind="etf_flows", options={"path": "e.csv", "preset": "etf_flows_long"}))
        assert [gap.n_missing for gap in batch.gaps] == [5]

    def test_open_interest_of_a_bar_is_known_at_its_end(self, tmp_path):
        (tmp_path / "o.csv").write_text("time,open,close\n1714521600000,1,5000000.5\n")
        wanted = series(
            kind="open_interest", timeframe="4h", options={"path": "o.csv", "preset": "coinglass_open_interest"}
        )
        row = read(tmp_path, wanted).table.to_pylist()[0]
        assert row["observed_at"] == row["available_at"] == datetime(2024, 5, 1, 4, tzinfo=UTC)
        assert row["open_interest_usd"] == Decimal("5000000.5")

    def test_rows_of_other_series_in_the_same_file_are_left_out(self, tmp_path):
        (tmp_path / "l.csv").write_text(
            "time,coin,long,short\n1714521600000,BTC,5,6\n1714521600000,ETH,7,8\n1714536000000,BTC,-1,2\n"
        )
        wanted = series(
            kind="liquidations", timeframe="4h",
            options={"path": "l.csv", "columns": {"open_time": "time", "long_usd": "long", "short_usd": "short"},
                     "time_unit": "ms", "where": {"coin": "BTC"}},
        )  # fmt: skip
        batch = read(tmp_path, wanted)
        assert batch.table["long_usd"].to_pylist() == [Decimal(5)]
        assert [(item.item, item.reason) for item in batch.rejected] == [("l.csv row 4", "amount_negative")]

    def test_a_class_of_the_index_is_derived_where_the_file_has_none(self, tmp_path):
        (tmp_path / "g.csv").write_text("day,value\n2024-05-01,25\n2024-05-02,26\n2024-05-03,50\n2024-05-04,76\n")
        options = {
            "path": "g.csv",
            "columns": {"observed_date": "day", "value": "value"},
            "time_unit": "date",
            "lag_minutes": 0,
        }
        batch = read(tmp_path, SeriesSettings(kind="fear_greed", provider="file", source="x", options=options))
        assert batch.table["zone"].to_pylist() == ["extreme_fear", "fear", "neutral", "extreme_greed"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"time,open,high,low,klose,volume\n", "no column 'close'; did you mean 'klose'"),
        ("a.json", b'[{"time": 1', "not readable as JSON"),
        ("a.json", b"[" * 100_000, "not readable as JSON"),
        ("a.json", b'{"data": {"rows": []}}', "declare records"),
        ("a.parquet", b"PAR1 and then nothing", "cannot be read"),
        ("a.feather", b"nothing of the kind", "cannot be read"),
        ("a.zip", b"PK and then nothing", "cannot be read"),
        ("a.gz", b"\x1f\x8b and then nothing", "cannot"),
        ("a.xlsx", b"PK", "declare format"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_named(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputFileError, match=message) as caught:
        read(tmp_path, candles(name))
    assert name.removesuffix(".gz") in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputFileError, match="no such file"):
        read(tmp_path, candles("a.csv"))
    with pytest.raises(InputFileError, match="no file matches"):
        read(tmp_path, candles("*.csv"))


def declared(kind: str, columns: dict[str, str]) -> SeriesSettings:
    return series(kind=kind, options={"path": "a", "columns": columns})


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (candles("a", colums={}), r"options.colums: unknown key of provider 'file'; did you mean 'columns'"),
        (candles("a", time_unit="seconds"), "options.time_unit = 'seconds'"),
        (candles("a", time_zone="Utopia"), "no IANA time zone"),
        (candles("a", columns={"open_tme": "t"}), "options.columns.open_tme: .* did you mean 'open_time'"),
        (candles("a", columns={"open_time": "t"}), "options.columns.close is missing"),
        (candles("a", scale={"volume": 3}), "a power of ten"),
        (candles("a", scale={"volum": 10}), "options.scale.volum"),
        (candles("a", session_open="09:30"), "need each other"),
        (candles("a", time_format="%Y"), "exclude each other"),
        (candles("a", preset="binance_kline"), "did you mean 'binance_klines'"),
        (series(options={"columns": COLUMNS}), "options.path is missing"),
        (declared("funding_rates", {"observed_at": "t", "funding_rate": "r"}), "interval_hours is missing"),
        (declared("open_interest", {"open_interest_usd": "x"}), "either observed_at or open_time"),
        (declared("etf_flows", {"flow_date": "d", "flow_usd": "f"}), "lag_minutes is missing"),
        (series(kind="etf_flows", options={"path": "a", "preset": "binance_klines"}), "have no such column"),
    ],
)  # fmt: skip
def test_a_wrong_declaration_names_file_series_key_and_the_nearest_known(tmp_path, wanted, message):
    with pytest.raises(SettingsError, match=message) as caught:
        FileProvider(tmp_path / "markets.toml").check(wanted)
    assert str(tmp_path / "markets.toml") in str(caught.value) and "series '" in str(caught.value)
