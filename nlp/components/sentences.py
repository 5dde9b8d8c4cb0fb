"""Component `newstape_sentences`: sentence boundaries, and which sentences are boilerplate."""

import numpy as np
from spacy.attrs import IDX, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.extensions import Sentence, reading
from nlp.text.boilerplate import is_boilerplate
from nlp.text.sentences import split_sentences


def mark_sentences(doc: Doc) -> Doc:
    """Fill `Reading.sentences` and set the same boundaries on the doc's tokens (`doc.sents`)."""
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
    _set_token_boundaries(doc, found.sentences)
    return doc


def _set_token_boundaries(doc: Doc, sentences: tuple[Sentence, ...]) -> None:
    # A boundary inside a token ("$98,295Bias") falls on the next token: characters are the truth, tokens a convenience.
    starts = np.full(len(doc), -1, dtype=np.int64)
    token_offsets = doc.to_array(IDX)
    first_tokens = np.searchsorted(token_offsets, [sentence.start for sentence in sentences])
    starts[first_tokens[first_tokens < len(doc)]] = 1
    starts[:1] = 1
    doc.from_array([SENT_START], starts.astype(np.uint64).reshape(-1, 1))


Language.component("newstape_sentences", func=mark_sentences)
