"""Errors say whether another try can help; one policy acts on it."""

import asyncio
import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from flows.errors import FetchError, FlowError
from flows.retry import MAX_WAIT_SECONDS, asked_pause, is_retryable, may_pass, retrying, retrying_async
from warehouse.errors import WarehouseBusyError


def failing(times: int, error: Exception) -> Callable[[], int]:
    """A function that fails so often, then returns how often it was called."""
    calls = 0

    def call() -> int:
        nonlocal calls
        calls += 1
        if calls <= times:
            raise error
        return calls

    return call


def waits(retries: int, error: Exception, *, seed: int = 7) -> list[float]:
    slept: list[float] = []
    policy = retrying(retries=retries, rng=random.Random(seed)).copy(sleep=slept.append)
    with pytest.raises(type(error)):
        policy(failing(99, error))
    return slept


PASSING = FetchError("the host is busy", reason="status_503", retryable=True)
LASTING = FetchError("there is no such page", reason="status_404")


def test_passing_trouble_is_tried_again() -> None:
    policy = retrying(retries=2, rng=random.Random(7)).copy(sleep=lambda seconds: None)
    assert policy(failing(2, PASSING)) == 3


def test_lasting_trouble_is_not() -> None:
    assert waits(3, LASTING) == []


def test_last_error_comes_out_as_it_was() -> None:
    with pytest.raises(FetchError, match="no such page"):
        retrying(retries=3, rng=random.Random(7))(failing(1, LASTING))


def test_waits_grow_and_are_jittered_from_the_seed() -> None:
    first = waits(3, PASSING)
    assert first == waits(3, PASSING)
    assert [0.5 <= first[0] <= 1, 1 <= first[1] <= 2, 2 <= first[2] <= 4] == [True] * 3


def test_two_clients_do_not_come_back_together() -> None:
    assert len({wait for seed in range(5) for wait in waits(1, PASSING, seed=seed)}) == 5


def test_server_that_names_a_time_gets_it() -> None:
    asked = FetchError("later", reason="status_429", retryable=True, retry_after_seconds=9)
    assert 9 <= waits(1, asked)[0] <= 9.5


def test_server_that_asks_for_long_is_left_until_the_next_run() -> None:
    error = FetchError("much later", reason="status_429", retryable=True, retry_after_seconds=MAX_WAIT_SECONDS + 1)
    assert (is_retryable(error), may_pass(error)) == (False, True)


@pytest.mark.parametrize(
    ("error", "expected"), [(WarehouseBusyError("held"), True), (FlowError("no"), False), (ValueError("no"), False)]
)
def test_every_error_of_the_program_is_asked_the_same_way(error: Exception, expected: bool) -> None:
    assert is_retryable(error) is expected


def test_coroutines_are_tried_again_too() -> None:
    call = failing(1, FetchError("busy", reason="status_503", retryable=True, retry_after_seconds=0))

    async def fetch() -> int:
        return call()

    assert asyncio.run(retrying_async(retries=1, rng=random.Random(7))(fetch)) == 2


NOON = datetime(2024, 8, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "now", "seconds"),
    [
        ("120", NOON, 120),
        ("120", None, 120),
        ("Mon, 05 Aug 2024 12:01:30 GMT", NOON, 90),
        ("Mon, 05 Aug 2024 12:01:30 -0000", NOON, 90),
        ("Mon, 05 Aug 2024 11:00:00 GMT", NOON, 0),
        ("Mon, 05 Aug 2024 12:01:30 GMT", None, None),
        ("", NOON, None),
        ("soon", NOON, None),
        ("²", NOON, None),
    ],
)
def test_a_pause_is_asked_for_in_seconds_or_by_a_date(header, now, seconds) -> None:
    assert asked_pause(header, now) == seconds
