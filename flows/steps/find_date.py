"""Search the series for the days on which an article's figures fit best.

The text is read once for each weekday; every other day of the series gets the same claims moved by whole weeks, all
days are checked together, and the best ones are read and checked anew with their own date. A figure that fits on few
days weighs more than one that fits on many: "$53,000" says more about the day than "funding was positive".
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from spacy.language import Language

from flows.article_rows import bundle_of, model_key
from flows.settings import ClaimsSettings
from flows.steps.check import tolerances_of
from flows.steps.check_article import revision_row
from nlp.annotations import ArticleAnnotations, Claim
from nlp.article import Article
from nlp.pipeline import annotate
from nlp.publication_day import known_to_the_day
from warehouse.claims import check_claims
from warehouse.connection import Connection
from warehouse.queries import run_query
from warehouse.writers import add_annotations, add_article_revisions

DAY = timedelta(days=1)
MOMENT = timedelta(microseconds=1)
N_BEST = 5
"""Days that are looked at with their own date and shown."""
MIN_FITS = 3
"""Fewer fitting figures decide nothing: chance does as much."""
MIN_SHARE = 0.6
"""Share of the weight of all figures that must fit on the best day."""
MIN_DECIDED = 0.02
"""Share of the days searched that must decide a figure; one that a few days decide tells none of the others apart."""
MIN_COVERAGE = 0.5
"""Share of the days searched on which what fits best can be decided: a short series cannot rule the other days out."""
MIN_LEAD = 0.1
"""Share of that weight by which it must lead any day that is not next to it."""
NEIGHBOURS = 6
"""An article that says "Tuesday" fits alike on the days up to the next one: such days count as one answer."""

Figure = tuple[str, str | None, str]
"""Kind, asset and words or value of what an article states."""
Verdicts = dict[Figure, str]

_FIT = {"confirmed": 1.0, "near": 0.5}
_ORDER = ("confirmed", "near", "contradicted", "untestable")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFit:
    """How well an article fits a day of publication.

    Attributes:
        day: The day, in the time zone of the outlet.
        score: Weight of what fits, over the weight of all figures that some day of the series could decide; 0 to 1.
        confirmed: Figures that the tape confirms.
        near: Figures that it nearly confirms.
        contradicted: Figures that it contradicts.
        undecided: Figures for which it has no answer.
    """

    day: date
    score: float
    confirmed: int
    near: int
    contradicted: int
    undecided: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSearch:
    """The answer.

    Attributes:
        n_days: Days searched.
        first_day: The first of them.
        last_day: The last.
        best: Days that fit best, best first, one for each stretch of neighbouring days.
        same: Days beside the best one that fit as well.
        problem: Why the answer is not decidable; `None` where the best day is clear.
    """

    n_days: int
    first_day: date | None
    last_day: date | None
    best: tuple[DayFit, ...]
    same: tuple[date, ...]
    problem: str | None


def find_date(
    con: Connection, settings: ClaimsSettings, pipeline: Language, article: Article, *, as_of: datetime
) -> DateSearch:
    """Find the days of publication that an article's figures speak for.

    Args:
        con: A scratch warehouse; the trial readings stay in it.
        settings: Tolerances.
        pipeline: Reads the article.
        article: Its own date, if any, is not looked at.
        as_of: No later day is tried, and nothing known later counts.
    """
    claims = [claim for claim in annotate(pipeline, article).claims if claim.modality == "reported"]
    if not claims:
        return _nothing("it states no figure that could be checked")
    assets = sorted({claim.asset for claim in claims if claim.asset})
    reach = run_query(con, "candle_days", {"assets": assets}).to_pylist()[0]
    if reach["first_day"] is None:
        wanted = ", ".join(asset for asset in assets if asset != "ALL") or "any asset that it names"
        return _nothing(f"no candles of {wanted}; import some first (newstape import market)")
    first, last = reach["first_day"], min(reach["last_day"], (as_of - DAY).date())
    days = [first + n * DAY for n in range((last - first).days + 1)]
    outcomes = _outcomes(con, settings, article, _moved_readings(pipeline, article, days), as_of=as_of)
    weights = _weights(outcomes)
    fits = {day: _day_fit(day, verdicts, weights) for day, verdicts in outcomes.items()}
    # The best of them once more, read with their own dates: "on 12 May" could not be moved by weeks.
    chosen = _stretches(fits.values())[: 2 * N_BEST]
    own = ((fit.day, _read_on_day(pipeline, article, fit.day)) for fit in chosen)
    again = _outcomes(con, settings, article, own, as_of=as_of, name="own")
    best = sorted((_day_fit(day, verdicts, weights) for day, verdicts in again.items()), key=_rank)[:N_BEST]
    same = [
        day for day, fit in fits.items()
        if best and 0 < abs((day - best[0].day).days) <= NEIGHBOURS and fit.score >= fits[best[0].day].score - 1e-9
    ]  # fmt: skip
    return DateSearch(
        n_days=len(days), first_day=first, last_day=last, best=tuple(best), same=tuple(sorted(same)),
        problem=_doubt(best, _coverage(best[0].day, again, outcomes, weights) if best else 0),
    )  # fmt: skip


def _nothing(problem: str) -> DateSearch:
    return DateSearch(n_days=0, first_day=None, last_day=None, best=(), same=(), problem=problem)


def _coverage(
    best: date, again: Mapping[date, Verdicts], outcomes: Mapping[date, Verdicts], weights: Mapping[Figure, float]
) -> float:
    """Share of the days searched on which the figures that fit the best day can be decided, by their weight."""
    fitting = {figure: weights.get(figure, 0) for figure, verdict in again[best].items() if verdict in _FIT}
    decided = sum(
        weight for verdicts in outcomes.values() for figure, weight in fitting.items()
        if verdicts.get(figure, "untestable") != "untestable"
    )  # fmt: skip
    return decided / (sum(fitting.values()) * len(outcomes) or 1)


def _doubt(best: Sequence[DayFit], coverage: float) -> str | None:
    if not best or best[0].score == 0:
        return "none of its figures fits on any day"
    n_fits = best[0].confirmed + best[0].near
    if n_fits < MIN_FITS:
        return f"only {n_fits} of its figures fit on the best day; {MIN_FITS} are needed"
    if best[0].score < MIN_SHARE:
        return f"even the best day fits only {best[0].score:.0%} of what some day fits; {MIN_SHARE:.0%} are needed"
    if coverage < MIN_COVERAGE:
        return f"what fits best can be decided on {coverage:.0%} of the days only; longer series could speak for others"
    if len(best) > 1 and best[0].score - best[1].score < MIN_LEAD:
        return f"{best[1].day:%d %b %Y} fits almost as well"
    return None


def _read_on_day(pipeline: Language, article: Article, day: date) -> ArticleAnnotations:
    """Read an article as one published at some moment of a day."""
    start = datetime.combine(day, time.min, ZoneInfo(article.time_zone)).astimezone(UTC)
    # At its last moment: midnight would belong to the next day, and "today" with it.
    return known_to_the_day(annotate(pipeline, replace(article, published_at=start + DAY - MOMENT)), day_start=start)


def _moved_readings(
    pipeline: Language, article: Article, days: Sequence[date]
) -> Iterator[tuple[date, ArticleAnnotations]]:
    """Yield a reading per day: that of the same weekday in the middle of the series, moved by whole weeks."""
    middle = days[len(days) // 2]
    readings = {}
    for n in range(7):
        day = middle + n * DAY
        one, other = (_read_on_day(pipeline, article, day + more) for more in (timedelta(0), 27 * 7 * DAY))
        readings[day.weekday()] = day, one, _moving(one, other)
    for day in days:
        reference, reading, moving = readings[day.weekday()]
        assert reading.published_at is not None
        shift = day - reference
        claims = tuple(_moved(claim, shift, since_moves) for claim, since_moves in moving)
        yield day, replace(reading, claims=claims, published_at=reading.published_at + shift)


def _moving(one: ArticleAnnotations, other: ArticleAnnotations) -> list[tuple[Claim, bool]]:
    """Return the claims whose times move with the publication, and whether the day they look back to moves too."""
    assert one.published_at is not None and other.published_at is not None
    distance = other.published_at - one.published_at
    others = {(claim.kind, claim.start, claim.asset): claim for claim in other.claims}
    found = []
    for claim in one.claims:
        twin = others.get((claim.kind, claim.start, claim.asset))
        if twin is None or claim.modality != "reported":
            continue
        starts = claim.time_start, twin.time_start
        if starts[0] is None or starts[1] is None or starts[1] - starts[0] == distance:
            found.append((claim, claim.since_date != twin.since_date))
    return found


def _moved(claim: Claim, shift: timedelta, since_moves: bool) -> Claim:
    since = date.fromisoformat(claim.since_date) + shift if claim.since_date and since_moves else None
    return replace(
        claim,
        time_start=claim.time_start and claim.time_start + shift,
        time_end=claim.time_end and claim.time_end + shift,
        since_date=since.isoformat() if since else claim.since_date,
    )


def _outcomes(
    con: Connection,
    settings: ClaimsSettings,
    article: Article,
    readings: Iterator[tuple[date, ArticleAnnotations]],
    *,
    as_of: datetime,
    name: str = "moved",
) -> dict[date, Verdicts]:
    """Check the readings together: per day, the verdict of each figure."""
    rows, bundles = [], []
    for day, reading in readings:
        trial = replace(
            article, id=f"{article.id}@{name}@{day}", published_at=reading.published_at, published_date=None
        )
        rows.append(revision_row(trial, as_of=as_of))
        bundles.append(bundle_of(rows[-1], reading, model=model_key(reading.model), annotated_at=as_of))
    add_article_revisions(con, rows)
    add_annotations(con, bundles)
    check_claims(
        con, known_at=as_of, tolerances=tolerances_of(settings), settle_hours=settings.settle_hours, checked_at=as_of
    )
    found: dict[date, Verdicts] = {}
    pattern = {"prefix": f"{article.id}@{name}@"}
    for row in run_query(con, "trial_verdicts", pattern).to_pylist():
        verdicts = found.setdefault(date.fromisoformat(row["article_id"][-10:]), {})
        figure = row["kind"], row["asset"], row["figure"]
        # What the text says several times is one figure, in its best verdict.
        verdicts[figure] = min(verdicts.get(figure, "untestable"), row["verdict"], key=_ORDER.index)
    return found


def _weights(outcomes: Mapping[date, Verdicts]) -> dict[Figure, float]:
    """Weigh each figure by how few of the days that decide it fit; one that fits on no day tells none apart."""
    decided: Counter[Figure] = Counter()
    fitting: Counter[Figure] = Counter()
    for verdicts in outcomes.values():
        for figure, verdict in verdicts.items():
            decided[figure] += verdict != "untestable"
            fitting[figure] += verdict in _FIT
    return {
        figure: math.log((n + 1) / fitting[figure])
        for figure, n in decided.items() if fitting[figure] and n >= MIN_DECIDED * len(outcomes)
    }  # fmt: skip


def _day_fit(day: date, verdicts: Verdicts, weights: Mapping[Figure, float]) -> DayFit:
    fit = sum(weights.get(figure, 0) * _FIT.get(verdict, 0) for figure, verdict in verdicts.items())
    counts = Counter(verdicts.values())
    return DayFit(
        day=day, score=fit / (sum(weights.values()) or 1), confirmed=counts["confirmed"], near=counts["near"],
        contradicted=counts["contradicted"], undecided=counts["untestable"],
    )  # fmt: skip


def _stretches(fits: Iterable[DayFit]) -> list[DayFit]:
    """Return the best day of each stretch of neighbouring days, best first."""
    chosen: list[DayFit] = []
    for fit in sorted(fits, key=_rank):
        if fit.score > 0 and all(abs((fit.day - other.day).days) > NEIGHBOURS for other in chosen):
            chosen.append(fit)
        if len(chosen) == 2 * N_BEST:
            break
    return chosen


def _rank(fit: DayFit) -> tuple[float, int, date]:
    # Rounded: the order in which weights are summed says nothing.
    return -round(fit.score, 9), fit.contradicted, fit.day
