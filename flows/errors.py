"""What can go wrong where newstape meets the outside world.

    FlowError
    ├── SettingsError       a configuration file is missing or has a wrong key or value
    ├── InputFileError      a file that the user named cannot be read as what it should be
    ├── SourceError         a feed or page could not be had
    │   ├── FetchError      the transfer failed or was refused (retryable by its cause)
    │   ├── BlockedError    our own guard or the site's robots rules forbid it
    │   └── ParseError      the bytes came, but are not a feed or an article
    ├── MarketDataError     a provider could not deliver a series (retryable by its cause)
    └── StepError           a step of a run failed; names the step, keeps the cause

A message says what happened, with which value, and what to do next. `retryable` says whether doing the same again can
help; `flows.retry` is the one place that reads it.
"""


class FlowError(Exception):
    """Base of everything that `flows` raises on purpose.

    Attributes:
        retryable: whether doing the same again can help.
    """

    retryable = False


class SettingsError(FlowError):
    """A configuration file is missing or has a wrong key or value; the message names file and key."""


class InputFileError(FlowError):
    """A file that the user named cannot be read as what it should be."""


class SourceError(FlowError):
    """A feed or page could not be had.

    Args:
        message: What happened, with which address.
        reason: A short stable word for tables (`timeout`, `too_large`, `robots`...).
        retryable: Whether another try can help.
        retry_after_seconds: What the server asked for, if it did.
    """

    def __init__(
        self, message: str, *, reason: str, retryable: bool = False, retry_after_seconds: float | None = None
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.retryable = retryable
        self.retry_after_seconds = retry_after_seconds


class FetchError(SourceError):
    """The transfer failed: DNS, connection, time-out, status, size."""


class BlockedError(SourceError):
    """Our own guard or the site's robots rules forbid it."""


class ParseError(SourceError):
    """The bytes came, but they are not a feed or an article."""


class MarketDataError(FlowError):
    """A provider could not deliver a series.

    Args:
        message: What happened, with which series.
        retryable: Whether another try can help.
        retry_after_seconds: What the venue asked for, if it did.
    """

    def __init__(self, message: str, *, retryable: bool = False, retry_after_seconds: float | None = None) -> None:
        super().__init__(message)
        self.retryable = retryable
        self.retry_after_seconds = retry_after_seconds


class StepError(FlowError):
    """A step of a run failed."""
