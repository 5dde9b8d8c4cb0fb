"""What a claim is checked against is what the indicator of that name says."""

import math

import pytest

from tests.warehouse import factories as make
from tests.warehouse.claims.desk import days


def waves(n):
    """Daily closes that rise and fall in waves."""
    return [60000 + 3000 * math.sin(day / 9) + 20 * day for day in range(n)]


@pytest.mark.parametrize(("kind", "name", "error"), [("sma", "sma", 1e-12), ("ema", "ema", 1e-5)])
def test_a_claimed_average_is_the_average_of_the_indicator(desk, kind, name, error):
    desk.tape(*days(waves(420)))
    judged = desk.judge("moving_average_cross", average_days=50, average_kind=kind, relation="above")
    sql = f"select {name} from moving_averages(days := 50) order by day desc limit 1"
    # The check forgets what is five periods back, the indicator never does.
    assert judged["stated_value"] == pytest.approx(desk.con.execute(sql).fetchone()[0], rel=error)


def test_a_claimed_extreme_reaches_as_far_back_as_the_view_says(desk):
    closes = [*waves(300), 52000.0]
    desk.tape(*days(closes))
    values = {"time_start": "2024-03-09", "time_end": "2024-03-10"}
    judged = desk.judge("extreme_since", direction="low", extent_days=300, **values)
    low_days = desk.con.execute("select low_days from daily_extremes order by day desc limit 1").fetchone()[0]
    assert judged["measured_value"] == low_days == 300


def test_a_claimed_visit_of_the_index_is_the_last_visit_of_the_view(desk):
    zones = ["Extreme Fear"] * 3 + ["Fear"] * 30 + ["Extreme Fear"] * 2
    first = make.at("2024-03-10").toordinal() - len(zones) + 1
    readings = [
        make.fear_greed(make.at("2024-03-10").fromordinal(first + n).date(), 20, zone) for n, zone in enumerate(zones)
    ]
    desk.tape(*readings)
    judged = desk.judge("fear_greed_zone", zone="extreme fear")
    sql = "select last_visit::varchar from fear_greed_visits order by observed_date desc limit 1"
    (last_visit,) = desk.con.execute(sql).fetchone()
    assert f"the time before that on {last_visit}" in judged["finding"]
