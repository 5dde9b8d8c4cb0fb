"""Component `newstape_quantities`: the numbers of the article and the words around them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.extensions import reading
from nlp.components.figure_windows import windows_of
from nlp.text.quantities import read_quantities
from nlp.text.quantity import Quantity

_CHINESE = re.compile(r"\b(?:yuan|renminbi|rmb|cny|btc china|btcc|huobi|okcoin)\b", re.IGNORECASE)
_JAPANESE = re.compile(r"\b(?:yen|jpy|japan\w*|bitflyer|nikkei)\b", re.IGNORECASE)


def read_quantities_of_doc(doc: Doc) -> Doc:
    """Fill `Reading.quantities` and `Reading.windows`."""
    found = reading(doc)
    found.quantities = _in_yuan(found.plain, read_quantities(found.plain))
    found.windows = tuple(windows_of(found))
    return doc


def _in_yuan(plain: str, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Read "¥" as yuan in an article that speaks of them, or of China's exchanges, and nowhere of yen."""
    signs = [quantity for quantity in quantities if quantity.unit == "JPY"]
    if not signs or _JAPANESE.search(plain) or not _CHINESE.search(plain):
        return tuple(quantities)
    return tuple(replace(quantity, unit="CNY") if quantity.unit == "JPY" else quantity for quantity in quantities)


Language.component("newstape_quantities", func=read_quantities_of_doc)
