"""Whether a figure is reported, supposed or foretold."""

from nlp.annotations import Modality
from nlp.components.conditions import has_condition, is_foretold
from nlp.components.figure_windows import FigureWindow


def modality_of(window: FigureWindow) -> Modality:
    """The modality that the words around a figure give it."""
    if has_condition(window):
        return "conditional"
    return "forecast" if is_foretold(window) else "reported"
