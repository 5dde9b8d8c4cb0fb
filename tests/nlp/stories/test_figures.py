from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from nlp.stories.figures import FigureBook, FigureRules, Statement, figure_id_of

AT = datetime(2025, 2, 18, 12, tzinfo=UTC)
PRICE = {"kind": "price_at", "identity": "price_at|BTC|USD"}
RULES = FigureRules(
    window_hours=36, rounding_percent=0.3, drift_percent=10, drift_kinds=frozenset({"liquidation_total"})
)


def stated(number, value: str | None = "740000000", *, hours=0.0, **values):
    amount = None if value is None else Decimal(value)
    base = Statement(
        statement_id=f"c{number}", story_id="s1", identity="liquidation_total|BTC|USD|both", kind="liquidation_total",
        value_low=amount, value_high=amount, window_hours=None, starts_at=None, ends_at=None,
        happened_at=AT + timedelta(hours=hours),
    )  # fmt: skip
    return replace(base, **values)


def figures(*statements):
    book = FigureBook(RULES)
    return [book.place(statement) for statement in statements]


@pytest.mark.parametrize("value", ["740000000", "741800000", "740000000.000000"])
def test_a_value_within_rounding_is_the_same_figure(value):
    assert set(figures(stated(1), stated(2, value, story_id="s2"))) == {figure_id_of("c1")}


@pytest.mark.parametrize(
    ("value", "values"),
    [
        ("760000000", {"story_id": "s2"}),
        ("1400000000", {}),
        ("740000000", {"identity": "liquidation_total|ETH|USD|both"}),
        ("740000000", {"hours": 40}),
        ("740000000", {"window_hours": 4.0}),
        (None, {}),
    ],
)
def test_another_value_asset_time_or_window_is_another_figure(value, values):
    first = stated(1, window_hours=24.0)
    assert len(set(figures(first, stated(2, value, **values)))) == 2


def test_dated_statements_share_an_interval():
    day = {"starts_at": AT, "ends_at": AT + timedelta(days=1)}
    next_day = {"starts_at": AT + timedelta(days=1), "ends_at": AT + timedelta(days=2)}
    one, same, other = figures(stated(1, **day), stated(2, **day), stated(3, **next_day))
    assert one == same != other
    assert figures(stated(1, **day), stated(2))[1] == figure_id_of("c1")


def test_a_total_that_grows_within_its_story_is_one_figure():
    growing = [
        stated(n, value, hours=n) for n, value in enumerate(["740000000", "750000000", "800000000", "870000000"])
    ]
    assert set(figures(*growing)) == {figure_id_of("c0")}
    leap = stated(9, "1400000000", hours=5)
    assert figures(*growing, leap)[-1] == figure_id_of("c9")


def test_only_what_is_being_counted_drifts():
    prices = [stated(n, value, **PRICE) for n, value in enumerate(["57000", "57450"])]
    assert len(set(figures(*prices))) == 2


def test_more_digits_leave_less_to_rounding():
    prices = [stated(n, value, **PRICE) for n, value in enumerate(["57410", "57450"])]
    assert len(set(figures(*prices))) == 2
    assert len(set(figures(replace(prices[0], value_low=Decimal(57400), value_high=Decimal(57400)), prices[1]))) == 1


def test_statements_without_a_number_are_one_when_all_else_is_equal():
    assert len(set(figures(stated(1, None), stated(2, None), stated(3, None, identity="funding_sign|BTC")))) == 2


def test_zero_and_negative_values_are_placed_without_fault():
    assert len(set(figures(stated(1, "0"), stated(2, "0"), stated(3, "-5"), stated(4, "-5"), stated(5, "5")))) == 3


def test_a_restored_statement_is_found_again():
    book = FigureBook(RULES)
    book.restore(stated(1), "f-known")
    assert book.place(stated(2, hours=3)) == "f-known"
