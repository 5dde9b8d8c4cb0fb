"""Statements of one article that exclude each other, and those that only look as if they did."""

import pytest

from tests.warehouse.claims.desk import self_contradictions

LOW = {"direction": "low", "time_start": "2024-03-05", "time_end": "2024-03-06"}


def conflict(desk, one, other, **values):
    return self_contradictions(desk, one, other, **values)


def test_two_extents_for_one_low_exclude_each_other(desk):
    one = ("extreme_since", 60, {**LOW, "extent_days": 426, "text": "14-month low"})
    other = ("extreme_since", 90, {**LOW, "since_date": "2021-07-01", "approximate": True, "text": "since 2021"})
    assert conflict(desk, one, other) == [("two extents for one low", "14-month low", "since 2021")]


def test_a_year_named_loosely_may_be_its_last_days(desk):
    """Fourteen months before March 2024 is early January 2023: "since 2022" may mean its end."""
    one = ("extreme_since", 60, {**LOW, "extent_days": 426})
    assert conflict(desk, one, ("extreme_since", 90, {**LOW, "since_date": "2022-07-01", "approximate": True})) == []


@pytest.mark.parametrize(
    "other",
    [
        {"extent_days": 430},
        {"extent_days": 90, "direction": "high"},
        {"extent_days": 90, "asset": "ETH"},
        {"extent_days": 90, "modality": "conditional"},
        {"extent_days": 90, "time_start": "2024-02-05", "time_end": "2024-02-06"},
        {"extent_days": 90, "value": 54000},
    ],
    ids=["rounding", "a high", "another coin", "a supposition", "another day", "another price"],
)
def test_extents_of_different_things_agree(desk, other):
    one = ("extreme_since", 60, {**LOW, "extent_days": 426, "value": 53000})
    assert conflict(desk, one, ("extreme_since", 90, {**LOW, "value": 53000, **other})) == []


def test_two_figures_for_the_very_low_exclude_each_other(desk):
    end = {**LOW, "relation": "at"}
    found = conflict(
        desk, ("price_touched", 60, {**end, "value": 53000}), ("price_touched", 90, {**end, "value": 51000})
    )
    assert [row[0] for row in found] == ["two figures for one low"]
    assert len(found) == 1


def test_a_price_on_the_way_down_is_no_second_low(desk):
    way = ("price_touched", 60, {**LOW, "value": 55000})
    assert conflict(desk, way, ("price_touched", 90, {**LOW, "relation": "at", "value": 53000})) == []


def headline_and_body(desk, kind, headline, *bodies, **common):
    claims = [(kind, 0, common | headline), *((kind, 60 + 20 * n, common | body) for n, body in enumerate(bodies))]
    return [row[0] for row in self_contradictions(desk, *claims)]


def test_a_headline_of_billions_over_a_body_of_millions_is_told_by_its_factor(desk):
    found = headline_and_body(
        desk, "liquidation_total", {"value": 500e9}, {"value": 500e6}, position_side="both", window_hours=24
    )
    assert found == ["headline against body: a factor of 1,000"]


def test_a_price_without_its_thousand_is_told_by_its_factor(desk):
    assert headline_and_body(desk, "price_touched", {"value": 53}, {"value": 53000}) == [
        "headline against body: a factor of 1,000"
    ]


def test_a_headline_that_the_body_bears_out_somewhere_stands(desk):
    found = headline_and_body(
        desk, "liquidation_total", {"value": 740e6}, {"value": 400e6}, {"value": 741e6}, position_side="unknown"
    )
    assert found == []


def test_a_rounded_headline_is_no_conflict(desk):
    assert headline_and_body(desk, "liquidation_total", {"value": 273e6}, {"value": 272e6}) == []


def test_longs_are_not_held_against_the_total(desk):
    found = headline_and_body(
        desk, "liquidation_total", {"value": 740e6, "position_side": "both"}, {"value": 400e6, "position_side": "long"}
    )
    assert found == []


def test_one_hour_is_not_held_against_a_day(desk):
    found = headline_and_body(
        desk, "liquidation_total", {"value": 555e6, "window_hours": 1}, {"value": 1e9, "window_hours": 24}
    )
    assert found == []


def test_up_in_the_headline_and_down_in_the_body_exclude_each_other(desk):
    found = headline_and_body(
        desk, "percent_change", {"direction": "up"}, {"direction": "down"}, value=8, window_hours=24
    )
    assert found == ["headline against body: the other way"]


def test_a_fall_and_the_rise_after_it_agree(desk):
    assert (
        headline_and_body(desk, "percent_change", {"value": 8, "direction": "up"}, {"value": 3, "direction": "down"})
        == []
    )
