from datetime import timedelta

import pytest
from scipy.stats import binomtest

from tests.warehouse import factories as make
from warehouse.figures import add_figure_batch
from warehouse.stories import add_story_batch

NOON = make.at("2024-03-10 12:00")


def store(con, key, outlet, *, story=None, hours=0.0, verdicts=(), figures=(), is_echo=False):
    """Store an article of an outlet, so many hours after noon, with its story and its claims' verdicts and figures."""
    at = NOON + timedelta(hours=hours)
    claims = [make.claim(f"{key}-{number}", "price_at", key, value=1) for number, _ in enumerate(verdicts)]
    make.store_article(con, make.article(key, at, outlet=outlet), claims=claims)
    for claim, verdict in zip(claims, verdicts, strict=True):
        con.execute(
            "insert into claim_checks by name select $id as claim_id, $at as known_at, $at as checked_at, "
            "$verdict as verdict",
            {"id": claim.claim_id, "at": at, "verdict": verdict},
        )
    placements = [
        make.figure_placement(claim.claim_id, article_id=key, figure_id=figure, kind="price_at", happened_at=at)
        for claim, figure in zip(claims, figures, strict=False)
    ]
    add_figure_batch(con, readings=[], placements=placements)
    if story:
        membership = make.story_membership(key, story, is_echo=is_echo)
        add_story_batch(con, fingerprints=[], keys=[], links=[], memberships=[membership], merges=[])


def card(con, outlet, columns, as_of=None):
    cursor = con.cursor()
    if as_of:
        cursor.execute("set variable as_of = $t::timestamptz", {"t": as_of})
    return cursor.execute(
        f"select {columns} from outlet_scorecard where outlet = $outlet", {"outlet": outlet}
    ).fetchone()


@pytest.mark.parametrize(("successes", "trials"), [(0, 7), (7, 10), (10, 10), (1, 1), (350, 1000)])
def test_the_interval_is_wilsons(con, successes, trials):
    (found,) = con.execute("select wilson_interval($k, $n)", {"k": successes, "n": trials}).fetchone()
    expected = binomtest(successes, trials).proportion_ci(method="wilson")
    assert (found["low"], found["high"]) == (pytest.approx(expected.low), pytest.approx(expected.high))


def test_no_trials_no_interval(con):
    assert con.execute("select wilson_interval(0, 0)").fetchone() == (None,)


def test_statements_are_counted_by_verdict(con):
    store(con, "a", "Moonwire", verdicts=["confirmed", "near", "contradicted", "untestable", "confirmed"])
    columns = "n_confirmed, n_near, n_contradicted, n_untestable, n_decided, held_share, is_enough"
    assert card(con, "Moonwire", columns) == (2, 1, 1, 1, 4, 0.75, False)
    store(con, "b", "Moonwire", verdicts=["confirmed"] * 16)
    low, high, is_enough = card(con, "Moonwire", "held_low, held_high, is_enough")
    expected = binomtest(19, 20).proportion_ci(method="wilson")
    assert (low, high, is_enough) == (pytest.approx(expected.low), pytest.approx(expected.high), True)


def test_an_echo_earns_no_verdicts(con):
    store(con, "a", "Moonwire", story="s", verdicts=["contradicted"])
    store(con, "b", "Basis", story="s", hours=1, verdicts=["contradicted"], is_echo=True)
    assert card(con, "Moonwire", "n_contradicted, n_echoes, reprint_share") == (1, 0, 0.0)
    assert card(con, "Basis", "n_contradicted, n_echoes, reprint_share") == (0, 1, 1.0)


def test_a_figure_that_an_echo_repeats_counts_for_its_source_and_one_that_it_adds_for_itself(con):
    store(con, "a", "Moonwire", story="s", verdicts=["confirmed"], figures=["f1"])
    copied = ["confirmed", "contradicted"]
    store(con, "b", "Basis", story="s", hours=1, verdicts=copied, figures=["f1", "f2"], is_echo=True)
    assert card(con, "Moonwire", "n_confirmed, n_contradicted") == (1, 0)
    assert card(con, "Basis", "n_confirmed, n_contradicted") == (0, 1)


def test_a_figure_counts_for_each_account_of_its_own_but_once_however_often_it_is_stated(con):
    store(con, "a", "Moonwire", story="s", verdicts=["confirmed", "confirmed"], figures=["f1", "f1"])
    store(con, "b", "Basis", story="s", hours=1, verdicts=["near", "contradicted"], figures=["f1", "f1"])
    store(con, "c", "Basis", story="s", hours=2, verdicts=["contradicted"], figures=["f1"])
    assert card(con, "Moonwire", "n_confirmed, n_decided") == (1, 1)
    assert card(con, "Basis", "n_near, n_decided") == (1, 1)


def test_first_share_and_delay_are_about_shared_stories(con):
    store(con, "a", "Moonwire", story="s")
    store(con, "b", "Basis", story="s", hours=2)
    store(con, "c", "Basis", story="s", hours=30)
    store(con, "d", "Basis", story="t", hours=1)
    store(con, "e", "Moonwire", story="t", hours=5)
    store(con, "f", "Moonwire", story="alone")
    columns = "n_shared_stories, n_first, first_share, median_delay_hours"
    assert card(con, "Moonwire", columns) == (2, 1, 0.5, 4.0)
    assert card(con, "Basis", columns) == (2, 1, 0.5, 2.0)


def test_an_outlet_that_was_always_first_has_no_delay(con):
    store(con, "a", "Moonwire", story="s")
    store(con, "b", "Basis", story="s", hours=2)
    assert card(con, "Moonwire", "first_share, median_delay_hours") == (1.0, None)


def test_an_outlet_without_verdicts_or_stories_still_has_a_row(con):
    store(con, "a", "Moonwire")
    columns = "n_articles, n_decided, held_share, held_low, first_share, reprint_share"
    assert card(con, "Moonwire", columns) == (1, 0, None, None, None, 0.0)


def test_the_card_as_of_a_moment_knows_no_later_article(con):
    store(con, "a", "Moonwire", story="s", verdicts=["confirmed"])
    store(con, "b", "Basis", story="s", hours=2, verdicts=["contradicted"])
    assert card(con, "Moonwire", "n_confirmed, n_shared_stories", as_of=NOON) == (1, 0)
    assert card(con, "Basis", "n_articles", as_of=NOON) is None
