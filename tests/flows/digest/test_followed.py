from datetime import timedelta

import pytest

from flows.digest.build import build_digest
from flows.digest.document import Label, Number
from tests.warehouse import factories as make
from warehouse.connection import open_reader, open_warehouse
from warehouse.writers import add_feed_polls

NOON = make.at("2024-03-10 12:00")
END = NOON + timedelta(hours=10)


@pytest.fixture
def digest(settings):
    """Build the digest of ten hours in which BTC falls from 100 through 95 and ends at 90."""
    path = settings.main.paths.warehouse
    with open_warehouse(path) as con:
        make.store_market(con, make.candles(NOON - timedelta(hours=1), [100, 100, 96, 90, 90, 90, 90, 90, 90, 90, 90]))
        make.store_article(
            con,
            make.article("a", NOON),
            annotated={"model": "{}"},
            assets=[make.article_asset("BTC", "a")],
            asset_sentiments=[make.asset_sentiment("BTC", -0.5, "a")],
            price_levels=[
                make.price_level("support", 95, "a", role="support"),
                make.price_level("far", 50, "a", role="support"),
                make.price_level("above", 99, "a", role="other", modality="conditional", relation="above"),
                make.price_level("below", 92, "a", role="other", modality="conditional", relation="below"),
            ],
        )

    def build(as_of=END):
        with open_reader(path, as_of=as_of) as con:
            return build_digest(con, settings.digest, as_of=as_of, window_hours=24)

    return build


def section(digest, title):
    (found,) = [section for section in digest.sections if section.title.startswith(title)]
    return found


def words(cells):
    return [cell.text if isinstance(cell, Number | Label) else cell for cell in cells]


def test_a_level_that_broke_is_told_with_its_end(digest):
    (row,) = section(digest(), "Levels followed").rows
    assert words(row)[:4] == ["BTC", "support", "$95", "broken"]
    assert row[4] == NOON + timedelta(hours=3)
    assert row[2].span and row[5].row.startswith("candles/sim/binance/BTC-USDT/2024-03-10T15:00Z")


def test_conditions_are_told_until_they_resolve(digest):
    rows = [words(row)[1:4] for row in section(digest(), "Conditions").rows]
    assert rows == [["a close below $92", "met", None], ["holds above $99", "failed", None]]


def test_returns_after_articles_come_with_a_warning_while_they_are_few(digest):
    assert section(digest(), "Returns").note.startswith("No article is old enough")


def test_a_feed_that_keeps_failing_is_named_in_the_foot(settings):
    path = settings.main.paths.warehouse
    with open_warehouse(path) as con:
        polls = [
            make.feed_poll(
                "moonwire", f"2024-03-10 {hour}:00", outcome="failed", reason="HTTP 503", n_failures=hour - 12
            )
            for hour in (13, 14, 15)
        ]
        add_feed_polls(con, [make.feed_poll("moonwire", "2024-03-10 12:00"), *polls])
    with open_reader(path, as_of=END) as con:
        built = build_digest(con, settings.digest, as_of=END, window_hours=24)
    (line,) = [line for line in built.foot if line.startswith("Feed ")]
    assert line.startswith("Feed moonwire is failing (")
    assert line.endswith("last answer 2024-03-10 12:00 UTC.")


def test_before_it_happened_the_digest_knows_nothing_of_it(digest):
    early = digest(NOON + timedelta(hours=1))
    assert section(early, "Levels followed").rows == ()
    assert [words(row)[2] for row in section(early, "Conditions").rows] == ["open", "open"]
