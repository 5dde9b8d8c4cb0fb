"""What a step, and a run of several steps, report: counts, problems, time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

StepStatus = Literal["ok", "problems", "failed"]


def counts_text(counts: Mapping[str, int]) -> str:
    """Counts as people read them, "1 file, 31 articles"; those that are zero are left out."""
    return ", ".join(f"{n:,} {_noun(name, n)}" for name, n in counts.items() if n)


def _noun(name: str, n: int) -> str:
    noun = name.replace("_", " ")
    if n != 1 or noun.endswith("series"):
        return noun
    return f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReport:
    """Outcome of one step.

    Attributes:
        step: Its name.
        counts: What it did, by name.
        problems: What was refused or went wrong, one line each; everything else was processed.
        files: What it wrote for people to open.
        error: Why the step as a whole failed, if it did.
        seconds: Wall-clock time.
        cpu_seconds: Processor time of this process.
    """

    step: str
    counts: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    error: str | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0

    @property
    def status(self) -> StepStatus:
        """`failed` when the step raised, `problems` when it finished but refused something, else `ok`."""
        if self.error:
            return "failed"
        return "problems" if self.problems else "ok"

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready values."""
        return {
            "step": self.step,
            "status": self.status,
            "counts": dict(self.counts),
            "problems": list(self.problems),
            "files": list(self.files),
            "error": self.error,
            "seconds": round(self.seconds, 3),
            "cpu_seconds": round(self.cpu_seconds, 3),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """Outcome of a run.

    Attributes:
        run_id: Key of the run, as in the table `runs`.
        now: The run's clock.
        steps: The steps that were run, in order.
    """

    run_id: str
    now: datetime
    steps: tuple[StepReport, ...] = ()

    @property
    def status(self) -> StepStatus:
        """The worst status among the steps."""
        statuses = [step.status for step in self.steps]
        return "failed" if "failed" in statuses else "problems" if "problems" in statuses else "ok"

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready values."""
        return {
            "run_id": self.run_id,
            "now": self.now.isoformat(),
            "status": self.status,
            "steps": [step.as_dict() for step in self.steps],
        }
