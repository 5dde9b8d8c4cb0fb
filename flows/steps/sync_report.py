"""What becomes of the series of a sync or an import."""

from collections import Counter
from dataclasses import dataclass, replace

from flows.markets.provider import Gap, MarketBatch
from warehouse.market import MergeCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesReport:
    """What became of one series.

    Attributes:
        name: Kind, venue, symbol and timeframe.
        n_new: Rows stored for the first time.
        n_revised: Rows whose values changed; the old ones are kept.
        n_unchanged: Rows that were there already.
        n_refilled: Rows that closed a gap of an earlier sync; not counted as new.
        n_duplicates: Exact repetitions in what the provider delivered.
        n_open: Bars that had not closed.
        n_not_yet_known: Rows that nobody could have known by the run's clock.
        rejected: How many rows were refused, by reason.
        n_newly_rejected: How many of these had not been recorded by an earlier run.
        gaps: Holes in what the provider delivered.
        is_skipped: Whether its files were left alone, because they are as they were when they were read.
        problem: Why the series could not be had, or not all of it.
    """

    name: str
    n_new: int = 0
    n_revised: int = 0
    n_unchanged: int = 0
    n_refilled: int = 0
    n_duplicates: int = 0
    n_open: int = 0
    n_not_yet_known: int = 0
    rejected: tuple[tuple[str, int], ...] = ()
    n_newly_rejected: int = 0
    gaps: tuple[Gap, ...] = ()
    is_skipped: bool = False
    problem: str | None = None

    @property
    def is_complete(self) -> bool:
        """Say whether all of it is stored, and nothing will follow by itself."""
        return self.problem is None and not self.n_open and not self.n_not_yet_known

    def with_batch(self, batch: MarketBatch, merged: MergeCounts, *, n_newly_rejected: int) -> "SeriesReport":
        """Add what became of a batch."""
        rejected = Counter(dict(self.rejected)) + Counter(item.reason for item in batch.rejected)
        return replace(
            self,
            n_new=self.n_new + merged.n_new,
            n_revised=self.n_revised + merged.n_revised,
            n_unchanged=self.n_unchanged + merged.n_unchanged,
            n_duplicates=self.n_duplicates + batch.n_duplicates,
            n_open=self.n_open + batch.n_open,
            n_not_yet_known=self.n_not_yet_known + batch.n_not_yet_known,
            rejected=tuple(rejected.most_common()),
            n_newly_rejected=self.n_newly_rejected + n_newly_rejected,
            gaps=(*self.gaps, *batch.gaps),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What became of all series."""

    series: tuple[SeriesReport, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """The sums over all series."""
        return {
            "series": len(self.series),
            "new": sum(one.n_new for one in self.series),
            "revised": sum(one.n_revised for one in self.series),
            "unchanged": sum(one.n_unchanged for one in self.series),
            "refilled": sum(one.n_refilled for one in self.series),
            "rejected": sum(n for one in self.series for _, n in one.rejected),
            "duplicates": sum(one.n_duplicates for one in self.series),
            "open": sum(one.n_open for one in self.series),
            "not_yet_known": sum(one.n_not_yet_known for one in self.series),
            "gaps": sum(len(one.gaps) for one in self.series),
            "skipped": sum(one.is_skipped for one in self.series),
            "failed": sum(one.problem is not None for one in self.series),
        }

    @property
    def reasons(self) -> tuple[str, ...]:
        """One line for each series that failed, and for each that had rows refused which no earlier run recorded."""
        lines = [f"{one.name}: {one.problem}" for one in self.series if one.problem]
        for one in self.series:
            if one.n_newly_rejected:
                told = ", ".join(f"{n} {reason}" for reason, n in one.rejected)
                lines.append(f"{one.name}: {sum(n for _, n in one.rejected)} rows refused ({told})")
        return tuple(lines)
