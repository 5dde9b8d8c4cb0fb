"""A thousand feeds in one run of the real command, one in ten misbehaving: time, memory, faults, items."""

import json
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter

import pytest

from flows.settings import packaged_configs
from flows.sources.opml import as_toml
from tests.flows.crowd import crowd
from tests.flows.loopback import Loopback, self_signed
from warehouse.connection import open_reader

N_FEEDS = 1000
MAX_SECONDS = 300
MAX_MEGABYTES = 700
COLLECT = "from flows.cli import main; main()"


@pytest.mark.timeout(900)
def test_a_thousand_feeds_one_in_ten_misbehaving(capsys, tmp_path):
    config, data = tmp_path / "configs", tmp_path / "data"
    shutil.copytree(packaged_configs(), config)
    with Loopback() as web, Loopback(certificate=self_signed(tmp_path)) as untrusted:
        people = crowd(web, untrusted, N_FEEDS)
        (config / "feeds.toml").write_text(as_toml(people.feeds), encoding="utf-8")
        hosts = "".join(f'"{host}" = "{address}"\n' for host, address in people.static_hosts.items())
        main = config / "newstape.toml"
        text = main.read_text(encoding="utf-8").replace('"newstape-data"', f'"{data}"')
        main.write_text(f"{text}\n[http.static_hosts]\n{hosts}", encoding="utf-8")
        started = time.monotonic()
        run = subprocess.run(
            [sys.executable, "-c", COLLECT, "run", "collect", "--config", str(config), "--json"],
            check=True,
            capture_output=True,
        )
        seconds = time.monotonic() - started
    (step,) = json.loads(run.stdout)["steps"]
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    with open_reader(data / "snapshot.duckdb") as con:
        reasons = dict(con.execute("select origin, reason from rejections").fetchall())
    with capsys.disabled():
        sys.stdout.write(
            f"\n{N_FEEDS:,} feeds: {seconds:.0f} s, {step['cpu_seconds']:.0f} s of CPU, {megabytes:.0f} MB at most, "
            f"{step['counts']['articles']:,} articles, {dict(Counter(reasons.values()))}\n"
        )
    assert step["counts"]["articles"] == people.n_articles
    assert reasons == people.reasons
    assert seconds < MAX_SECONDS
    assert megabytes < MAX_MEGABYTES
