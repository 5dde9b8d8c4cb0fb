"""A feed is asked after its own rhythm, within bounds, and never before its server wants it."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.sources.rhythm import MAX_SERVER_PAUSE, Rhythm, next_due, rhythm_of

NOW = datetime(2024, 8, 5, 12, 0, tzinfo=UTC)


def minutes(rhythm: Rhythm, **options: object) -> float:
    bounds = {"min_minutes": 10, "max_minutes": 240}
    return (next_due(rhythm, now=NOW, **(bounds | options)) - NOW) / timedelta(minutes=1)  # type: ignore[arg-type]


def rhythm(gap: float, *, quiet: float = 0) -> Rhythm:
    newest = NOW - timedelta(minutes=quiet)
    return rhythm_of((newest - timedelta(minutes=gap * i) for i in range(10)), now=NOW)


def test_rhythm_is_the_median_gap_of_what_was_published() -> None:
    ages = (5, 35, 65, 95, 600)
    found = rhythm_of([NOW - timedelta(minutes=age) for age in ages] + [None, NOW + timedelta(hours=5)], now=NOW)
    assert found == Rhythm(newest_at=NOW - timedelta(minutes=5), typical_gap_minutes=30, longest_gap_minutes=505)


def test_few_or_undated_entries_make_no_rhythm() -> None:
    assert rhythm_of([NOW, NOW, NOW - timedelta(hours=1)], now=NOW) == Rhythm(newest_at=NOW)
    assert rhythm_of([None], now=NOW) == Rhythm()


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        (Rhythm(), 10),
        (rhythm(4), 10),
        (rhythm(60), 30),
        (rhythm(2000), 240),
        (rhythm(60, quiet=480), 60),
        (rhythm(60, quiet=90_000), 240),
    ],
)
def test_pause_is_half_the_expected_gap_within_its_bounds(rhythm: Rhythm, expected: float) -> None:
    assert minutes(rhythm) == expected


@pytest.mark.parametrize(("n_failures", "expected"), [(1, 10), (2, 20), (4, 80), (9, 240), (10_000, 240)])
def test_failing_feed_is_asked_less_and_less(n_failures: int, expected: float) -> None:
    assert minutes(rhythm(4), n_failures=n_failures) == expected


@pytest.mark.parametrize(
    ("cache_control", "expected"),
    [
        ("max-age=1800", 30),
        ("public, Max-Age = 1800, must-revalidate", 30),
        ("s-maxage=9000", 10),
        ("max-age=0", 10),
        ("max-age=999999999", 240),
        ("no-cache", 10),
    ],
)
def test_max_age_is_kept_within_the_bounds(cache_control: str, expected: float) -> None:
    assert minutes(Rhythm(), headers={"cache-control": cache_control}) == expected


def test_server_that_asks_for_a_day_gets_it_and_one_that_asks_for_a_year_does_not() -> None:
    assert minutes(Rhythm(), n_failures=1, retry_after_seconds=86_400) == 1440
    week = MAX_SERVER_PAUSE / timedelta(minutes=1)
    assert minutes(Rhythm(), n_failures=1, retry_after_seconds=3.2e7) == week
    assert minutes(Rhythm(), n_failures=1, retry_after_seconds=float("1e300")) == week


def test_pause_is_never_shorter_than_the_feeds_own_even_above_the_bound() -> None:
    assert minutes(rhythm(4), min_minutes=600) == 600
