"""A run may be killed at any moment."""

import signal
import subprocess
import sys

import pytest

from flows.settings import Settings
from flows.steps.collect import collect_step
from tests.flows.loopback import Loopback
from tests.flows.world import HOUR, NOON, Story, World
from warehouse.connection import open_warehouse

COLLECT_AND_DIE = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
import flows.steps.collect as collect
import flows.steps.collect_batch as batch
from flows.settings import load_settings
where = sys.argv[2]
original = getattr(batch, where)
def deadly(*arguments):
    if where != "add_raw_documents":
        original(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(batch, where, deadly)
collect.collect_step(load_settings(Path(sys.argv[1])), datetime.fromisoformat(sys.argv[3]), "killed")
"""


@pytest.mark.parametrize("where", ["add_raw_documents", "add_article_revisions", "add_feed_polls"])
def test_run_that_is_killed_while_storing_is_made_good_by_the_next(settings: Settings, where: str) -> None:
    with Loopback() as web:
        world = World(settings, None, web)  # type: ignore[arg-type]
        world.site(Story("btc-slips", guid="1"), Story("eth-flat", guid="2", title="Ether goes nowhere"))
        (settings.folder / "feeds.toml").write_text(
            '[[feeds]]\nid = "moonwire"\nurl = "http://moonwire.example/moonwire.xml"\noutlet = "Moonwire"\n'
            'domain = "moonwire.example"\ntime_zone = "America/New_York"\n'
        )
        main = settings.folder / "newstape.toml"
        text = main.read_text().replace("per_host_interval_seconds = 1", "per_host_interval_seconds = 0")
        main.write_text(text.replace("[http]", f'[http]\nstatic_hosts = {{ "moonwire.example" = "{web.address}" }}'))
        killed = subprocess.run(
            [sys.executable, "-c", COLLECT_AND_DIE, str(settings.folder), where, NOON.isoformat()], check=False
        )
        assert killed.returncode == -signal.SIGKILL
        report = collect_step(world.settings, NOON, "run-2")
        assert (report.counts["articles"], report.counts["entries"]) == (2, 2)
        with open_warehouse(settings.main.paths.warehouse) as con:
            again = World(world.settings, con, web)
            again.feeds = world.feeds
            before = again.stored()
            again.collect(later=HOUR)
            assert again.stored() == before
