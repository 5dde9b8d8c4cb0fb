"""The date of publication that a user gives, for `newstape read`, `check` and `import articles`."""

from datetime import MAXYEAR, MINYEAR, date, datetime

from flows.commands.common import check_zone, parse_moment
from flows.errors import InputFileError


def publication(text: str | None, time_zone: str) -> tuple[datetime | None, date | None]:
    """Read the publication: an instant, or a day of which the hour is not known.

    Raises:
        InputFileError: The zone is unknown, or the text is no date that can be counted with.
    """
    check_zone(time_zone)
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        moment = parse_moment(text, "--published-at")
        if moment is not None:
            _refuse_ends_of_the_calendar(moment.date(), text)
        return moment, None
    _refuse_ends_of_the_calendar(day, text)
    return None, day


def _refuse_ends_of_the_calendar(day: date, text: str | None) -> None:
    if day.year in (MINYEAR, MAXYEAR):
        raise InputFileError(
            f"--published-at {text!r} is at the end of the calendar, where no days can be counted; give a real date"
        )
