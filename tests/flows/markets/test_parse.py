from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from flows.markets.parse import parse_decimals, parse_instants

amounts = st.decimals(min_value="-9e18", max_value="9e18", allow_nan=False, allow_infinity=False, places=12)
odd_amounts = st.one_of(amounts.map(lambda value: f" {value} "), amounts.map(lambda value: f"{value:e}"))
texts = st.lists(st.one_of(amounts.map(str), odd_amounts, st.text(max_size=8), st.none()), max_size=30)


@given(st.lists(amounts, min_size=1, max_size=30))
def test_text_is_read_to_the_last_digit(values):
    column = parse_decimals(pa.array([str(value) for value in values]))
    assert column.values.to_pylist() == values and not column.bad.any() and not column.missing.any()


@given(amounts)
def test_spaces_and_exponents_change_nothing(value):
    column = parse_decimals(pa.array([f" {value} ", f"{value:e}", "oops"]))
    assert column.values.to_pylist() == [value, value, None]


@given(st.lists(st.floats(min_value=1e-9, max_value=1e15), min_size=1, max_size=30))
def test_floats_are_read_by_their_shortest_form(values):
    column = parse_decimals(pa.array(values))
    with localcontext(prec=60):
        expected = [Decimal(repr(value)).quantize(Decimal("1e-18"), rounding=ROUND_HALF_EVEN) for value in values]
    assert column.values.to_pylist() == expected


@given(texts)
def test_every_value_is_read_missing_or_bad_and_never_raises(values):
    column = parse_decimals(pa.array(values, pa.string()))
    for value, number, missing, bad in zip(values, column.values.to_pylist(), column.missing, column.bad, strict=True):
        assert (number is not None) + bool(missing) + bool(bad) == 1, value


@given(amounts.filter(lambda value: abs(value) < 10**9), st.integers(min_value=-6, max_value=6))
def test_scaling_by_a_power_of_ten_loses_nothing(value, power):
    column = parse_decimals(pa.array([str(value), "oops"]), power_of_ten=power)
    assert column.values[0].as_py() == value.scaleb(power) and column.bad[1]


def test_places_beyond_those_of_the_column_are_rounded_half_to_even():
    column = parse_decimals(pa.array(["0.125", "0.135", "-0.1251", None]), places=2)
    assert column.values.to_pylist() == [Decimal("0.12"), Decimal("0.14"), Decimal("-0.13"), None]


def test_a_number_too_large_for_its_column_is_bad_rather_than_wrapped_around():
    column = parse_decimals(pa.array(["1234567890123456789012345", "1"]))
    assert column.bad.tolist() == [True, False] and column.values[1].as_py() == 1


@given(st.datetimes(min_value=datetime(1981, 1, 1), max_value=datetime(2099, 1, 1)), st.sampled_from(["s", "ms", "us"]))
def test_epochs_are_read_as_numbers_and_as_text(moment, unit):
    aware = moment.replace(microsecond=0, tzinfo=UTC)
    count = int(aware.timestamp()) * {"s": 1, "ms": 1_000, "us": 1_000_000}[unit]
    for values in (pa.array([count]), pa.array([str(count)])):
        column = parse_instants(values, unit=unit, text_format=None, zone=None)
        assert column.values.to_pylist() == [aware]


@given(st.lists(st.one_of(st.none(), st.text(max_size=12)), max_size=20), st.sampled_from(["s", "ms", "iso", "date"]))
def test_any_text_for_a_time_is_read_missing_or_bad(values, unit):
    column = parse_instants(pa.array(values, pa.string()), unit=unit, text_format=None, zone="UTC")
    for value, moment, missing, bad in zip(values, column.values, column.missing, column.bad, strict=True):
        assert moment.is_valid + bool(missing) + bool(bad) == 1, value
