"""Component `newstape_quantities`: the numbers of the article and the words around them."""

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.extensions import reading
from nlp.components.figure_windows import windows_of
from nlp.text.quantities import read_quantities


def read_quantities_of_doc(doc: Doc) -> Doc:
    """Fill `Reading.quantities` and `Reading.windows`."""
    found = reading(doc)
    found.quantities = read_quantities(found.plain)
    found.windows = tuple(windows_of(found))
    return doc


Language.component("newstape_quantities", func=read_quantities_of_doc)
