"""A progress bar for people who watch a long step in a terminal; nothing at all elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn


class ProgressBar:
    """What a step tells its watchers."""

    def __init__(self, bars: Progress, task: TaskID, title: str) -> None:
        self._bars = bars
        self._task = task
        self._title = title
        self._name = ""
        self._n_begun = 0

    def begin(self, name: str) -> None:
        """Say that the next item's turn begins."""
        self._name = name
        self._bars.update(self._task, completed=self._n_begun, description=f"{self._title}: {name}")
        self._n_begun += 1

    def tell(self, how_far: str) -> None:
        """Say how far the present item is."""
        self._bars.update(self._task, description=f"{self._title}: {self._name} {how_far}")


@contextmanager
def progress(title: str, n_items: int, *, console: Console | None = None) -> Iterator[ProgressBar]:
    """Show how far a step is."""
    shown = console or Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=shown, transient=True, disable=not shown.is_terminal) as bars:
        yield ProgressBar(bars, bars.add_task(title, total=n_items), title)
