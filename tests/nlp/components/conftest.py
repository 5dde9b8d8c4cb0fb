from decimal import Decimal
from pathlib import Path

import pytest

from nlp.article import Article
from nlp.components.extensions import reading
from nlp.pipeline import build_pipeline, open_article
from nlp.sentiment.load import load_encoder
from nlp.text.lexicon import load_lexicon

ASSETS = Path(__file__).parents[3] / "configs" / "assets.toml"
FIGURE_COMPONENTS = ("sentences", "assets", "quantities", "price_levels", "liquidations", "metrics")


@pytest.fixture(scope="session")
def read_figures():
    """Reads a text with the components up to the metrics and returns the `Reading`."""
    pipeline = build_pipeline(load_lexicon(ASSETS), load_encoder("lexicon"))
    components = [pipeline.get_pipe(f"newstape_{name}") for name in FIGURE_COMPONENTS]

    def read(text, headline=""):
        doc = open_article(pipeline, Article(id="x", text=f"{headline}\n\n{text}"))
        for component in components:
            doc = component(doc)
        return reading(doc)

    return read


@pytest.fixture(scope="session")
def levels_of(read_figures):
    """The levels of a text as {span: level}."""

    def levels(text, headline=""):
        return {level.text: level for level in read_figures(text, headline).price_levels}

    return levels


@pytest.fixture
def dollars():
    """Amounts like "5.2M" as decimals."""

    def amount(text):
        scale = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}.get(text[-1], 1)
        return Decimal(text.rstrip("KMBT")) * scale

    return amount
