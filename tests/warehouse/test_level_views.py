"""Levels followed candle by candle: BTC opens at 100 when the article comes, levels lie around it."""

import pytest

from tests.warehouse import factories as make

A1 = "2024-03-10 12:00"


def query(con, sql, as_of=None):
    cursor = con.cursor()
    if as_of:
        cursor.execute("set variable as_of = $t::timestamptz", {"t": make.at(as_of)})
    return cursor.execute(sql).fetchall()


def hour(number):
    """The close of the candle with this number, 0 being the first after the article."""
    return make.at(f"2024-03-{10 + (13 + number) // 24} {(13 + number) % 24:02}:00")


def store(con, path, *levels, article_id="a1", published_at=A1):
    """Store one article with its levels; `path` is (low, high, close) by hour from its publication, opens at 100."""
    make.store_article(con, make.article(article_id, published_at), price_levels=list(levels))
    rows = make.candles(A1, [close for _, _, close in path])
    if rows:
        make.store_market(
            con,
            [
                make.candle(row.open_time, close, open=100, low=low, high=high)
                for row, (low, high, close) in zip(rows, path, strict=True)
            ],
        )


def flat(price):
    return (price, price, price)


LEDGER = "select status, touched_at, held_at, broken_at, flipped_at, reclaimed_at from level_ledger"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ([flat(100), flat(99)], ("open", None, None, None, None, None)),
        ([flat(100), (95, 100, 96)], ("touched", 1, None, None, None, None)),
        ([(95, 100, 96), flat(97.5)], ("held", 0, 1, None, None, None)),
        ([(95, 100, 98)], ("held", 0, 0, None, None, None)),
        ([(90, 100, 94), flat(93)], ("broken", 0, None, 0, None, None)),
        ([flat(100), flat(90)], ("broken", 1, None, 1, None, None)),
        ([(90, 100, 94), (92, 95, 92)], ("flipped", 0, None, 0, 1, None)),
        ([(90, 100, 94), (93, 96, 94.5), flat(95.5)], ("reclaimed", 0, None, 0, None, 2)),
        ([(95, 100, 98), flat(99), flat(94)], ("held", 0, 0, 2, None, None)),
    ],
)
def test_a_support_is_followed_to_its_end(con, path, expected):
    store(con, path, make.price_level("p", 95))
    status, *hours = expected
    times = tuple(None if number is None else hour(number) for number in hours)
    assert query(con, LEDGER) == [(status, *times)]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ([(100, 104, 103)], "open"),
        ([(100, 105, 104)], "touched"),
        ([(100, 105, 102)], "held"),
        ([(100, 106, 106)], "broken"),
        ([flat(106), (105, 108, 107.5)], "flipped"),
    ],
)
def test_a_resistance_is_the_mirror_of_a_support(con, path, status):
    store(con, path, make.price_level("p", 105, role="resistance"))
    assert query(con, "select status from level_ledger") == [(status,)]


def test_a_zone_is_touched_at_its_near_edge_and_broken_beyond_its_far_edge(con):
    zone = make.price_level("p", 95, price_high=make.Decimal(97))
    store(con, [(97, 100, 98), (94, 98, 96), flat(94.9)], zone)
    assert query(con, "select touched_at, broken_at, distance_bps from level_ledger") == [
        (hour(0), hour(2), pytest.approx(-300))
    ]


@pytest.mark.parametrize(
    ("price", "path", "status"),
    [(120, [(99, 119, 119)], "open"), (120, [(99, 120, 101)], "reached"), (80, [(80, 101, 100)], "reached")],
)
def test_a_target_ends_when_it_is_reached_from_either_side(con, price, path, status):
    store(con, path, make.price_level("p", price, role="target"))
    assert query(con, "select status, held_at from level_ledger") == [(status, None)]


def test_a_support_above_the_price_was_lost_before_the_article(con):
    store(con, [(90, 110, 100)], make.price_level("p", 105))
    assert query(con, LEDGER) == [("lost", None, None, None, None, None)]


