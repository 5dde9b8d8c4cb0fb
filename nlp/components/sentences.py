"""Component `newstape_sentences`: sentence boundaries, and which sentences are boilerplate."""

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.extensions import Sentence, reading
from nlp.text.boilerplate import heads_links, is_boilerplate
from nlp.text.sentences import Piece, split_sentences

_MOST_LINKS = 8
_LONGEST_TITLE = 140
_NO_TITLE_ENDS = (".", ":", ";", ",")


def mark_sentences(doc: Doc) -> Doc:
    """Fill `Reading.sentences`."""
    found = reading(doc)
    headline_end, lower = found.article.body_start, found.lower
    pieces = split_sentences(found.plain)
    kept = [not is_boilerplate(lower[piece.start : piece.end]) for piece in pieces]
    for index in [index for index, is_kept in enumerate(kept) if not is_kept]:
        if pieces[index].start >= headline_end and heads_links(lower[pieces[index].start : pieces[index].end]):
            for title in _titles_behind(pieces, index, found.plain):
                kept[title] = False
    found.sentences = tuple(
        Sentence(
            start=piece.start,
            end=piece.end,
            index=index,
            paragraph=piece.paragraph,
            is_headline=piece.start < headline_end,
            is_boilerplate=not kept[index],
        )
        for index, piece in enumerate(pieces)
    )
    return doc


def _titles_behind(pieces: Sequence[Piece], heading: int, plain: str) -> Iterator[int]:
    """The lines behind a heading of links that are titles: each alone on its line, short, without a full stop."""
    for index in range(heading + 1, min(heading + 1 + _MOST_LINKS, len(pieces))):
        piece = pieces[index]
        before = plain[pieces[index - 1].end : piece.start]
        behind = plain[piece.end : pieces[index + 1].start] if index + 1 < len(pieces) else "\n"
        text = plain[piece.start : piece.end]
        if "\n" not in before or "\n" not in behind or len(text) > _LONGEST_TITLE or text.endswith(_NO_TITLE_ENDS):
            return
        yield index


Language.component("newstape_sentences", func=mark_sentences)
