"""A reading makes a new version only where it brings other and better words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.sources.revisions import Reading, article_text, next_revision

NOW = datetime(2024, 8, 5, 16, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
READING = Reading(
    article_id="a1",
    outlet="Moonwire",
    headline="Bitcoin slips",
    text="Bitcoin slips\n\nTo $52,400.",
    body_source="page",
    url="https://moonwire.example/a",
    authors="Desk",
    published_raw="Mon, 05 Aug 2024 14:30:00 GMT",
    published_at=NOW - 2 * HOUR,
    time_zone="UTC",
)


def first(**changes):
    row = next_revision(replace(READING, **changes), None, now=NOW)
    assert row is not None
    return row


def test_first_version_has_no_time_of_change() -> None:
    row = first()
    assert (row.revision, row.revised_at, row.available_at, row.available_basis) == (1, None, NOW, "seen")


def test_same_words_make_no_version() -> None:
    assert next_revision(READING, first(), now=NOW + HOUR) is None


def test_version_is_never_available_before_the_one_before_it() -> None:
    row = next_revision(replace(READING, text="Other"), first(), now=NOW - HOUR)
    assert row is not None and row.available_at == NOW


@pytest.mark.parametrize(("poorer", "richer"), [("summary", "feed_content"), ("title", "summary"), ("summary", "page")])
def test_poorer_body_never_replaces_a_richer_one(poorer: str, richer: str) -> None:
    before = first(body_source=richer)
    assert next_revision(replace(READING, text="Other", body_source=poorer), before, now=NOW + HOUR) is None
    before = first(body_source=poorer)
    after = next_revision(replace(READING, text="Other", body_source=richer), before, now=NOW + HOUR)
    assert after is not None and after.revision == 2


def test_new_date_on_old_news_does_not_move_it() -> None:
    changed = replace(READING, text="Other", published_at=NOW, published_raw="now", url=None, authors=None)
    row = next_revision(changed, first(), now=NOW + HOUR)
    assert row is not None
    assert (row.published_at, row.published_raw) == (READING.published_at, READING.published_raw)
    assert (row.url, row.authors) == (READING.url, READING.authors)


def test_date_that_was_missing_is_filled_by_a_later_version() -> None:
    before = first(published_at=None, published_raw="soon")
    row = next_revision(replace(READING, text="Other"), before, now=NOW + HOUR)
    assert row is not None and row.published_at == READING.published_at


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (NOW + HOUR / 2, NOW + HOUR / 2),
        (NOW - HOUR, NOW + HOUR),
        (NOW + 2 * HOUR, NOW + HOUR),
        (None, NOW + HOUR),
    ],
)
def test_publishers_word_on_the_change_counts_between_the_two_looks(
    stated: datetime | None, expected: datetime
) -> None:
    row = next_revision(replace(READING, text="Other", changed_at=stated), first(), now=NOW + HOUR)
    assert row is not None and row.revised_at == expected


def test_only_the_first_version_can_be_declared_available_earlier() -> None:
    declared = replace(READING, declared_available_at=NOW - 2 * HOUR)
    row = next_revision(declared, None, now=NOW)
    assert row is not None and (row.available_at, row.available_basis) == (NOW - 2 * HOUR, "declared")
    after = next_revision(replace(declared, text="Other"), row, now=NOW)
    assert after is not None and (after.available_at, after.available_basis) == (NOW, "seen")


def test_text_is_headline_blank_line_body() -> None:
    assert article_text("Head", "One.\nTwo.") == "Head\n\nOne.\nTwo."
    assert article_text("Head", "") == "Head"
