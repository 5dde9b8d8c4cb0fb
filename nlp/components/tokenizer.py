"""Cuts text into words and signs in one pass.

The rules work on characters, so tokens are only what makes a spaCy `Doc`. spaCy's own tokenizer would do, but it takes
quadratic time on a long run of punctuation, and articles come from anywhere.
"""

import re

from spacy.tokens import Doc
from spacy.vocab import Vocab

_LONGEST = 40
_PIECE = re.compile(rf"(\w{{1,{_LONGEST}}}|[^\w\s]{{1,{_LONGEST}}}|\s+?)( ?)")


class WordTokenizer:
    """Makes a `Doc` whose text is exactly the text given.

    Attributes:
        vocab: Shared with the pipeline.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Make a doc."""
        pieces = _PIECE.findall(text)
        return Doc(self.vocab, words=[word for word, _ in pieces], spaces=[space == " " for _, space in pieces])
