"""Grouping articles into stories takes time in proportion to their number (`make bench` prints it)."""

import random
import sys
import time
from datetime import UTC, datetime, timedelta

from flows.settings import load_settings, packaged_configs
from flows.steps.group import group_step
from warehouse.connection import open_warehouse

N_ARTICLES = 100_000
PER_DAY = 2_000
MAX_RATIO = 2.5
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
_VERBS = "drops jumps slips rallies stalls recovers plunges climbs wavers settles".split()
_THINGS = "bridge lender exchange miner fund treasury validator wallet protocol issuer broker desk".split()
_TICKERS = "BTC ETH SOL XRP ADA DOGE".split()


def synthetic_articles(n, seed):
    """Events of one to six articles: the first account, copies of it, and accounts in other words."""
    draw = random.Random(seed)
    words = [f"{a}{b}{c}" for a in "bdfglmnprst" for b in "aeiou" for c in ("lor", "min", "tek", "van", "dus", "rim")]
    number = 0
    while number < n:
        names, ticker = draw.sample(words, 6), draw.choice(_TICKERS)
        sums = [draw.randint(101, 9999) for _ in range(4)]
        text = ""
        for account in range(draw.choice((1, 1, 2, 3, 6))):
            if not account or draw.random() < 0.5:
                thing, verb = draw.choice(_THINGS), draw.choice(_VERBS)
                filler = " ".join(draw.choices(words, k=60))
                text = (
                    f"{names[0].title()} {thing} {verb} as {names[1]} moves ${sums[0]} million\n\n"
                    f"The {thing} {names[0]} of {names[2]} said that ${sums[0]} million went to {names[3]}.\n\n"
                    f"It {verb} by {sums[1] / 100} percent while {names[4]} held ${sums[2]}. {filler.capitalize()}."
                )
            number += 1
            yield number, ticker, text
            if number == n:
                return


def seconds_to_group(folder, n):
    base = load_settings(packaged_configs())
    paths = base.main.paths.model_copy(update={"data": folder})
    settings = base.model_copy(update={"main": base.main.model_copy(update={"paths": paths})})
    with open_warehouse(paths.warehouse) as con:
        rows = [
            (
                f"a{k}",
                f"Outlet {k % 40}",
                text.partition("\n")[0],
                text,
                FIRST + k * timedelta(days=1) / PER_DAY,
                ticker,
            )
            for k, ticker, text in synthetic_articles(n, seed=1)
        ]
        import pandas as pd

        con.register(
            "made", pd.DataFrame(rows, columns=["article_id", "outlet", "headline", "text", "moment", "ticker"])
        )
        con.execute(
            "insert into article_revisions by name select article_id, 1 as revision, outlet, headline, text, "
            "moment as published_at, moment as fetched_at, moment as available_at, 'published_at' as available_basis, "
            "'page' as body_source, '0' as content_hash, 'UTC' as time_zone, true as is_simulated from made"
        )
        con.execute(
            "insert into annotations by name select article_id as annotation_id, article_id, 1 as revision, "
            "'{}' as model, moment as annotated_at, 'en' as language from made"
        )
        con.execute("insert into article_assets select article_id, ticker, 1, 1.0 from made")
    start = time.process_time()
    counts = group_step(settings, FIRST, "bench").counts
    assert counts["articles"] == n
    assert counts["stories"] < n
    return time.process_time() - start, counts


def test_twice_the_articles_take_no_more_than_two_and_a_half_times_as_long(tmp_path, capsys):
    half, _ = seconds_to_group(tmp_path / "half", N_ARTICLES // 2)
    whole, counts = seconds_to_group(tmp_path / "whole", N_ARTICLES)
    with capsys.disabled():
        sys.stdout.write(
            f"\ngrouping {N_ARTICLES // 2:,} and {N_ARTICLES:,} articles: {half:.0f} and {whole:.0f} CPU seconds, "
            f"ratio {whole / half:.2f} ({counts['stories']:,} stories, {counts['copies']:,} copies)\n"
        )
    assert whole / half <= MAX_RATIO
