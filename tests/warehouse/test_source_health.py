"""The health of feeds is told from their polls: failures, silence beyond the habit, pages without articles."""

import pytest

from tests.warehouse import factories as make
from warehouse.readers import source_health
from warehouse.writers import add_feed_polls

HOURLY = {"typical_gap_minutes": 60.0, "longest_gap_minutes": 600.0}


def health(con, *polls):
    add_feed_polls(con, [make.feed_poll("moonwire", at, **values) for at, values in polls])
    return source_health(con)["moonwire"]


def test_feed_that_answers_is_well_and_its_week_is_summed_up(con):
    values = {**HOURLY, "newest_at": make.at("2024-03-10 11:00"), "n_new": 3, "n_rejected": 1, "is_ill_formed": True}
    found = health(
        con,
        ("2024-03-01", values),
        ("2024-03-09", {**values, "n_pages": 3, "n_pages_unread": 0}),
        ("2024-03-10 12:00", {**values, "n_pages": 5, "n_pages_unread": 2, "next_due_at": make.at("2024-03-10 13:00")}),
    )
    assert (found.status, found.n_polls, found.n_new, found.n_rejected, found.n_ill_formed) == ("ok", 2, 6, 2, 2)
    assert (found.n_pages, found.unread_page_share) == (8, 0.25)
    assert found.last_success_at == make.at("2024-03-10 12:00")
    assert found.silent_minutes == 60
    assert found.next_due_at == make.at("2024-03-10 13:00")


def test_three_failures_in_a_row_are_failing_and_two_are_not(con):
    good = ("2024-03-10", {"n_new": 1})
    bad = [(f"2024-03-10 0{n}:00", {"outcome": "failed", "n_failures": n, "reason": "dns"}) for n in (1, 2)]
    assert health(con, good, *bad).status == "ok"
    found = health(con, ("2024-03-10 03:00", {"outcome": "failed", "n_failures": 3, "reason": "status 500"}))
    assert (found.status, found.n_failures, found.last_reason) == ("failing", 3, "status 500")
    assert found.last_success_at == make.at("2024-03-10")


@pytest.mark.parametrize(
    ("newest", "habit", "status"),
    [
        ("2024-03-09 18:00", HOURLY, "ok"),  # a night is no silence
        ("2024-03-08 12:00", HOURLY, "silent"),
        ("2024-03-08 12:00", HOURLY | {"longest_gap_minutes": 3000.0}, "ok"),  # a feed that rests at the weekend
        ("2024-02-28", {}, "ok"),
        ("2024-01-28", {}, "silent"),
        (None, {}, "ok"),
    ],
)
def test_silence_counts_against_the_feeds_own_habit(con, newest, habit, status):
    newest_at = make.at(newest) if newest else None
    assert health(con, ("2024-03-10 12:00", {**habit, "newest_at": newest_at, "n_new": 1})).status == status


def test_failing_feed_is_not_called_silent_for_the_time_it_could_not_be_asked(con):
    good = ("2024-03-10", {**HOURLY, "newest_at": make.at("2024-03-09 23:00")})
    bad = ("2024-03-19", {**HOURLY, "newest_at": make.at("2024-03-09 23:00"), "outcome": "failed", "n_failures": 2})
    found = health(con, good, bad)
    assert (found.status, found.silent_minutes) == ("ok", 60)


def test_feed_whose_pages_hold_no_articles_is_unread(con):
    assert health(con, ("2024-03-10", {"n_pages": 4, "n_pages_unread": 3})).status == "unread"
