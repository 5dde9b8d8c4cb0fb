"""The event study: what followed articles of each sentiment and event kind, with how sure one can be of it.

Reads the view `event_returns`, so a connection that answers as of a moment gives the study as of that moment. Returns
that overlap are not independent: articles are resampled by the view's `cluster` (a day, a week for the horizon of one
week), all of a cluster together. Statistics are SciPy's.
"""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import duckdb
import numpy as np
import numpy.typing as npt
from scipy import stats

Grouping = Literal["sentiment", "event"]
Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

MIN_ARTICLES = 20
"""Below this a figure comes with a warning."""
MIN_CLUSTERS = 5
"""Below this there is no interval: resampling a handful of days says nothing."""
ALL_ASSETS = "ALL"
HORIZONS = ("5m", "1h", "4h", "1d", "1w")
SEED = 20_250_218
"""Of the bootstrap: the same data gives the same intervals."""
_CONFIDENCE = 0.95
_MEAN_RESAMPLES = 2_000
_RANK_RESAMPLES = 500

_RETURNS = """
    select group_value, horizon, ticker, cluster, sentiment_score, raw_return, abnormal_return
    from event_returns
    where grouping = $grouping
    order by group_value, horizon, ticker, cluster, article_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStudyRow:
    """The mean return after articles of one group.

    Attributes:
        group_value: Sentiment label or event kind.
        ticker: The asset, or `ALL`.
        horizon: `5m`, `1h`, `4h`, `1d` or `1w`.
        n_articles: Pairs of article and asset with a return.
        n_clusters: Days (weeks for `1w`) they fall on.
        mean_raw: Mean raw return, fraction.
        mean_abnormal: Mean abnormal return, fraction; `None` where no benchmark is known.
        low: Lower end of the 95 % bootstrap interval of `mean_abnormal`; `None` under `MIN_CLUSTERS` clusters.
        high: Its upper end.
        warning: Why to be careful; empty where there is no reason.
    """

    group_value: str
    ticker: str
    horizon: str
    n_articles: int
    n_clusters: int
    mean_raw: float
    mean_abnormal: float | None
    low: float | None
    high: float | None
    warning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoefficientRow:
    """The information coefficient: rank correlation of sentiment scores with the abnormal returns that followed.

    Attributes:
        ticker: The asset, or `ALL`.
        horizon: `5m`, `1h`, `4h`, `1d` or `1w`.
        n_articles: Pairs of article and asset with a score and a return.
        n_clusters: Days (weeks for `1w`) they fall on.
        coefficient: Spearman's rho, -1 to 1; `None` where scores or returns do not vary.
        low: Lower end of its 95 % bootstrap interval; `None` under `MIN_CLUSTERS` clusters.
        high: Its upper end.
        warning: Why to be careful; empty where there is no reason.
    """

    ticker: str
    horizon: str
    n_articles: int
    n_clusters: int
    coefficient: float | None
    low: float | None
    high: float | None
    warning: str


@dataclass(frozen=True, slots=True)
class _Sample:
    clusters: Rows
    scores: Floats
    raw: Floats
    abnormal: Floats


def event_study(con: duckdb.DuckDBPyConnection, *, grouping: Grouping, seed: int = SEED) -> list[EventStudyRow]:
    """Study the returns after articles by sentiment or by event kind.

    Args:
        con: Where to ask; its `as_of` holds.
        grouping: What to group by.
        seed: Of the bootstrap; the same seed and data give the same intervals.
    """
    rows = []
    for (value, ticker, horizon), sample in _samples(con, grouping):
        known = ~np.isnan(sample.abnormal)
        clusters, abnormal = sample.clusters[known], sample.abnormal[known]
        low, high = _mean_interval(clusters, abnormal, seed)
        rows.append(
            EventStudyRow(
                group_value=value,
                ticker=ticker,
                horizon=horizon,
                n_articles=len(sample.raw),
                n_clusters=len(np.unique(sample.clusters)),
                mean_raw=float(sample.raw.mean()),
                mean_abnormal=float(abnormal.mean()) if len(abnormal) else None,
                low=low,
                high=high,
                warning=_warning(len(sample.raw), len(np.unique(clusters))),
            )
        )
    return rows


def information_coefficients(con: duckdb.DuckDBPyConnection, *, seed: int = SEED) -> list[CoefficientRow]:
    """Return how well sentiment scores ranked the abnormal returns that followed, by asset and horizon.

    Args:
        con: Where to ask; its `as_of` holds.
        seed: Of the bootstrap.
    """
    rows = []
    for (_, ticker, horizon), sample in _samples(con, "sentiment", pool_groups=True):
        known = ~(np.isnan(sample.abnormal) | np.isnan(sample.scores))
        clusters, scores, abnormal = sample.clusters[known], sample.scores[known], sample.abnormal[known]
        whole = _spearman(scores, abnormal)
        low, high = (None, None) if np.isnan(whole) else _rank_interval(clusters, scores, abnormal, seed)
        rows.append(
            CoefficientRow(
                ticker=ticker,
                horizon=horizon,
                n_articles=len(scores),
                n_clusters=len(np.unique(clusters)),
                coefficient=None if np.isnan(whole) else whole,
                low=low,
                high=high,
                warning=_warning(len(scores), len(np.unique(clusters))),
            )
        )
    return rows


def _samples(
    con: duckdb.DuckDBPyConnection, grouping: Grouping, *, pool_groups: bool = False
) -> Iterator[tuple[tuple[str, str, str], _Sample]]:
    """Yield each group, asset and horizon with its returns; first all assets together, then each by itself."""
    columns = con.execute(_RETURNS, {"grouping": grouping}).fetchnumpy()
    values = np.full(len(columns["ticker"]), "") if pool_groups else columns["group_value"].astype(str)
    tickers, horizons = columns["ticker"].astype(str), columns["horizon"].astype(str)
    for value, horizon in sorted(
        {*zip(values, horizons, strict=True)}, key=lambda key: (key[0], HORIZONS.index(key[1]))
    ):
        in_group = (values == value) & (horizons == horizon)
        for ticker in (ALL_ASSETS, *np.unique(tickers[in_group])):
            chosen = in_group if ticker == ALL_ASSETS else in_group & (tickers == ticker)
            yield (
                (str(value), str(ticker), str(horizon)),
                _Sample(
                    clusters=columns["cluster"][chosen].astype(np.int64),
                    scores=_floats(columns["sentiment_score"][chosen]),
                    raw=_floats(columns["raw_return"][chosen]),
                    abnormal=_floats(columns["abnormal_return"][chosen]),
                ),
            )


def _floats(values: npt.NDArray[np.float64] | np.ma.MaskedArray) -> Floats:
    return np.ma.filled(np.ma.asarray(values, dtype=np.float64), np.nan)


def _mean_interval(clusters: Rows, values: Floats, seed: int) -> tuple[float | None, float | None]:
    """Bootstrap a mean by drawing whole clusters, each by its sum and its size."""
    _, numbers = np.unique(clusters, return_inverse=True)
    sums, sizes = np.bincount(numbers, weights=values), np.bincount(numbers)

    def mean(drawn_sums: Floats, drawn_sizes: Floats, axis: int) -> Floats:
        means: Floats = drawn_sums.sum(axis=axis) / drawn_sizes.sum(axis=axis)
        return means

    return _interval((sums, sizes), mean, seed=seed, n_resamples=_MEAN_RESAMPLES, vectorized=True)


def _rank_interval(clusters: Rows, scores: Floats, returns: Floats, seed: int) -> tuple[float | None, float | None]:
    """Bootstrap a rank correlation by drawing whole clusters."""
    members = [np.flatnonzero(clusters == cluster) for cluster in np.unique(clusters)]

    def coefficient(drawn: Rows) -> float:
        rows = np.concatenate([members[number] for number in drawn])
        return _spearman(scores[rows], returns[rows])

    return _interval((np.arange(len(members)),), coefficient, seed=seed, n_resamples=_RANK_RESAMPLES, vectorized=False)


def _interval(
    data: tuple[npt.NDArray[np.generic], ...],
    statistic: Callable[..., Floats | float],
    *,
    seed: int,
    n_resamples: int,
    vectorized: bool,
) -> tuple[float | None, float | None]:
    if len(data[0]) < MIN_CLUSTERS:
        return None, None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)  # a draw without variation has no rank correlation
        found = stats.bootstrap(
            data,
            statistic,
            n_resamples=n_resamples,
            confidence_level=_CONFIDENCE,
            method="percentile",
            paired=True,
            vectorized=vectorized,
            rng=np.random.default_rng(seed),
        ).confidence_interval
    if np.isnan(found.low) or np.isnan(found.high):
        return None, None
    return float(found.low), float(found.high)


def _spearman(scores: Floats, returns: Floats) -> float:
    if len(scores) < 3 or np.ptp(scores) == 0 or np.ptp(returns) == 0:
        return float("nan")
    return float(stats.spearmanr(scores, returns).statistic)


def _warning(n_articles: int, n_clusters: int) -> str:
    if n_articles < MIN_ARTICLES:
        return f"only {n_articles} articles"
    if n_clusters < MIN_CLUSTERS:
        return f"only {n_clusters} days"
    return ""
