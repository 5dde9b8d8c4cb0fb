"""The one place that decides whether to try again.

Every error of the program says of itself whether a repetition can help (`retryable`) and, where a server asked for
it, how long to wait (`retry_after_seconds`). Nothing else looks at these.
"""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import tenacity

FIRST_WAIT_SECONDS = 0.5
MAX_WAIT_SECONDS = 30.0
"""Longest wait between two tries. A server that asks for more is left alone until the next run."""


def retrying(*, retries: int, rng: random.Random) -> tenacity.Retrying:
    """Return a policy for plain functions: `retrying(retries=2, rng=rng)(function, argument)`.

    The last error is raised as it is. Waits double from half a second and are jittered.

    Args:
        retries: Tries after the first.
        rng: Source of the jitter.
    """
    return tenacity.Retrying(**_policy(retries, rng))


def retrying_async(*, retries: int, rng: random.Random) -> tenacity.AsyncRetrying:
    """Return the policy of `retrying` for coroutine functions, to be awaited."""
    return tenacity.AsyncRetrying(**_policy(retries, rng))


def _policy(retries: int, rng: random.Random) -> dict[str, Any]:
    return {
        "retry": tenacity.retry_if_exception(is_retryable),
        "stop": tenacity.stop_after_attempt(retries + 1),
        "wait": _wait(rng),
        "reraise": True,
    }


def is_retryable(error: BaseException) -> bool:
    """Say whether doing the same again soon can help."""
    asked_for = getattr(error, "retry_after_seconds", None) or 0.0
    return bool(getattr(error, "retryable", False)) and asked_for <= MAX_WAIT_SECONDS


def may_pass(error: BaseException) -> bool:
    """Say whether the cause may be gone by the next run."""
    return bool(getattr(error, "retryable", False))


def asked_pause(header: str, now: datetime | None) -> float | None:
    """Read a Retry-After header, seconds or a date; `None` where it asks for nothing that can be counted.

    Args:
        header: Its value; empty where there is none.
        now: The clock that a date is counted from; `None` where it is not known.

    Returns:
        Seconds, 0 or more.
    """
    if header.isdecimal():  # not isdigit: "²" is a digit, and no number
        return float(header)
    try:
        at = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds()) if now else None


def _wait(rng: random.Random) -> Callable[[tenacity.RetryCallState], float]:
    def seconds(state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked_for = getattr(error, "retry_after_seconds", None) or 0.0
        backoff = FIRST_WAIT_SECONDS * 2 ** (state.attempt_number - 1)
        return float(min(MAX_WAIT_SECONDS, max(asked_for, backoff) + rng.uniform(0, backoff)))

    return seconds
