"""A progress bar for people who watch a long step in a terminal; nothing at all elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def progress(title: str, n_items: int, *, console: Console | None = None) -> Iterator[Callable[[str], None]]:
    """Show how far a step is. The function that comes out is called with the name of each item as its turn begins."""
    shown = console or Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=shown, transient=True, disable=not shown.is_terminal) as bars:
        task = bars.add_task(title, total=n_items)
        n_begun = 0

        def begin(name: str) -> None:
            nonlocal n_begun
            bars.update(task, completed=n_begun, description=f"{title}: {name}")
            n_begun += 1

        yield begin
