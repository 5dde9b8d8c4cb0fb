"""One proof for all views and macros: as of T, the warehouse answers as if nothing later had ever been stored."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.warehouse import factories as make
from warehouse.boilerplate import add_paragraphs
from warehouse.connection import open_warehouse
from warehouse.figures import add_figure_batch
from warehouse.migrations import as_of_macros, relations
from warehouse.rows import ArticleRevisionRow, FeedPollRow
from warehouse.stories import add_story_batch
from warehouse.writers import add_feed_polls

START = make.at("2024-03-01")
DAYS = 21
MOMENTS = [START + timedelta(days=day, hours=hour) for day, hour in ((2, 7), (9, 13), (13, 0), (20, 23))]
VIEWS = relations()
NEVER = make.at("2099-01-01")


def market_rows():
    hours = [START + timedelta(hours=hour) for hour in range(24 * DAYS)]
    rows = []
    for ticker, venue, base in (("BTC", "binance", 60000), ("BTC", "coinbase", 60010), ("ETH", "binance", 3000)):
        for number, hour in enumerate(hours):
            if number % 97:  # leaves gaps
                price = base + 40 * (number % 31) - number
                values = {"venue": venue, "ticker": ticker, "symbol": f"{ticker}-USDT"}
                rows.append(make.candle(hour, price, high=price + 25, low=price - 30, **values))
    rows.append(make.candle(START + timedelta(days=9), 60000, venue="late", symbol="BTC-USD"))
    for day in range(DAYS):
        opened = START + timedelta(days=day)
        rows.append(make.candle(opened, 60000 - 24 * day, high=62000, low=58000, timeframe="1d"))
        rows.append(make.fear_greed(opened.date(), 20 + day, "Extreme Fear" if day < 5 else "Fear"))
        rows.append(make.etf_flow(opened.date(), 5e6 * (day % 5 - 2)))
        for part in range(0, 24, 8):
            rows.append(make.funding(opened + timedelta(hours=part), 0.0001 * (day % 3 - 1)))
            rows.append(make.open_interest(opened + timedelta(hours=part), 1e9 + 1e7 * day))
            rows.append(make.long_short_ratio(opened + timedelta(hours=part), 1 + part / 10))
            rows.append(make.mark_price(opened + timedelta(hours=part), 60000 - 24 * day))
            rows.append(make.liquidation(opened + timedelta(hours=part), 1e6 + part, 2e6, hours=8))
    return rows


def revisions(rows):
    """Every 53rd row gets another value three days after it was first known."""
    fields = ("close", "funding_rate", "open_interest_usd", "long_short_ratio", "long_usd", "value", "flow_usd")
    for row in rows[::53]:
        name = next(field for field in fields if hasattr(row, field))
        value = getattr(row, name) + (1 if name == "value" else Decimal(1))
        yield row.available_at + timedelta(days=3), replace(row, **{name: value})


def articles():
    for number in range(60):
        at = START + timedelta(hours=8 * number + 1, minutes=17 * (number % 4))
        yield make.article(f"a{number}", at if number % 5 else None, available_at=at)
        if number % 9 == 0:
            later = at + timedelta(hours=30)
            values = {"available_at": later, "revised_at": later, "revision": 2, "headline": "Changed"}
            yield make.article(f"a{number}", at, **values)


def polls():
    """Two feeds: one fails now and then, the other falls silent."""
    for number in range(4 * DAYS):
        at = START + timedelta(hours=6 * number)
        values = {"run_id": "r1", "typical_gap_minutes": 60.0, "longest_gap_minutes": 300.0, "n_entries": 20}
        n_failures = number % 9 if number % 9 > 5 else 0
        outcome = "failed" if n_failures else "ok"
        newest = {"newest_at": at - timedelta(hours=1), "n_new": number % 3}
        yield FeedPollRow(
            feed_id="moonwire", polled_at=at, outcome=outcome, n_failures=n_failures, n_pages=2, **newest, **values
        )
        yield FeedPollRow(feed_id="tidebook", polled_at=at, outcome="ok", newest_at=START, n_pages_unread=0, **values)


def store(con, until):
    """Store everything that was known at `until`, in the order in which it became known."""
    rows = market_rows()
    make.store_market(con, [row for row in rows if row.available_at <= until])
    changes: dict = {}
    for known_at, row in revisions(rows):
        changes.setdefault(known_at, []).append(row)
    for known_at in sorted(moment for moment in changes if moment <= until):
        make.store_market(con, changes[known_at], known_at=known_at)
    for number, revision in enumerate(articles()):
        if revision.available_at <= until:
            store_reading(con, revision, number)
            store_figures(con, revision, int(revision.article_id[1:]))
            if revision.revision == 1:
                store_place(con, revision, int(revision.article_id[1:]))
    add_feed_polls(con, [poll for poll in polls() if poll.polled_at <= until])
    con.execute(
        """
        insert into claim_checks by name
        select claim_id, claim_checks_at as known_at, claim_checks_at as checked_at, 'confirmed' as verdict
        from (
            select claims.claim_id, available_at + unnest([interval 1 hour, interval 40 hours]) as claim_checks_at
            from claims
            inner join annotations using (annotation_id)
            inner join article_revisions using (article_id, revision)
        ) where claim_checks_at <= $until
        """,
        {"until": until},
    )


def store_place(con, revision: ArticleRevisionRow, number: int):
    """Put seven articles into a story, like the one before, and merge every second story into the one before it."""
    article_id, opener = revision.article_id, number // 7 * 7
    membership = make.story_membership(article_id, f"s{opener}", novelty=1 / (1 + number % 7), is_echo=number % 3 == 1)
    links = [make.article_link(article_id, f"a{number - 1}")] if number % 7 else []
    merges = [make.story_merge(f"s{opener}", f"s{opener - 7}", article_id)] if number % 14 == 10 else []
    add_story_batch(con, fingerprints=[], keys=[], links=links, memberships=[membership], merges=merges)
    paragraph = make.article_paragraph(article_id, key=number % 3, available_at=revision.available_at)
    add_paragraphs(con, [paragraph])


def store_figures(con, revision: ArticleRevisionRow, number: int):
    """Make every claim and liquidation a statement of a figure that five articles share, with two values."""
    key = f"{revision.article_id}-{revision.revision}"
    values = {"annotation_id": key, "revision": revision.revision, "figure_id": f"f{number // 5}"}
    placements = [
        make.figure_placement(f"c{key}", "claims", revision.article_id, value=60000 + number % 2, **values),
        make.figure_placement(f"l{key}", "liquidation_mentions", revision.article_id, value=6e6, **values),
    ]
    add_figure_batch(con, readings=[], placements=placements)


def store_reading(con, revision: ArticleRevisionRow, number: int):
    key = f"{revision.article_id}-{revision.revision}"
    own = {"annotation_id": key}
    ticker = ("BTC", "ETH")[number % 2]
    make.store_article(
        con,
        revision,
        annotated={"sentiment_score": (number % 5 - 2) / 2},
        assets=[make.article_asset(ticker, **own)],
        asset_sentiments=[make.asset_sentiment(ticker, (number % 3 - 1) / 2, **own)],
        price_levels=[
            make.price_level(f"p{key}", 60000, asset=ticker, **own),
            make.price_level(f"w{key}", 61000 + 500 * (number % 5), relation="above", modality="conditional", **own),
            make.price_level(f"t{key}", 90000 + number + 500 * revision.revision, role="target", asset=ticker, **own),
        ],
        liquidations=[make.liquidation_mention(f"l{key}", 6e6, asset=ticker, **own)],
        metrics=[make.metric(f"m{key}", "funding_rate", 0.01, **own)],
        events=[make.event(f"e{key}", "breakdown", **own)],
        claims=[
            make.claim(f"c{key}", "price_touched", value=60000, asset=ticker, **own),
            make.claim(f"d{key}", "extreme_since", direction="low", extent_days=420, start=20, asset=ticker, **own),
            make.claim(f"e{key}", "extreme_since", direction="low", extent_days=90, start=40, asset=ticker, **own),
        ],
        sentences=[make.sentence(**own)],
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    with open_warehouse(tmp_path_factory.mktemp("whole") / "warehouse.duckdb") as con:
        store(con, NEVER)
        yield con


@pytest.fixture(scope="module", params=MOMENTS, ids=[f"{moment:%m-%dT%H}" for moment in MOMENTS])
def cut(request, tmp_path_factory):
    """A warehouse in which nothing known after the moment was ever stored."""
    with open_warehouse(tmp_path_factory.mktemp("cut") / "warehouse.duckdb") as con:
        store(con, request.param)
        yield request.param, con


def contents(con, view, as_of=None):
    cursor = con.cursor()
    if as_of:
        cursor.execute("set variable as_of = $t::timestamptz", {"t": as_of})
    return cursor.execute(f"from {view} order by all").fetchall()


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_as_of_a_moment_shows_nothing_of_what_came_later(whole, cut, view):
    moment, con = cut
    assert contents(whole, view, as_of=moment) == contents(con, view)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_something_to_prove(whole, view):
    early, late = contents(whole, view, as_of=MOMENTS[0]), contents(whole, view)
    assert late != early
    assert late


@pytest.mark.parametrize("macro", as_of_macros())
def test_a_macro_of_a_moment_shows_what_stood_then(whole, cut, macro):
    """Whatever the connection's own moment is, and with all that was stored or with what had been known."""
    moment, con = cut
    sql = f"{macro}('{moment.isoformat(' ')}')"
    known = contents(con, sql)
    assert contents(whole, sql) == known
    assert contents(whole, sql, as_of=MOMENTS[0]) == known
    assert known
    assert moment != MOMENTS[0] or known != contents(whole, f"{macro}('infinity')")
