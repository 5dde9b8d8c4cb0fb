"""Finds an encoder by its name in the configuration."""

from nlp.errors import ModelError
from nlp.sentiment.encoder import SentenceEncoder
from nlp.sentiment.lexicon_encoder import LexiconEncoder


def load_encoder(name: str) -> SentenceEncoder:
    """Make the encoder that `name` stands for.

    Args:
        name: `lexicon` for the word list.

    Raises:
        ModelError: No encoder has that name.
    """
    if name == "lexicon":
        return LexiconEncoder()
    raise ModelError(f"no sentiment model is called {name!r}; use 'lexicon'")
