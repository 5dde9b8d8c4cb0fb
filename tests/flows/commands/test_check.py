import json
import math
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from tests.flows.loopback import Loopback
from tests.warehouse import factories as make
from warehouse.connection import open_warehouse

ARTICLE = """Bitcoin tumbles to $53,000, longs pay $310 million

Bitcoin fell to $53,000 on Tuesday, a 13-month low, before it climbed back above $57,000 in the afternoon. By then
$310 million of longs had been liquidated in 24 hours. Traders watch whether Ether can hold above $2,400.
Dogecoin traded at $0.11.
"""
TUESDAY = datetime(2025, 2, 18, tzinfo=UTC)
PUBLISHED = "2025-02-18T20:00"
LATER = "2025-06-01"


def hourly_prices():
    """Four months of calm between 60,000 and 64,000, and one Tuesday morning at 53,000."""
    first = TUESDAY - timedelta(days=70)
    for hour in range(24 * 100):
        at = first + timedelta(hours=hour)
        price = 62000 + 2000 * math.sin(hour / 40)
        if timedelta(0) <= at - TUESDAY < timedelta(hours=24):
            price = 53000 if (at - TUESDAY) == timedelta(hours=6) else 58000
        yield make.candle(at, price, low=price - 20, high=price + 20)


@pytest.fixture(scope="module")
def market(tmp_path_factory):
    path = tmp_path_factory.mktemp("market") / "warehouse.duckdb"
    with open_warehouse(path) as con:
        daily = make.candles(TUESDAY - timedelta(days=500), [50000.0] * 100 + [62000.0] * 330, timeframe="1d")
        make.store_market(con, [*hourly_prices(), *daily])
    return path


@pytest.fixture
def tape(settings, market):
    """A warehouse with a market, and its snapshot."""
    paths = settings.main.paths
    for path in (paths.warehouse, paths.snapshot):
        shutil.copy(market, path)


def write(path, text=ARTICLE):
    path.write_text(text, encoding="utf-8")
    return path


def checked(newstape, path, *options):
    result = newstape("check", path, "--as-of", LATER, "--json", *options)
    assert result.code == 0, result.err
    return json.loads(result.out)


def verdicts(found):
    return {(row["kind"], row["asset"]): (row["verdict"], row["reason"]) for row in found["claims"]}


def test_each_statement_gets_its_verdict_from_the_configured_series(newstape, tape, tmp_path):
    found = verdicts(checked(newstape, write(tmp_path / "a.txt"), "--published-at", PUBLISHED))
    assert found["price_touched", "BTC"] == ("confirmed", None)
    assert found["extreme_since", "BTC"] == ("confirmed", None)
    assert found["price_at", "BTC"] == ("confirmed", None)
    assert found["liquidation_total", "ALL"] == ("untestable", "no series")
    assert found["price_at", "DOGE"] == ("untestable", "no series")


def test_a_person_sees_what_the_tape_says_instead_and_what_to_do_next(newstape, tape, tmp_path):
    wrong = write(tmp_path / "a.txt", ARTICLE.replace("to $53,000 on", "to $47,000 on").replace("13-month", "3-year"))
    out = newstape("check", wrong, "--published-at", PUBLISHED, "--as-of", LATER).out
    lines = [line for line in out.splitlines() if "contradicted " in line]
    assert any("$47,000" in line and "low 52,980.0" in line for line in lines)
    assert "DOGE $0.11" in out
    assert "newstape import market" in out
    assert "statements of fact:" in out
    assert "not checked" in out


def test_an_article_at_odds_with_itself_is_told_so(newstape, tape, tmp_path):
    text = ARTICLE.replace("a 13-month low,", "a 13-month low, a price not seen since 2022,")
    path = write(tmp_path / "a.txt", text)
    found = checked(newstape, path, "--published-at", PUBLISHED)["self_contradictions"]
    assert [row["reason"] for row in found] == ["two extents for one low"]
    assert "contradicts itself" in newstape("check", path, "--published-at", PUBLISHED, "--as-of", LATER).out


def test_nothing_is_written(newstape, tape, settings, tmp_path):
    paths = settings.main.paths.warehouse, settings.main.paths.snapshot
    before = [path.read_bytes() for path in paths]
    checked(newstape, write(tmp_path / "a.txt"), "--published-at", PUBLISHED)
    assert [path.read_bytes() for path in paths] == before


def test_it_works_while_another_process_writes(newstape, tape, settings, tmp_path):
    with open_warehouse(settings.main.paths.warehouse):
        assert checked(newstape, write(tmp_path / "a.txt"), "--published-at", PUBLISHED)["claims"]


def test_without_a_date_every_statement_is_untestable_and_the_next_step_is_named(newstape, tape, tmp_path):
    path = write(tmp_path / "a.txt")
    found = checked(newstape, path)
    assert {row["reason"] for row in found["claims"] if row["modality"] == "reported"} == {"no date"}
    assert "--find-date" in newstape("check", path, "--as-of", LATER).out


BY_HOUR = "dated to the day only, and the answer depends on the hour"


def test_a_day_without_its_hour_stands_for_all_its_hours(newstape, tape, tmp_path):
    path = write(tmp_path / "a.txt", "Bitcoin steadies\n\nBitcoin now trades at $53,000. Ether is down.\n")
    by_hour = checked(newstape, path, "--published-at", PUBLISHED)
    by_day = checked(newstape, path, "--published-at", "2025-02-18")
    assert verdicts(by_hour)["price_at", "BTC"][0] == "contradicted"
    assert verdicts(by_day)["price_at", "BTC"] == ("untestable", BY_HOUR)
    assert (
        "published 18 Feb 2025, at an hour that is not known"
        in newstape("check", path, "--published-at", "2025-02-18", "--as-of", LATER).out
    )
    absent = write(tmp_path / "b.txt", "Bitcoin steadies\n\nBitcoin now trades at $33,000. Ether is down.\n")
    assert verdicts(checked(newstape, absent, "--published-at", "2025-02-18"))["price_at", "BTC"][0] == "contradicted"


