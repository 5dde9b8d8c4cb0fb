"""Makes the spaCy `Doc` that the components hand on: its tokens are the lines of the text.

The rules read characters and `Reading.sentences`, never tokens, so cutting words would only cost time: with all that
spaCy keeps of each word it took a twentieth of the whole reading.
"""

from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

TOKENIZER = "newstape_lines"
"""The name under which a pipeline's configuration asks for it."""


class LineTokenizer:
    """Makes a `Doc` whose text is exactly the text given.

    Attributes:
        vocab: Shared with the pipeline.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Make a doc."""
        lines = text.splitlines(keepends=True)
        return Doc(self.vocab, words=lines, spaces=[False] * len(lines))


def make_tokenizer() -> Callable[[Language], LineTokenizer]:
    """Tell spaCy how to make one for a pipeline."""
    return lambda pipeline: LineTokenizer(pipeline.vocab)


spacy.registry.tokenizers(TOKENIZER, func=make_tokenizer)
