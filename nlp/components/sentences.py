"""Component `newstape_sentences`: sentence boundaries, and which sentences are boilerplate."""

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.extensions import Sentence, reading
from nlp.text.boilerplate import is_boilerplate
from nlp.text.sentences import split_sentences


def mark_sentences(doc: Doc) -> Doc:
    """Fill `Reading.sentences`."""
    found = reading(doc)
    headline_end, lower = found.article.body_start, found.lower
    found.sentences = tuple(
        Sentence(
            start=piece.start,
            end=piece.end,
            index=index,
            paragraph=piece.paragraph,
            is_headline=piece.start < headline_end,
            is_boilerplate=is_boilerplate(lower[piece.start : piece.end]),
        )
        for index, piece in enumerate(split_sentences(found.plain))
    )
    return doc


Language.component("newstape_sentences", func=mark_sentences)
