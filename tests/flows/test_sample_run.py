"""The whole program on the sample: collected from the loopback server, synced, read, checked, digested."""

import shutil
from datetime import timedelta

import pytest

from flows.sample.moments import sample_moments
from flows.steps.refresh import refresh
from flows.steps.replay import replay
from warehouse.connection import open_reader

LOG_TABLES = {"check_results", "runs", "feed_polls"}
"""A further run adds to these; every other table must stay as it is."""


@pytest.fixture(scope="module")
def sample(sample_run):
    """The settings of the sample run."""
    return sample_run[0]


def elsewhere(settings, data):
    """The same settings with the data in another folder."""
    paths = settings.main.paths.model_copy(update={"data": data})
    return settings.model_copy(update={"main": settings.main.model_copy(update={"paths": paths})})


def contents(settings):
    """Fingerprint of every table."""
    with open_reader(settings.main.paths.snapshot) as con:
        tables = [name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()]
        return {
            name: con.execute(f"select count(*), sum(hash(t)::hugeint) from {name} as t").fetchone() for name in tables
        }


def ask(sample, sql, as_of=None):
    with open_reader(sample.main.paths.snapshot, as_of=as_of) as con:
        return con.execute(sql).fetchall()


def not_well(reports):
    return [
        (step.step, step.problems, step.error) for report in reports for step in report.steps if step.status != "ok"
    ]


def test_every_step_of_every_run_goes_well(sample_run):
    assert not_well(sample_run[1]) == []


def test_all_outlets_are_collected_and_every_article_is_read(sample):
    assert ask(sample, "select count(distinct outlet), count(*) from articles") == [(5, 22)]
    assert ask(sample, "select problem from current_annotations where problem is not null") == []


def test_a_correction_is_a_second_revision_and_counts_from_its_own_time(sample):
    rows = ask(sample, "select revision, available_at, revised_at from article_revisions where revision > 1")
    assert [revision for revision, _, _ in rows] == [2]
    before_it = rows[0][1] - timedelta(minutes=1)
    assert ask(sample, "select count(*) from articles where revision > 1", as_of=before_it) == [(0,)]


def test_a_repeated_run_changes_no_row(sample, tmp_path):
    shutil.copytree(sample.main.paths.data, tmp_path / "data")
    copied = elsewhere(sample, tmp_path / "data")
    before = contents(copied)
    assert not_well([refresh(copied, now=sample_moments().digests[1])]) == []
    after = contents(copied)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= LOG_TABLES
    assert before["claim_checks"][0] > 50


def test_everything_collected_comes_out_of_the_raw_store_again_and_is_read_alike(sample, tmp_path):
    assert replay(sample, tmp_path).is_same
    again = elsewhere(sample, tmp_path)
    refresh(again, now=sample_moments().digests[1], steps=("annotate", "check"))
    replayed, before = contents(again), contents(sample)
    ours = {"annotations", "claims", "candles", "article_revisions", "feed_entries", "fetches", "raw_documents"}
    timed = {"annotations"}  # annotated_at is the clock of the run that read it
    assert {name for name in ours - timed if replayed[name] != before[name]} == set()
    assert replayed["claim_checks"][0] > 50


def test_the_digest_of_the_morning_after_knows_nothing_later(sample):
    morning_after = sample_moments().digests[0]
    ((_, latest),) = ask(sample, "select count(*), max(available_at) from articles", as_of=morning_after)
    assert latest <= morning_after
    assert ask(sample, "select max(close_time) <= getvariable('as_of') from known_candles", as_of=morning_after) == [
        (True,)
    ]


@pytest.mark.parametrize(
    ("outlet", "kind", "text", "verdict"),
    [
        ("Moonwire Daily", "extreme_since", "14-month low", "confirmed"),
        ("Moonwire Daily", "etf_flow_streak", "net outflows for more than a week", "confirmed"),
        ("Hodlhorn", "liquidation_total", "$1.4 billion", "contradicted"),
        ("Altgrove", "price_touched", "$143", "confirmed"),
    ],
)
def test_statements_get_the_verdict_they_deserve(sample, outlet, kind, text, verdict):
    sql = f"""
        select distinct verdict from claim_verdicts
        where outlet = '{outlet}' and kind = '{kind}' and text = '{text}'
    """
    assert ask(sample, sql) == [(verdict,)]


def test_a_story_about_no_market_states_nothing_and_moves_nothing(sample):
    sql = """
        select sentiment_label, annotation_id in (select annotation_id from claims)
        from current_annotations where headline ilike '%storm%'
    """
    assert ask(sample, sql) == [("neutral", False)]


def test_simulated_data_are_marked_in_every_table_that_can_say_so(sample):
    named = "select distinct table_name from duckdb_columns() where column_name = 'is_simulated' and not internal"
    with open_reader(sample.main.paths.snapshot) as con:
        for (name,) in con.execute(named).fetchall():
            n_others = con.execute(f"select count(*) from {name} where not is_simulated").fetchone()
            assert n_others == (0,), name


def test_an_article_costs_less_than_a_third_of_a_second_of_cpu(sample_run):
    annotate = [step for report in sample_run[1] for step in report.steps if step.step == "annotate"]
    seconds = sum(step.cpu_seconds for step in annotate[1:])  # the first one imports and loads
    articles = sum(step.counts["articles"] for step in annotate[1:])
    assert seconds / articles < 0.3


def test_the_digest_page_is_written_and_says_simulated(sample):
    pages = sorted(sample.main.paths.digests.glob("*.html"))
    assert len(pages) == 4
    assert all("SIMULATED DATA" in page.read_text(encoding="utf-8") for page in pages)
