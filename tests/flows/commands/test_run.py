import json
import shutil
import subprocess
import sys

import duckdb
import pytest

HOLD = """
import sys, time
from pathlib import Path
from warehouse.connection import open_warehouse
with open_warehouse(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_empty_configuration_runs_through_and_publishes(newstape, settings):
    shutil.rmtree(settings.main.paths.data)  # as on the first day
    result = newstape("run", "--json")
    report = json.loads(result.out)
    assert result.code == 0
    assert [step["status"] for step in report["steps"]] == ["ok"] * 6
    assert settings.main.paths.snapshot.exists()


def test_only_the_named_steps_run_in_their_order(newstape):
    report = json.loads(newstape("run", "check", "annotate", "--json").out)
    assert [step["step"] for step in report["steps"]] == ["annotate", "check"]


def test_an_unknown_step_is_refused_with_the_known_ones(newstape):
    result = newstape("run", "colect")
    assert result.code == 2
    assert "'colect'" in result.err
    assert "collect, sync, annotate, group, check, digest" in result.err


def test_an_unknown_key_is_refused_with_file_key_and_spelling(newstape, settings):
    edit(settings.folder, "newstape.toml", "deadline_seconds", "dead_line_seconds")
    result = newstape("run")
    assert result.code == 2
    assert "newstape.toml: unknown key http.dead_line_seconds; did you mean 'deadline_seconds'?" in result.err


def test_an_unknown_provider_is_refused_with_the_series(newstape, settings):
    (settings.folder / "markets.toml").write_text(
        '[[series]]\nkind = "fear_greed"\nprovider = "fyle"\nsource = "x"\n',
        encoding="utf-8",
    )
    result = newstape("run", "sync")
    assert result.code != 0
    assert "fyle" in result.out + result.err
    assert "file" in result.out + result.err


def test_a_file_that_is_no_warehouse_is_named_and_left_alone(newstape, settings):
    path = settings.main.paths.warehouse
    path.write_bytes(b"these are my notes, not a database" * 300)
    result = newstape("run")
    assert result.code == 2
    assert str(path) in result.err
    assert path.read_bytes().startswith(b"these are my notes")


def test_a_warehouse_of_a_newer_newstape_is_refused(newstape, settings):
    newstape("run", "check")
    with duckdb.connect(str(settings.main.paths.warehouse)) as con:
        table = con.execute("select table_name from duckdb_tables() where table_name like '%migration%'").fetchone()[0]
        columns = [row[0] for row in con.execute(f"describe {table}").fetchall()]
        con.execute(f"insert into {table} select * replace (999 as {columns[0]}) from {table} limit 1")
    result = newstape("run", "check")
    assert result.code == 2
    assert "newer" in result.err


@pytest.mark.slow
def test_a_second_writer_waits_and_then_says_who_must_go(newstape, settings):
    newstape("run", "check")
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(settings.main.paths.warehouse)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "held\n"
        result = newstape("run", "check")
        assert newstape("sql", "select count(*) from runs").code == 0  # readers go on
    finally:
        holder.kill()
        holder.wait()
    assert result.code == 2
    assert "warehouse.duckdb" in result.err


def test_doctor_finds_everything_in_place(newstape):
    newstape("run", "check")
    result = newstape("doctor", "--offline", "--json")
    findings = {finding["check"]: finding for finding in json.loads(result.out)}
    assert result.code == 0
    assert findings["configuration"]["status"] == "ok"
    assert findings["warehouse"]["status"] == "ok"
    assert int(findings["assets"]["detail"].split(": ")[1].split()[0]) > 500


def test_doctor_names_a_feed_that_does_not_answer(newstape, settings):
    (settings.folder / "feeds.toml").write_text(
        '[[feeds]]\nid = "dead"\nurl = "http://127.0.0.1:9/feed"\noutlet = "Dead"\ndomain = "dead.example"\n',
        encoding="utf-8",
    )
    result = newstape("doctor", "--json")
    findings = {finding["check"]: finding for finding in json.loads(result.out)}
    assert result.code == 1
    assert findings["feed dead"]["status"] == "failed"
