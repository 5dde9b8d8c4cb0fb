"""Component `newstape_quantities`: the numbers of the article (see `nlp.text.quantities`)."""

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.extensions import reading
from nlp.text.quantities import read_quantities


def read_quantities_of_doc(doc: Doc) -> Doc:
    """Fill `Reading.quantities`."""
    found = reading(doc)
    found.quantities = read_quantities(found.plain)
    return doc


Language.component("newstape_quantities", func=read_quantities_of_doc)
