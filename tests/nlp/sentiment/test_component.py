from decimal import Decimal

import pytest
import spacy
from spacy.tokens import Doc

from nlp.annotations import ArticleAsset, ArticleSentiment, MetricMention
from nlp.article import Article
from nlp.components import sentiment as component
from nlp.components.extensions import AssetSpan, Reading, Sentence
from nlp.sentiment.lexicon_encoder import LexiconEncoder

TEXT = """Solana plunges after outage

Solana lost a tenth of its value on Monday. Ether rose slightly. The shop opens at nine.
"We fear that Solana could drop further," a trader said.
Follow us on our channel for crash alerts!
"""


def make_doc(text: str = TEXT) -> Doc:
    pieces = [
        "Solana plunges after outage",
        "Solana lost a tenth of its value on Monday.",
        "Ether rose slightly.",
        "The shop opens at nine.",
        '"We fear that Solana could drop further," a trader said.',
        "Follow us on our channel for crash alerts!",
    ]
    sentences, mentions = [], []
    for index, piece in enumerate(pieces):
        start = text.index(piece)
        sentences.append(
            Sentence(
                start=start,
                end=start + len(piece),
                index=index,
                paragraph=index,
                is_headline=index == 0,
                is_boilerplate=piece.startswith("Follow"),
            )
        )
        for name, ticker in (("Solana", "SOL"), ("Ether", "ETH")):
            if name in piece:
                at = start + piece.index(name)
                mentions.append(AssetSpan(at, at + len(name), ticker, name, "name", index))
    doc = spacy.blank("en")(text)
    doc._.reading = Reading(
        article=Article(id="a", text=text),
        plain=text,
        sentences=tuple(sentences),
        asset_mentions=tuple(mentions),
        assets=(
            ArticleAsset(ticker="SOL", n_mentions=3, relevance=0.8),
            ArticleAsset(ticker="ETH", n_mentions=1, relevance=0.2),
        ),
    )
    return doc


def read(doc: Doc) -> ArticleSentiment:
    pipe = component.SentimentReader()
    pipe.encoder = LexiconEncoder()
    found = pipe(doc)._.reading
    assert found.model["sentiment"] == "lexicon-1"
    assert found.sentiment is not None
    return found.sentiment


def test_an_article_gets_a_label_and_its_assets_their_own() -> None:
    result = read(make_doc())
    assert result.label == "bearish"
    assert result.by_asset["SOL"].label == "bearish"
    assert result.by_asset["ETH"].score > 0
    assert result.headline_score < -0.5


def test_boilerplate_and_sentences_without_a_market_are_not_scored() -> None:
    scored = [TEXT[s.start : s.end] for s in read(make_doc()).sentences]
    assert scored[0] == "Solana plunges after outage"
    assert not any(text.startswith(("Follow", "The shop")) for text in scored)


def test_place_modality_and_quotation_are_recognised() -> None:
    headline, first, *_, quote = component.read_sentences(make_doc()._.reading)
    assert (headline.place, first.place) == ("headline", "lead")
    assert quote.is_quote
    assert quote.modality == "forecast"
    assert not first.is_quote
    assert first.modality == "reported"


def move(percent: str, **more: object) -> MetricMention:
    shape: dict[str, object] = {"kind": "percent_change", "direction": "down", "asset": "ETH"} | more
    return MetricMention(text="-", start=0, end=1, sentence="-", why="-", value=Decimal(percent), **shape)  # type: ignore[arg-type]


def test_only_reported_price_moves_of_an_asset_are_handed_on() -> None:
    metrics = [
        move("4.5"),
        move("2", direction="up", asset="SOL"),
        move("9", modality="conditional"),
        move("9", kind="volume"),
        move("9", asset=None),
        move("9", direction=None),
    ]
    assert component.reported_moves(metrics) == [("ETH", -4.5), ("SOL", 2.0)]


def test_a_reported_move_reaches_its_asset() -> None:
    doc = make_doc()
    before = read(doc).by_asset["ETH"].score
    doc._.reading.metrics = (move("8"), move("6"))
    after = read(doc)
    assert after.by_asset["ETH"].score < before - 0.2
    assert after.by_asset["SOL"].score < -0.2


def test_movers_point_at_the_scored_sentences() -> None:
    result = read(make_doc())
    assert result.movers[0] == 0
    assert all(0 <= index < len(result.sentences) for index in result.movers)


def test_without_an_encoder_the_component_says_what_is_missing() -> None:
    with pytest.raises(RuntimeError, match="encoder"):
        component.SentimentReader()(make_doc())
