"""A sync may be killed at any moment: the next one ends with the same rows, each once."""

import signal
import subprocess
import sys
from datetime import timedelta

import pytest

from flows.settings import load_settings
from flows.steps.sync import sync_step
from tests.flows.venue_shapes import SHAPES, START
from warehouse.connection import open_warehouse

SYNC_AND_DIE = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
import ccxt
import flows.markets.ccxt_provider as provider
import flows.markets.ccxt_venues as venues
import flows.steps.sync_series as series
from flows.settings import load_settings
from flows.steps.sync import sync_step

where = sys.argv[2]
ccxt.Exchange.throttle = lambda *_: None
provider.BATCH_ROWS = 10
venues.page_rows = lambda *_: 10
merge, rejections, n_calls = series.merge_market, series.add_rejections, 0

class Deadly:
    # A connection that dies when the old values are closed and the new ones are not there yet.
    def __init__(self, con):
        self.con = con

    def __getattr__(self, name):
        return getattr(self.con, name)

    def execute(self, sql, *values):
        if sql.split() and sql.split()[:2] == ["insert", "into"] and sql.split()[2] == "candles":
            os.kill(os.getpid(), signal.SIGKILL)
        return self.con.execute(sql, *values)

def deadly_merge(con, kind, table, *, known_at):
    global n_calls
    n_calls += 1
    merged = merge(Deadly(con) if where == "while_storing" else con, kind, table, known_at=known_at)
    if n_calls == 2 and where == "after_storing":
        os.kill(os.getpid(), signal.SIGKILL)
    return merged

def deadly_rejections(con, rows):
    found = rejections(con, rows)
    if rows and where == "after_rejections":
        os.kill(os.getpid(), signal.SIGKILL)
    return found

def deadly_record(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

series.merge_market, series.add_rejections = deadly_merge, deadly_rejections
if where == "before_recording":
    series.add_history_request = deadly_record
sync_step(load_settings(Path(sys.argv[1])), datetime.fromisoformat(sys.argv[3]), "killed")
"""
NOW = START + timedelta(hours=40, minutes=5)


def stored(settings) -> list[tuple]:
    with open_warehouse(settings.main.paths.warehouse) as con:
        sql = "select open_time, close, revised_at, superseded_at from candles order by all"
        assert con.execute("select count(*) from series_gaps").fetchone() == (0,)
        return con.execute(sql).fetchall()


@pytest.fixture
def configured(settings, venue):
    """One series of hourly candles at the loopback venue, 40 of them closed."""
    SHAPES["binance"].install(venue, range(41))
    (settings.folder / "markets.toml").write_text(
        '[[series]]\nkind = "candles"\nprovider = "ccxt"\nsource = "ccxt"\nvenue = "binance"\nsymbol = "BTC-USDT"\n'
        'ticker = "BTC"\ntimeframe = "1h"\noptions = { history_days = 1.7 }\n'
    )
    main = settings.folder / "newstape.toml"
    hosts = f'{{ "api.binance.com" = "{venue.address}" }}'
    main.write_text(main.read_text().replace("[http]", f"[http]\nstatic_hosts = {hosts}"))
    return load_settings(settings.folder)


def kill(configured, where: str) -> None:
    arguments = [str(configured.folder), where, NOW.isoformat()]
    killed = subprocess.run([sys.executable, "-c", SYNC_AND_DIE, *arguments], check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL


def with_changed(venue, number: int, value: str) -> None:
    """Let the venue tell another close, or with 2 another high, of every candle but the first."""
    kline = venue.answers["/api/v3/klines"]
    venue.answers["/api/v3/klines"] = lambda query: [
        [*row[:number], value, *row[number + 1 :]] if i else row for i, row in enumerate(kline(query))
    ]


@pytest.mark.parametrize("where", ["while_storing", "after_storing", "after_rejections", "before_recording"])
def test_a_sync_that_is_killed_is_made_good_by_the_next(configured, venue, where):
    if where == "after_rejections":
        with_changed(venue, 2, "0.5")
    kill(configured, where)
    SHAPES["binance"].install(venue, range(41))
    sync_step(configured, NOW, "r2")
    rows = stored(configured)
    assert [row[0] for row in rows] == [START + timedelta(hours=hour) for hour in range(40)]
    assert {(float(row[1]), *row[2:]) for row in rows} == {(61100.0, None, None)}
    assert sync_step(configured, NOW, "r3").counts["new"] == 0 and stored(configured) == rows


def test_killed_between_closing_old_values_and_adding_new_ones_it_has_done_neither(configured, venue):
    with_changed(venue, 4, "61050")
    sync_step(configured, NOW, "r1")
    before = stored(configured)
    SHAPES["binance"].install(venue, range(41))
    kill(configured, "while_storing")
    assert stored(configured) == before
    assert sync_step(configured, NOW, "r2").counts["revised"] == 4  # those that are asked for again
    rows = stored(configured)
    assert len(rows) == 44 and sum(row[3] is None for row in rows) == 40
