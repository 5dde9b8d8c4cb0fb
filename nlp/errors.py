"""What can go wrong while reading text.

    NlpError
    ├── ArticleError        the text of one article cannot be read
    ├── LexiconError        an asset list or word list is broken
    ├── ModelError          a model file is missing, altered or unknown
    └── GoldFileError       a gold or prediction file does not have the expected form

A message says what happened, with which value, and what to do next.
"""


class NlpError(Exception):
    """Base of everything that `nlp` raises on purpose.

    Attributes:
        retryable: whether doing the same again can help. Reading text is deterministic, so never.
    """

    retryable = False


class ArticleError(NlpError):
    """The text of one article cannot be read (empty, binary, far too long, not English).

    Attributes:
        language: ISO 639-1 code where it is known, else `und`.
    """

    def __init__(self, message: str, *, language: str = "und") -> None:
        super().__init__(message, language)
        self.language = language

    def __str__(self) -> str:
        return str(self.args[0])


class LexiconError(NlpError):
    """An asset list or word list is broken; the message names file and entry."""


class ModelError(NlpError):
    """A model file is missing, altered or unknown."""


class GoldFileError(NlpError):
    """A gold or prediction file does not have the expected form."""
