"""Figures across articles: one $740M in twenty outlets is one figure with one origin, not $14.8 billion."""

from datetime import timedelta

import pytest

from flows.digest.build import build_digest
from flows.steps.group import group_step
from tests.warehouse import factories as make
from warehouse.connection import open_warehouse
from warehouse.queries import run_query

AT = make.at("2025-02-18 12:00")
TEXT = """Bitcoin flush wipes out ${amount}

Traders lost ${amount} in forced liquidations of bitcoin positions on Tuesday, the tracker Squeezemeter counts.

The price fell as low as $53,040, open interest shrank by 9.1 percent to $29.4 billion,
and 211,500 accounts were closed.

Report {outlet} of the morning."""


def store(con, number, amount="740 million", usd=740e6, verdict="confirmed", **values):
    """Store an article of an outlet of its own that states the sum once, as a claim and as a liquidation."""
    outlet = values.pop("outlet", f"Outlet {number:02}")
    at = AT + timedelta(minutes=10 * number)
    own = {"annotation_id": f"a{number}-1"}
    make.store_article(
        con,
        make.article(f"a{number}", at, outlet=outlet, text=TEXT.format(amount=amount, outlet=outlet), **values),
        assets=[make.article_asset("BTC", **own)],
        annotated={"model": '{"rules": "1"}'},
        claims=[make.claim(f"c{number}", "liquidation_total", value=usd, unit="USD", position_side="both", **own)],
        liquidations=[make.liquidation_mention(f"l{number}", usd, window_hours=24.0, position_side="unknown", **own)],
    )
    con.execute(
        "insert into claim_checks by name select $claim as claim_id, $verdict as verdict, $at as known_at, "
        "$at as checked_at",
        {"claim": f"c{number}", "verdict": verdict, "at": at + timedelta(hours=30)},
    )


@pytest.fixture
def con(settings):
    with open_warehouse(settings.main.paths.warehouse) as con:
        yield con


def grouped(settings, con, now):
    con.close()
    group_step(settings, now, "r1")
    return open_warehouse(settings.main.paths.warehouse)


def test_one_sum_in_twenty_one_outlets_is_one_figure_with_twenty_echoes(settings, con, now):
    for number in range(21):
        store(con, number)
    with grouped(settings, con, now) as after:
        rows = after.execute(
            "select origin_outlet, n_articles, n_outlets, n_echoes, n_values, verdict, first_value_low from figures"
        ).fetchall()
        assert rows == [("Outlet 00", 21, 21, 20, 1, "confirmed", 740_000_000)]
        total = "select sum(first_value_low) from figures where kind = 'liquidation_total'"
        assert after.execute(total).fetchone() == (740_000_000,)
        outlets = {row["outlet"]: row for row in run_query(after, "verdicts_by_outlet").to_pylist()}
        assert len(outlets) == 21
        origin, echo = outlets["Outlet 00"], outlets["Outlet 20"]
        assert (origin["n_figures"], origin["n_confirmed"], origin["n_echoes"]) == (1, 1, 0)
        assert (echo["n_figures"], echo["n_confirmed"], echo["n_echoes"]) == (0, 0, 1)
        digest = build_digest(after, settings.digest, as_of=AT + timedelta(hours=40), window_hours=48)
        sections = {section.title: section for section in digest.sections}
        (row,) = sections["Liquidations, reported and measured"].rows
        assert row[-1].startswith("Outlet 00, echoed by Outlet 01, Outlet 02")
        (story,) = sections["Stories"].rows
        assert (story[1], story[5].text) == ("Outlet 00", "21")
        (stated,) = sections["Figures against the tape"].rows
        assert stated[-1].count("Outlet") == 21


def test_a_growing_sum_is_one_figure_with_values_over_time(settings, con, now):
    for number, (amount, usd) in enumerate([("740 million", 740e6), ("740 million", 740e6), ("750 million", 750e6)]):
        store(con, number, amount, usd)
    with grouped(settings, con, now) as after:
        rows = after.execute("select n_values, first_value_low, last_value_low from figures").fetchall()
        assert rows == [(2, 740_000_000, 750_000_000)]
        sql = "select value_low, first_outlet, n_outlets from figure_values order by first_stated_at"
        assert after.execute(sql).fetchall() == [(740_000_000, "Outlet 00", 2), (750_000_000, "Outlet 02", 1)]
        after.execute("set variable as_of = $t::timestamptz", {"t": AT + timedelta(minutes=15)})
        assert after.execute("select n_values, n_echoes from figures").fetchall() == [(1, 1)]


def test_an_outlet_that_repeats_itself_is_no_echo(settings, con, now):
    for number in range(3):
        store(con, number, outlet="Moonwire")
    with grouped(settings, con, now) as after:
        assert after.execute("select n_articles, n_outlets, n_echoes from figures").fetchall() == [(3, 1, 0)]


def test_another_verdict_within_a_figure_shows_in_the_digest_as_a_row_of_its_own(settings, con, now):
    store(con, 0)
    store(con, 1, "790 million", 790e6, verdict="contradicted")
    with grouped(settings, con, now) as after:
        rows = run_query(after, "digest_figures", {"window_start": AT - timedelta(hours=1)}).to_pylist()
        assert [(row["verdict"], row["outlet"], row["echoed_by"]) for row in rows] == [
            ("contradicted", "Outlet 01", []), ("confirmed", "Outlet 00", [])
        ]  # fmt: skip
        assert after.execute("select verdict from figures").fetchall() == [("confirmed",)]


def test_a_corrected_article_stays_the_origin_of_what_it_said_first(settings, con, now):
    store(con, 0)
    store(con, 1)
    later = {"revision": 2, "available_at": AT + timedelta(hours=3), "revised_at": AT + timedelta(hours=3)}
    make.store_article(
        con,
        make.article("a0", AT, outlet="Outlet 00", **later),
        liquidations=[make.liquidation_mention("l0b", 740e6, annotation_id="a0-2", position_side="both")],
    )
    with grouped(settings, con, now) as after:
        rows = after.execute("select origin_outlet, first_stated_at, n_articles from figures").fetchall()
        assert rows == [("Outlet 00", AT, 2)]


def test_a_second_run_places_nothing_anew(settings, con, now):
    store(con, 0)
    with grouped(settings, con, now) as after:
        before = after.execute("from figure_placements order by all").fetchall()
    assert group_step(settings, now + timedelta(days=1), "r2").counts["statements"] == 0
    with open_warehouse(settings.main.paths.warehouse) as after:
        assert after.execute("from figure_placements order by all").fetchall() == before