def test_what_is_false_at_every_hour_of_the_day_is_contradicted(newstape, tape, tmp_path):
    path = write(tmp_path / "a.txt", "Bitcoin slides\n\nBitcoin has lost 30% in the past 24 hours.\n")
    assert verdicts(checked(newstape, path, "--published-at", PUBLISHED))["percent_change", "BTC"][0] == "contradicted"
    found = verdicts(checked(newstape, path, "--published-at", "2025-02-18"))
    assert found["percent_change", "BTC"] == ("contradicted", None)


def test_nothing_known_later_counts(newstape, tape, tmp_path):
    path = write(tmp_path / "a.txt", "A bad Tuesday\n\nBitcoin fell to $53,000 on Tuesday.\n")
    published = "--published-at", "2025-02-18T06:30"
    early = newstape("check", path, *published, "--as-of", "2025-02-18T06:45", "--json")
    assert verdicts(json.loads(early.out))["price_touched", "BTC"] == ("untestable", "not all known yet")
    assert verdicts(checked(newstape, path, *published))["price_touched", "BTC"] == ("confirmed", None)


@pytest.mark.parametrize("day", ["2025-02-18", "2025-02-18T20:00"])
def test_an_article_of_the_future_is_refused(newstape, tape, tmp_path, day):
    result = newstape("check", write(tmp_path / "a.txt"), "--published-at", day, "--as-of", "2025-01-01")
    assert result.code == 2
    assert "after --as-of" in result.err


ANY_TIMES = "A bad day\n\nBitcoin fell to $53,000 on Tuesday, down 8% over the past week, the lowest since last year.\n"


@pytest.mark.parametrize(
    "day", ["0001-01-01", "9999-12-30", "9999-12-31", "0001-01-01T03:00+05:00", "9999-06-01T10:00"]
)
def test_the_ends_of_the_calendar_are_refused_by_name(newstape, tape, tmp_path, day):
    result = newstape("check", write(tmp_path / "a.txt", ANY_TIMES), "--published-at", day)
    assert result.code == 2
    assert day in result.err
    assert "give a real date" in result.err


def test_a_person_sees_where_the_series_begins_or_ends(newstape, tape, tmp_path):
    path = write(tmp_path / "a.txt", "A bad Tuesday\n\nBitcoin fell to $53,000 on Tuesday.\n")
    early = newstape("check", path, "--published-at", "2015-02-18", "--as-of", LATER)
    late = newstape("check", path, "--published-at", "2025-05-28", "--as-of", LATER)
    assert "before the series (the series of BTC begins at" in " ".join(early.out.split())
    assert "after the series (the series of BTC ends at" in " ".join(late.out.split())


@pytest.mark.parametrize("day", ["0002-01-01", "1066-10-14T09:00", "1970-01-01"])
def test_dates_long_before_the_series_are_untestable(newstape, tape, tmp_path, day):
    found = checked(newstape, write(tmp_path / "a.txt", ANY_TIMES), "--published-at", day)
    assert found["claims"]
    assert {row["verdict"] for row in found["claims"]} == {"untestable"}
    assert all(row["reason"] for row in found["claims"])


def test_without_a_warehouse_the_next_step_is_named(newstape, tmp_path):
    result = newstape("check", write(tmp_path / "a.txt"))
    assert result.code == 2
    assert "newstape run" in result.err


def test_an_address_is_fetched_through_the_guard_and_checked(newstape, tape, settings):
    sentence = "Bitcoin fell to $53,000 on Tuesday morning and nobody could say why it did not stop earlier there. "
    meta = '<meta property="article:published_time" content="2025-02-18T20:00:00Z">'
    with Loopback() as web:
        page = (
            f"<html><head><title>Low</title>{meta}</head><body><article><p>{sentence * 4}</p></article></body></html>"
        )
        web.serve("/a", page)
        with (settings.folder / "newstape.toml").open("a", encoding="utf-8") as file:
            file.write(f'\n[http.static_hosts]\n"moonwire.example" = "{web.address}"\n')
        found = checked(newstape, "http://moonwire.example/a")
    assert found["published_at"].startswith("2025-02-18")
    assert verdicts(found)["price_touched", "BTC"][0] == "confirmed"


def test_an_address_inside_the_network_is_refused(newstape, tape):
    result = newstape("check", "http://127.0.0.1:9/latest/meta-data")
    assert result.code == 2
    assert "127.0.0.1" in result.err


def test_the_day_of_an_article_is_found_by_its_figures(newstape, tape, tmp_path):
    path = write(tmp_path / "a.txt")
    found = checked(newstape, path, "--find-date")
    assert found["problem"] is None
    assert found["best"][0]["day"] == "2025-02-18"
    assert "best: published on 18 Feb" in newstape("check", path, "--find-date", "--as-of", LATER).out


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("Bitcoin traded at $62,000 on Tuesday.", "only 1 of its figures"),
        ("Bitcoin fell to $3,000 on Tuesday.", "none of its figures"),
        ("Nothing was said.", "no figure"),
        ("Dogecoin fell to $0.11 on Tuesday.", "no candles of DOGE"),
    ],
)
def test_a_day_that_the_figures_do_not_tell_is_not_named(newstape, tape, tmp_path, body, problem):
    found = checked(newstape, write(tmp_path / "a.txt", f"What a day it was\n\n{body}\n"), "--find-date")
    assert problem in found["problem"]
