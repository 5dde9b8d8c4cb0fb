"""The length of a bar, from its name."""

import re
from datetime import timedelta

_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def timeframe_length(timeframe: str) -> timedelta:
    """Return the length of `1m`, `4h`, `1d`, `1w`...

    Raises:
        ValueError: Not a number of minutes, hours, days or weeks (a month has no fixed length).
    """
    match = re.fullmatch(r"([1-9]\d{0,3})([mhdw])", timeframe)
    if not match:
        raise ValueError(f"timeframe {timeframe!r} is not a number of m, h, d or w, such as '1m', '4h' or '1d'")
    return int(match[1]) * _UNITS[match[2]]
