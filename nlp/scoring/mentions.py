"""Pairs predicted mentions with gold ones and counts what agrees.

A predicted mention stands for a gold one when their spans overlap and their numbers agree, one to one in text order.
Gold mentions marked `ignore` neither help nor hurt.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from nlp.scoring.files import Row
from nlp.scoring.measures import Counts, is_close

NOT_CRYPTO = frozenset(
    "XAU WTI BRENT EUR SPX DJI IXIC NDX N225 COIN TSLA NVDA ORCL BA RIOT MARA GBTC IBIT FBTC CMI".split()
)
"""Levels of these are neither asked for nor counted as wrong."""

SCORED_METRICS = frozenset(
    "funding_rate open_interest fear_greed etf_flow volume market_cap leverage percent_change moving_average "
    "dominance".split()
)
"""Metrics of other kinds are extra information, not errors."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that differs from the gold set.

    Attributes:
        article_id: Where.
        what: `level`, `liquidation`, `metric` or `sentiment`.
        problem: `missed`, `extra` or `differs`.
        text: The span.
        expected: What the gold set says, in short.
        got: What was predicted, in short.
    """

    article_id: str
    what: str
    problem: str
    text: str
    expected: str = ""
    got: str = ""


@dataclass(slots=True)
class Tally:
    """What the articles scored so far add up to.

    Attributes:
        counts: By measure, e.g. `level_asset`.
        roles: How often a gold role was read as which.
        mistakes: In the order of the articles.
    """

    counts: dict[str, Counts] = field(default_factory=dict)
    roles: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    mistakes: list[Mistake] = field(default_factory=list)

    def add(self, measure: str, counts: Counts) -> None:
        """Add to one measure."""
        self.counts[measure] = self.counts.get(measure, Counts()) + counts


@dataclass(frozen=True, slots=True)
class _Paired:
    pairs: list[tuple[Row, Row]]
    missed: list[Row]
    extra: list[Row]


def tally_levels(article_id: str, gold: Sequence[Row], predicted: Sequence[Row], tally: Tally) -> None:
    """Levels: right value, then also the asset, then also the role."""
    paired = _pair(gold, predicted, _same_level)
    missed = [mention for mention in paired.missed if _is_crypto(mention)]
    extra = [mention for mention in paired.extra if _is_crypto(mention)]
    pairs = [(g, p) for g, p in paired.pairs if _is_crypto(g)]
    n_asset = n_role = 0
    for g, p in pairs:
        is_asset = g["asset"] == p.get("asset")
        is_role = is_asset and (bool(g.get("role_ambiguous")) or g["role"] == p.get("role"))
        n_asset += is_asset
        n_role += is_role
        if not g.get("role_ambiguous"):
            tally.roles[g["role"], p.get("role")] += 1
        if not is_role:
            expected, got = f"{g['asset']}/{g['role']}", f"{p.get('asset')}/{p.get('role')}"
            tally.mistakes.append(Mistake(article_id, "level", "differs", g["text"], expected, got))
    _add(tally, ("level_value", "level_asset", "level_asset_role"), (len(pairs), n_asset, n_role), pairs, extra, missed)
    _note(tally, article_id, "level", missed, extra, lambda m: f"{m.get('asset')}/{m.get('role')}")


def tally_liquidations(article_id: str, gold: Sequence[Row], predicted: Sequence[Row], tally: Tally) -> None:
    """Liquidations: right amount, then also side, asset and window."""
    paired = _pair(gold, predicted, lambda g, p: is_close(g["amount_usd"], p["amount_usd"]))
    n_full = 0
    for g, p in paired.pairs:
        expected = (g["side"], g["asset"], g.get("window_hours"))
        got = (p.get("position_side"), p.get("asset"), p.get("window_hours"))
        is_full = expected[:2] == got[:2] and is_close(expected[2], got[2])
        n_full += is_full
        if not is_full:
            shown = "/".join(map(str, expected)), "/".join(map(str, got))
            tally.mistakes.append(Mistake(article_id, "liquidation", "differs", g["text"], *shown))
    right = (len(paired.pairs), n_full)
    _add(tally, ("liquidation_amount", "liquidation_full"), right, paired.pairs, paired.extra, paired.missed)
    _note(tally, article_id, "liquidation", paired.missed, paired.extra, lambda m: str(m.get("asset")))


def tally_metrics(article_id: str, gold: Sequence[Row], predicted: Sequence[Row], tally: Tally) -> None:
    """Metrics: right kind and value, then also direction and asset."""
    paired = _pair(gold, predicted, _same_metric)
    extra = [mention for mention in paired.extra if mention["kind"] in SCORED_METRICS]
    n_full = 0
    for g, p in paired.pairs:
        expected, got = (g.get("direction"), g.get("asset")), (p.get("direction"), p.get("asset"))
        n_full += expected == got
        if expected != got:
            shown = f"{g['kind']} {expected[0]}/{expected[1]}", f"{got[0]}/{got[1]}"
            tally.mistakes.append(Mistake(article_id, "metric", "differs", g["text"], *shown))
    right = (len(paired.pairs), n_full)
    _add(tally, ("metric_value", "metric_full"), right, paired.pairs, extra, paired.missed)
    _note(tally, article_id, "metric", paired.missed, extra, lambda m: str(m.get("kind")))


def _same_level(gold: Row, predicted: Row) -> bool:
    return (
        is_close(gold["low"], predicted["price_low"])
        and is_close(gold["high"], predicted["price_high"])
        and gold.get("currency", "USD") == predicted.get("currency", "USD")
    )


def _same_metric(gold: Row, predicted: Row) -> bool:
    return gold["kind"] == predicted["kind"] and (
        gold["value"] is None or is_close(gold["value"], predicted.get("value"))
    )


def _pair(gold: Sequence[Row], predicted: Sequence[Row], is_same: Callable[[Row, Row], bool]) -> _Paired:
    """Pair mentions one to one, in text order, those marked `ignore` left out on both sides."""
    ignored = [g for g in gold if g.get("ignore")]
    free = [p for p in predicted if not any(_overlap(p, g) for g in ignored)]
    pairs: list[tuple[Row, Row]] = []
    missed: list[Row] = []
    for g in sorted((g for g in gold if not g.get("ignore")), key=lambda mention: int(mention["start"])):
        place = next((i for i, p in enumerate(free) if _overlap(g, p) and is_same(g, p)), None)
        if place is None:
            missed.append(g)
        else:
            pairs.append((g, free.pop(place)))
    return _Paired(pairs, missed, free)


def _overlap(one: Row, other: Row) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _is_crypto(mention: Row) -> bool:
    return mention.get("asset") not in NOT_CRYPTO


def _add(
    tally: Tally,
    measures: Sequence[str],
    right: Sequence[int],
    pairs: Sequence[tuple[Row, Row]],
    extra: Sequence[Row],
    missed: Sequence[Row],
) -> None:
    """A pair that fails a stricter measure counts as extra and as missed there."""
    for measure, n_right in zip(measures, right, strict=True):
        n_wrong = len(pairs) - n_right
        tally.add(measure, Counts(n_right, len(extra) + n_wrong, len(missed) + n_wrong))


def _note(
    tally: Tally, article_id: str, what: str, missed: Sequence[Row], extra: Sequence[Row], show: Callable[[Row], str]
) -> None:
    tally.mistakes += [Mistake(article_id, what, "missed", m["text"], expected=show(m)) for m in missed]
    tally.mistakes += [Mistake(article_id, what, "extra", m.get("text", ""), got=show(m)) for m in extra]
