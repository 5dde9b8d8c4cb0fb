"""Grouping into stories, from stored articles to the views."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.settings import load_settings, packaged_configs
from flows.steps.group import group_step
from tests.quality.story_pairs import load_pairs
from tests.warehouse import factories as make
from warehouse.connection import open_warehouse

FLUSH = ["flush", "flush-edited", "flush-rewrite", "flush-next-day", "flush-other-asset-week"]
VIEWS = ("stories", "story_articles", "article_relations", "story_roots")


@pytest.fixture(scope="module")
def texts():
    pairs = load_pairs("tuning")
    return {article.article_id: article for pair in pairs for article in (pair.one, pair.other)}


def store(settings, articles):
    """Store articles as if they had been read, all of them about bitcoin."""
    with open_warehouse(settings.main.paths.warehouse) as con:
        for article in articles:
            revision = make.article(
                article.article_id, article.at, text=article.text, headline=article.text.partition("\n")[0],
                outlet=article.outlet,
            )  # fmt: skip
            asset = make.article_asset("BTC", annotation_id=f"{article.article_id}-1")
            make.store_article(con, revision, assets=[asset])


def ask(settings, sql, as_of=None):
    with open_warehouse(settings.main.paths.warehouse) as con:
        if as_of:
            con.execute("set variable as_of = $t::timestamptz", {"t": as_of})
        return con.execute(sql).fetchall()


def contents(settings, as_of=None):
    return {view: ask(settings, f"from {view} order by all", as_of) for view in VIEWS}


def test_copies_and_accounts_of_an_event_are_one_story_and_the_rest_is_not(settings, now, texts):
    store(settings, [texts[name] for name in FLUSH])
    report = group_step(settings, now, "r1")
    counts = {"articles": 5, "stories": 3, "copies": 1, "merged_stories": 0, "statements": 0, "figures": 0}
    assert report.counts == counts
    columns = "first_outlet, n_articles, n_outlets, n_echoes"
    rows = ask(settings, f"select {columns} from stories order by n_articles desc, first_outlet desc")
    assert rows == [("flush", 3, 3, 1), ("flush-other-asset-week", 1, 1, 0), ("flush-next-day", 1, 1, 0)]
    rows = ask(settings, "select article_id, relation, is_echo from story_articles where place > 1 order by place")
    assert rows == [("flush-edited", "near", True), ("flush-rewrite", "same_story", False)]


def test_publishers_are_counted_not_their_articles(settings, now, texts):
    copies = [replace(texts["flush"], article_id=f"copy{n}", outlet="Moonwire") for n in range(3)]
    store(settings, [texts["flush"], *copies])
    group_step(settings, now, "r1")
    assert ask(settings, "select n_articles, n_outlets, n_other_outlets from stories") == [(4, 2, 1)]


def test_an_id_stays_when_articles_are_added_and_a_second_run_changes_nothing(settings, now, texts):
    store(settings, [texts["flush"]])
    group_step(settings, now, "r1")
    (before,) = ask(settings, "select story_id from stories")
    store(settings, [texts[name] for name in FLUSH[1:]])
    group_step(settings, now, "r2")
    ((after, n),) = ask(settings, "select story_id, n_articles from stories where first_article_id = 'flush'")
    assert (after, n) == (before[0], 3)
    everything = contents(settings)
    assert group_step(settings, now + timedelta(days=1), "r3").counts["articles"] == 0
    assert contents(settings) == everything


def test_batches_of_any_size_and_runs_of_any_number_group_alike(settings, now, texts, tmp_path):
    store(settings, texts.values())
    group_step(settings, now, "r1")
    at_once = contents(settings)
    small = settings.stories.grouping.model_copy(update={"batch_articles": 9})
    paths = settings.main.paths.model_copy(update={"data": tmp_path / "other"})
    other = settings.model_copy(
        update={
            "main": settings.main.model_copy(update={"paths": paths}),
            "stories": settings.stories.model_copy(update={"grouping": small}),
        }
    )
    ordered = sorted(texts.values(), key=lambda article: article.at)
    for part in (ordered[:25], ordered[25:]):
        store(other, part)
        group_step(other, now, "r1")
    assert contents(other) == at_once


def test_stories_as_of_a_moment_know_nothing_of_later_articles(settings, now, texts, tmp_path):
    store(settings, texts.values())
    group_step(settings, now, "r1")
    moments = sorted(article.at for article in texts.values())
    for number, moment in enumerate((moments[9], moments[40])):
        paths = settings.main.paths.model_copy(update={"data": tmp_path / f"cut{number}"})
        cut = settings.model_copy(update={"main": settings.main.model_copy(update={"paths": paths})})
        store(cut, [article for article in texts.values() if article.at <= moment])
        group_step(cut, now, "r1")
        assert contents(settings, as_of=moment) == contents(cut)


def test_a_late_arrival_becomes_the_first_source_and_renames_nothing(settings, now, texts):
    store(settings, [texts["flush-edited"], texts["flush-rewrite"]])
    group_step(settings, now, "r1")
    (before,) = ask(settings, "select story_id from stories")
    store(settings, [texts["flush"]])
    group_step(settings, now, "r2")
    rows = ask(settings, "select story_id, first_article_id, n_articles from stories")
    assert rows == [(before[0], "flush", 3)]
    rows = ask(settings, "select article_id, relation, like_article_id from story_articles order by place")
    assert rows == [
        ("flush", "first", None), ("flush-edited", "near", "flush"), ("flush-rewrite", "same_story", "flush")
    ]  # fmt: skip


def test_stories_that_a_copy_shows_to_be_one_are_merged_and_the_merge_is_known_from_then_on(settings, now, texts):
    flush = texts["flush"]
    head, tail = flush.text.split("\n\nOpen interest fell")
    start = replace(flush, text=head)
    end = replace(
        flush, article_id="end", at=flush.at + timedelta(hours=1), outlet="Tidebook",
        text="Positioning after the morning\n\nOpen interest fell" + tail + "\n\nNothing else happened on the venue.",
    )  # fmt: skip
    whole = replace(
        flush, article_id="whole", at=flush.at + timedelta(hours=2), outlet="Hodlhorn",
        text=flush.text + "\n\nNothing else happened on the venue.",
    )  # fmt: skip
    store(settings, [start, end])
    group_step(settings, now, "r1")
    separate = ask(settings, "select story_id from stories order by started_at")
    assert len(separate) == 2
    store(settings, [whole])
    assert group_step(settings, now, "r2").counts["merged_stories"] == 1
    rows = ask(settings, "select story_id, merged_ids, n_articles from stories")
    assert rows == [(separate[0][0], [separate[1][0]], 3)]
    assert ask(settings, "select story_id from stories order by started_at", as_of=end.at) == separate


def test_a_folder_of_its_own_may_set_other_thresholds(settings, now, texts):
    own = settings.folder / "stories.toml"
    packaged = (packaged_configs() / "stories.toml").read_text(encoding="utf-8")
    own.write_text(packaged.replace("same_score = 0.25", "same_score = 1.0"), encoding="utf-8")
    changed = load_settings(settings.folder)
    store(changed, [texts["flush"], texts["flush-rewrite"]])
    assert group_step(changed, now, "r1").counts["stories"] == 2
