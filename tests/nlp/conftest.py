"""The pipeline, built once, and ways to read a text with it."""

from pathlib import Path

import pytest

from nlp.article import Article
from nlp.components.extensions import reading
from nlp.pipeline import build_pipeline, open_article
from nlp.sentiment.load import load_encoder
from nlp.text.lexicon import load_lexicon

ASSETS = Path(__file__).parents[2] / "configs" / "assets.toml"


@pytest.fixture(scope="session")
def lexicon():
    return load_lexicon(ASSETS)


@pytest.fixture(scope="session")
def pipeline(lexicon):
    return build_pipeline(lexicon, load_encoder("lexicon"))


@pytest.fixture(scope="session")
def read(pipeline):
    """Reads a body (with an optional headline and publication time) and returns the `Reading`."""

    def read(body, headline="", published_at=None, time_zone="UTC"):
        article = Article(id="x", text=f"{headline}\n\n{body}", published_at=published_at, time_zone=time_zone)
        return reading(pipeline(open_article(pipeline, article)))

    return read