def test_the_candle_in_progress_is_left_out(con):
    store(con, [(90, 100, 100), flat(100)], make.price_level("p", 95), published_at="2024-03-10 12:30")
    assert query(con, "select status, start_time from level_ledger") == [("open", make.at("2024-03-10 13:00"))]


def test_a_level_without_a_candle_in_four_days_says_so(con):
    store(con, [], make.price_level("p", 95), make.price_level("q", 5, asset="XYZ"))
    make.store_market(con, [make.candle("2024-03-14 13:00", 90)])
    assert query(con, "select status, start_time from level_ledger") == [("no_price", None)] * 2


def test_a_level_said_twice_in_an_article_is_one(con):
    store(con, [flat(100)], make.price_level("p", 95), make.price_level("q", 95, start=50))
    assert query(con, "select mention_id from level_ledger") == [("p",)]


def test_only_dollar_levels_are_followed(con):
    store(con, [flat(100)], make.price_level("p", 95, currency="EUR"))
    assert query(con, "select * from level_starts") == []


def test_the_search_skips_a_low_of_the_same_day_before_the_article(con):
    make.store_market(con, make.candles("2024-03-10 00:00", [90] * 12))
    days = [(96, 100, 99)] * 40 + [(94, 99, 99)]
    store(con, days, make.price_level("p", 95))
    assert query(con, "select touched_at, hours_to_touch from level_ledger") == [(hour(40), 41.0)]


def test_the_ledger_as_of_a_moment_knows_nothing_later(con):
    store(con, [(95, 100, 96), flat(97.5)], make.price_level("p", 95))
    assert query(con, LEDGER, as_of="2024-03-10 12:59")[0][0] == "no_price"
    assert query(con, LEDGER, as_of="2024-03-10 13:00")[0][:2] == ("touched", hour(0))
    assert query(con, LEDGER, as_of="2024-03-10 14:00")[0][0] == "held"


@pytest.mark.parametrize(
    ("price", "relation", "path", "expected"),
    [
        (110, "above", [flat(100), (100, 111, 109)], ("cross", "open", None)),
        (110, "above", [flat(100), flat(111)], ("cross", "met", 2.0)),
        (90, "below", [flat(89)], ("cross", "met", 1.0)),
        (90, "above", [(85, 100, 91)], ("hold", "open", None)),
        (90, "above", [flat(100), flat(89)], ("hold", "failed", 2.0)),
        (110, "below", [flat(111)], ("hold", "failed", 1.0)),
    ],
)
def test_a_condition_is_watched_until_it_resolves(con, price, relation, path, expected):
    store(con, path, make.price_level("p", price, modality="conditional", relation=relation))
    assert query(con, "select watch_kind, status, hours_to_resolve from watches") == [expected]
    n_open = int(expected[1] == "open")
    assert len(query(con, "select * from open_watches")) == n_open


def test_a_reported_level_is_no_watch(con):
    store(con, [flat(100)], make.price_level("p", 110, relation="above"))
    assert query(con, "select * from watches") == []


def test_an_open_watch_says_how_far_the_price_has_to_go(con):
    store(con, [flat(100)], make.price_level("p", 110, modality="conditional", relation="above"))
    assert query(con, "select last_close, distance_bps from open_watches") == [(100.0, pytest.approx(1000))]


def test_near_equal_live_levels_form_one_cluster(con):
    store(con, [flat(100)], make.price_level("p", 90), make.price_level("q", 90.2), make.price_level("r", 91))
    store(con, [], make.price_level("s", 90.1, "a2", role="target"), article_id="a2")
    sql = "select price_low::double, price_high::double, n_levels, n_articles, roles from level_clusters order by 1"
    assert query(con, sql) == [(90.0, 90.2, 3, 2, ["support", "target"]), (91.0, 91.0, 1, 1, ["support"])]


def test_ended_levels_leave_their_cluster(con):
    store(con, [(80, 100, 89), flat(100)], make.price_level("p", 90), make.price_level("q", 79.9))
    assert query(con, "select price_low::double from level_clusters") == [(79.9,)]
