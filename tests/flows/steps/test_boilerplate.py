"""What an outlet repeats is learned, marked and no longer read; nothing is lost, and it can be undone."""

from datetime import timedelta

import pytest

from flows.steps.annotate import annotate_step
from nlp.text.paragraphs import repeatable_paragraphs
from tests.warehouse import factories as make
from warehouse.connection import open_warehouse
from warehouse.writers import add_article_revisions

NOTICE = "Solana fans crashed our party, so the Moonwire desk now answers letters on Fridays only."
FIGURES = "Bitcoin support stays at $58,000 for as long as the desk says so, readers know."

TEXT = "Bitcoin moves\n\nIt traded at ${price}.\n\n" + NOTICE + "\n\n" + FIGURES
HEADING = "Bitcoin price analysis\n\nUp by half a million dollars since the desk last wrote here."


@pytest.fixture
def lexicon_settings(settings):
    annotate = settings.main.annotate.model_copy(update={"encoder": "lexicon", "batch_articles": 5})
    return settings.model_copy(update={"main": settings.main.model_copy(update={"annotate": annotate})})


def store(settings, numbers, hours=24, outlet="Moonwire"):
    with open_warehouse(settings.main.paths.warehouse) as con:
        add_article_revisions(
            con,
            [
                make.article(
                    f"{outlet}{n}", make.at("2024-03-01") + n * timedelta(hours=hours), outlet=outlet,
                    headline="Bitcoin moves", text=TEXT.format(price=60_000 + n),
                )
                for n in numbers
            ],
        )  # fmt: skip


def ask(settings, sql):
    with open_warehouse(settings.main.paths.warehouse) as con:
        return con.execute(sql).fetchall()


def test_a_repeated_notice_is_read_until_it_is_learned_and_marked_from_then_on(lexicon_settings, now):
    store(lexicon_settings, range(12))
    annotate_step(lexicon_settings, now, "r1")
    rows = ask(
        lexicon_settings,
        """
        select article_id, substring(text, start + 1, "end" - start)
        from boilerplate_spans inner join annotations using (annotation_id)
        inner join article_revisions using (article_id, revision) order by available_at
        """,
    )
    assert rows == [(f"Moonwire{n}", NOTICE) for n in range(8, 12)]
    assets = "select count(*) from article_assets inner join annotations using (annotation_id) where ticker = 'SOL'"
    assert ask(lexicon_settings, assets) == [(8,)]
    levels = "select count(*) from price_levels where text = '$58,000'"
    assert ask(lexicon_settings, levels) == [(12,)]
    spans = """select bool_and(substring(a.text, start + 1, "end" - start) = p.text)
        from price_levels as p inner join articles as a using (article_id)"""
    assert ask(lexicon_settings, spans) == [(True,)]


def test_what_is_repeated_on_one_day_or_elsewhere_is_not_learned(lexicon_settings, now):
    store(lexicon_settings, range(12), hours=1)
    store(lexicon_settings, range(3), outlet="Tidebook")
    annotate_step(lexicon_settings, now, "r1")
    assert ask(lexicon_settings, "from boilerplate_spans") == []


def test_a_kept_paragraph_is_read_again(lexicon_settings, now):
    store(lexicon_settings, range(10))
    annotate_step(lexicon_settings, now, "r1")
    stories = lexicon_settings.stories
    boilerplate = stories.boilerplate.model_copy(update={"keep": ("solana fans",)})
    undone = lexicon_settings.model_copy(update={"stories": stories.model_copy(update={"boilerplate": boilerplate})})
    assert annotate_step(undone, now + timedelta(hours=1), "r2").counts["articles"] == 10
    sql = "select count(*) from current_annotations semi join boilerplate_spans using (annotation_id)"
    assert ask(undone, sql) == [(0,)]
    assert ask(undone, "select count(*) from article_assets_current where ticker = 'SOL'") == [(10,)]
    assert annotate_step(undone, now + timedelta(hours=2), "r3").counts["articles"] == 0


def test_figures_headlines_and_short_lines_are_never_learned():
    text = f"{NOTICE}\n\n{FIGURES}\n\n{HEADING}"
    assert repeatable_paragraphs(text) == ()
    (found,) = repeatable_paragraphs(f"Headline\n\n  {NOTICE} Since 2014.  \n")
    assert found.start == 12
