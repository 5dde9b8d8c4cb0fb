"""A desk for the tests of claim checks: one article, to which claims and market rows are added."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.warehouse import factories as make
from warehouse.claims import CheckCounts, Tolerance, check_claims

PUBLISHED = "2024-03-10 12:00"
LATER = "2024-06-01"

TOLERANCES = {
    "price_touched": Tolerance(confirmed=50, near=150, approximate_factor=2),
    "price_at": Tolerance(confirmed=75, near=200, approximate_factor=2),
    "percent_change": Tolerance(confirmed=75, near=200, approximate_factor=2),
    "extreme_since": Tolerance(confirmed=500, near=1500, approximate_factor=2),
    "moving_average_cross": Tolerance(confirmed=0, near=100),
    "liquidation_total": Tolerance(confirmed=500, near=1500, approximate_factor=2),
    "funding_sign": Tolerance(confirmed=3333, near=5000),
    "open_interest_rank": Tolerance(confirmed=1000, near=2000),
    "fear_greed_zone": Tolerance(confirmed=0, near=3, approximate_factor=2),
    "etf_flow_streak": Tolerance(confirmed=0, near=1),
    "relative_move": Tolerance(confirmed=0, near=50),
}


@dataclass
class Desk:
    """A warehouse with one article, to which claims and market rows are added."""

    con: object

    def tape(self, *rows, known_at="2030-01-01"):
        make.store_market(self.con, list(rows), known_at=known_at)

    def check(self, known_at=LATER) -> CheckCounts:
        at = make.at(known_at)
        return check_claims(self.con, known_at=at, tolerances=TOLERANCES, settle_hours=36, checked_at=at)

    def judge(self, kind, *, published=PUBLISHED, known_at=LATER, **values):
        """Check one claim of an article and return its row of claim_verdicts as a dictionary."""
        n = self.con.execute("select count(*) from claims").fetchone()[0]
        article_id = f"a{n}"
        stated = make.claim(f"c{n}", kind, article_id, **values)
        available = {} if published else {"available_at": make.at(PUBLISHED)}
        make.store_article(self.con, make.article(article_id, published, **available), claims=[stated])
        self.check(known_at)
        return self.verdict(f"c{n}")

    def expect(self, kind, cases, **common):
        """Check several claims at once: each case is its values, the verdict, and the reason if there is one."""
        claims = [make.claim(f"c{n}", kind, **{**common, **case[0]}) for n, case in enumerate(cases)]
        make.store_article(self.con, make.article("a1", PUBLISHED), claims=claims)
        self.check()
        found = [self.verdict(f"c{n}") for n in range(len(cases))]
        expected = [(case[0], case[1], case[2] if len(case) > 2 else None) for case in cases]
        assert [(case[0], row["verdict"], row["reason"]) for case, row in zip(cases, found, strict=True)] == expected

    def verdict(self, claim_id):
        cursor = self.con.execute("select * from claim_verdicts where claim_id = $id", {"id": claim_id})
        names = [column[0] for column in cursor.description]
        return dict(zip(names, cursor.fetchone(), strict=True))


def hours(closes, *, first="2024-03-09 12:00", **values):
    return make.candles(first, closes, **values)


def days(closes, *, last="2024-03-09", **values):
    first = date.fromisoformat(last) - timedelta(days=len(closes) - 1)
    return make.candles(first.isoformat(), closes, timeframe="1d", **values)


def bars(long_usd, short_usd, *, n=12, first="2024-03-09 00:00", **values):
    start = make.at(first)
    return [make.liquidation(start + timedelta(hours=4 * i), long_usd, short_usd, hours=4, **values) for i in range(n)]


def settlements(rates, *, last=PUBLISHED, **values):
    end = make.at(last)
    return [make.funding(end - timedelta(hours=8 * i), rate, **values) for i, rate in enumerate(reversed(rates))]


def interest(values, *, last="2024-03-10", **more):
    end = make.at(last)
    return [make.open_interest(end - timedelta(days=i), value, **more) for i, value in enumerate(reversed(values))]


def flows(amounts, *, last="2024-03-08", **values):
    """Flows of consecutive weekdays up to `last`."""
    day, rows = date.fromisoformat(last), []
    for amount in reversed(amounts):
        while day.weekday() > 4:
            day -= timedelta(days=1)
        rows.append(make.etf_flow(day, amount, **values))
        day -= timedelta(days=1)
    return rows


DAY = [60000.0] * 6 + [53000.0] + [56000.0] * 17  # 24 hours up to publication; the low is at 18:00


def self_contradictions(desk, *claims, headline="Bitcoin moves"):
    """Store one article with these claims (kind, start, values) and return the reasons and spans of its conflicts."""
    text = headline + "\n\n" + "body " * 40
    stated = [make.claim(f"c{n}", kind, start=start, **values) for n, (kind, start, values) in enumerate(claims)]
    make.store_article(desk.con, make.article("a1", PUBLISHED, headline=headline, text=text), claims=stated)
    return desk.con.execute("select reason, text, other_text from self_contradictions order by start").fetchall()
