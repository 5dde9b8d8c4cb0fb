from datetime import UTC, datetime

import pytest

from flows.errors import InputFileError
from flows.sample.articles import load_articles, shown_articles
from flows.sample.install import articles_folder
from flows.sample.outlets import OUTLETS

FIRST, LAST = datetime(2025, 2, 3, tzinfo=UTC), datetime(2025, 2, 24, 18, tzinfo=UTC)
VERSION = """+++
slug = "a"
outlet = "moonwire"
headline = "A"
published_at = {published_at}
authors = ["Desk 4"]
+++
Text.
"""


@pytest.fixture(scope="module")
def articles():
    return load_articles(articles_folder())


def test_each_outlet_publishes_and_the_whole_lies_in_the_three_weeks(articles):
    assert len({article.slug for article in articles}) >= 16
    assert {article.outlet for article in articles} == {outlet.id for outlet in OUTLETS}
    assert all(FIRST <= article.shown_from <= LAST for article in articles)


def test_articles_are_as_long_as_articles(articles):
    lengths = {article.slug: len(article.body.split()) for article in articles}
    assert {slug: n for slug, n in lengths.items() if not 150 <= n <= 450} == {}


def test_a_correction_replaces_its_article_from_its_time_on(articles):
    first, corrected = (article for article in articles if article.slug == "sol-crashes-through-the-shelf")
    assert corrected.published_at == first.published_at
    assert corrected.body.startswith("Correction")
    before = datetime(2025, 2, 18, 14, 14, tzinfo=UTC)
    after = datetime(2025, 2, 18, 14, 15, tzinfo=UTC)
    assert first in shown_articles(articles, outlet="altgrove", clock=before)
    shown = shown_articles(articles, outlet="altgrove", clock=after)
    assert corrected in shown
    assert first not in shown


def test_the_reprint_shares_nearly_all_its_words_with_the_original(articles):
    texts = {article.slug: article for article in articles}
    original, reprint = texts["bitcoin-740-million-flush"], texts["reprint-bitcoin-740-million-flush"]
    assert original.outlet != reprint.outlet
    assert original.published_at < reprint.published_at
    assert original.body != reprint.body
    shared = set(original.body.split()) & set(reprint.body.split())
    assert len(shared) > 0.9 * len(set(original.body.split()))


def test_newest_articles_come_first(articles):
    shown = shown_articles(articles, outlet="moonwire", clock=LAST)
    times = [article.published_at for article in shown]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Only text.\n", "no front matter"),
        ('+++\nslug = "a"\nText without an end.\n', "no front matter"),
        ("+++\nslug = \n+++\nText.\n", "no TOML"),
        ('+++\nslug = "a"\n+++\nText.\n', "needed are"),
        (VERSION.format(published_at="2025-02-18T06:40:00"), "with a zone"),
        (VERSION.format(published_at="2025-02-18"), "with a zone"),
        (VERSION.format(published_at="2025-02-18T06:40:00Z").replace("slug", "sluk"), "sluk"),
    ],
)
def test_a_broken_file_is_named_with_its_problem(tmp_path, text, problem):
    (tmp_path / "broken.md").write_text(text)
    with pytest.raises(InputFileError, match=problem) as error:
        load_articles(tmp_path)
    assert "broken.md" in str(error.value)
