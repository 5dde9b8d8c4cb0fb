"""Whether a figure is reported, supposed or foretold."""

import re

from nlp.annotations import Modality
from nlp.components.figure_windows import FigureWindow
from nlp.components.level_verbs import clause_before, has_condition

_FORETOLD = re.compile(
    r"\b(?:could|may|might|will|would|expect(?:s|ed|ing)?|likely|forecast(?:s|ing)?|predict(?:s|ed|ing|ion|ions)?|"
    r"project(?:s|ed|ion|ions)|target(?:s|ing)?|eye(?:s|ing)|going to|set to|poised to|sees|potential(?:ly)?|"
    r"anticipat\w+)\b"
)
_AFTERWARDS = re.compile(r"[^¤;.]{0,40}?\b(?:would|could|might|may) (?:be|get|trigger|put|face|have|come)\b")


def modality_of(window: FigureWindow) -> Modality:
    """The modality that the words around a figure give it."""
    if has_condition(window):
        return "conditional"
    if _FORETOLD.search(clause_before(window)) or _AFTERWARDS.match(window.after):
        return "forecast"
    return "reported"
