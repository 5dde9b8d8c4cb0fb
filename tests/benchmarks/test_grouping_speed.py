"""Grouping into stories and figures takes time in proportion to the articles (`make bench` prints it)."""

import random
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise

import pandas as pd
import pytest

from flows.settings import load_settings, packaged_configs
from flows.steps.group import group_step
from warehouse.connection import open_warehouse

pytestmark = pytest.mark.timeout(3_000)

SIZES = (2_000, 4_000, 8_000, 16_000)
MAX_RATIO = 2.5
N_NEW = 100
MAX_GROWTH = 2.0
PER_DAY = 500
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
_VERBS = "drops jumps slips rallies stalls recovers plunges climbs wavers settles".split()
_THINGS = "bridge lender exchange miner fund treasury validator wallet protocol issuer broker desk".split()
_TICKERS = "BTC ETH SOL XRP ADA DOGE".split()


def synthetic_articles(seed):
    """Events of one to six articles: the first account, copies of it, and accounts in other words."""
    draw = random.Random(seed)
    words = [f"{a}{b}{c}" for a in "bdfglmnprst" for b in "aeiou" for c in ("lor", "min", "tek", "van", "dus", "rim")]
    while True:
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
            yield ticker, text, sums[:2]


class Bench:
    """A warehouse that articles are stored in as if they had been read, with two claims each."""

    def __init__(self, folder):
        base = load_settings(packaged_configs())
        paths = base.main.paths.model_copy(update={"data": folder})
        self.settings = base.model_copy(update={"main": base.main.model_copy(update={"paths": paths})})
        self._articles = enumerate(synthetic_articles(seed=1))

    def seconds_to_group(self, n):
        """Store so many further articles and return the CPU seconds that grouping them takes, with its counts."""
        self._store(n)
        start = time.process_time()
        counts = group_step(self.settings, FIRST, "bench").counts
        seconds = time.process_time() - start
        assert (counts["articles"], counts["statements"]) == (n, 2 * n)
        assert counts["stories"] < n
        assert counts["figures"] < 2 * n
        return seconds, counts

    def _store(self, n):
        rows = [
            (
                f"a{k}",
                f"Outlet {k % 40}",
                text.partition("\n")[0],
                text,
                FIRST + k * timedelta(days=1) / PER_DAY,
                ticker,
                sums,
            )
            for k, (ticker, text, sums) in islice(self._articles, n)
        ]
        columns = ["article_id", "outlet", "headline", "text", "moment", "ticker", "sums"]
        with open_warehouse(self.settings.main.paths.warehouse) as con:
            con.register("made", pd.DataFrame(rows, columns=columns))
            con.execute(
                "insert into article_revisions by name select article_id, 1 as revision, outlet, headline, text, "
                "moment as published_at, moment as fetched_at, moment as available_at, 'published_at' as "
                "available_basis, 'page' as body_source, '0' as content_hash, 'UTC' as time_zone, true as is_simulated "
                "from made"
            )
            con.execute(
                "insert into annotations by name select article_id as annotation_id, article_id, 1 as revision, "
                "'{}' as model, moment as annotated_at, 'en' as language from made"
            )
            con.execute("insert into article_assets select article_id, ticker, 1, 1.0 from made")
            con.execute(
                "insert into claims by name "
                "select article_id || '-' || place as claim_id, article_id as annotation_id, "
                "'$' || sums[place] as text, place as start, place + 5 as \"end\", headline as sentence, "
                "'bench' as why, 'price_at' as kind, ticker as asset, sums[place] as value_low, "
                "sums[place] as value_high, 'USD' as unit, false as approximate, 'reported' as modality, "
                "1.0 as confidence "
                "from made, range(1, 3) as places (place)"
            )


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """CPU seconds to group so many articles, the counts, and the least that `N_NEW` more took in five runs."""
    found = {}
    for n in SIZES:
        bench = Bench(tmp_path_factory.mktemp(f"n{n}"))
        seconds, counts = bench.seconds_to_group(n)
        found[n] = seconds, counts, min(bench.seconds_to_group(N_NEW)[0] for _ in range(5))
    return found


def test_twice_the_articles_take_about_twice_as_long(measured, capsys):
    ratios = [later / earlier for (earlier, *_), (later, *_) in pairwise(measured.values())]
    with capsys.disabled():
        for n, (seconds, counts, more) in measured.items():
            sys.stdout.write(
                f"\ngrouping {n:,} articles: {seconds:.1f} CPU seconds, {N_NEW} more {more:.2f} "
                f"({counts['stories']:,} stories, {counts['copies']:,} copies, {counts['figures']:,} figures of "
                f"{counts['statements']:,} claims)"
            )
        sys.stdout.write("\nratios: " + ", ".join(f"{ratio:.2f}" for ratio in ratios) + "\n")
    assert max(ratios) <= MAX_RATIO


def test_new_articles_cost_less_than_twice_as_much_where_eight_times_as_many_are_stored(measured):
    few, many = measured[SIZES[0]], measured[SIZES[-1]]
    assert many[2] <= MAX_GROWTH * few[2]
