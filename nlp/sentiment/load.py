"""Finds an encoder by its name in the configuration."""

from pathlib import Path
from typing import Final

from nlp.errors import ModelError
from nlp.sentiment.encoder import SentenceEncoder

MODEL_FOLDER: Final = Path(__file__).parent.parent / "resources" / "sentiment" / "model"
"""The model that ships with newstape."""

TORCH_PREFIX: Final = "hf:"


def load_encoder(name: str, *, allow_download: bool = False) -> SentenceEncoder:
    """Make the encoder that `name` stands for.

    Args:
        name: `lexicon` (the word list), `default` (the model that ships), a folder with an exported model, or
            `hf:NAME`: any Hugging Face sequence classifier by folder or hub name, with torch.
        allow_download: Whether a hub name may be fetched.

    Raises:
        ModelError: No encoder has that name, or its files are missing or altered.
    """
    # Each branch imports what it needs: the word list must not cost a second of ONNX Runtime, nor the model torch.
    if name == "lexicon":
        from nlp.sentiment.lexicon_encoder import LexiconEncoder

        return LexiconEncoder()
    if name.startswith(TORCH_PREFIX):
        from nlp.sentiment.transformers_encoder import TransformersEncoder

        return TransformersEncoder(name.removeprefix(TORCH_PREFIX), allow_download=allow_download)
    folder = MODEL_FOLDER if name == "default" else Path(name)
    if name == "default" or folder.is_dir():
        from nlp.sentiment.onnx_encoder import OnnxEncoder

        return OnnxEncoder(folder)
    raise ModelError(
        f"no sentiment model is called {name!r}; use 'default', 'lexicon', the folder of an exported model, or "
        "'hf:NAME' for a Hugging Face classifier"
    )
