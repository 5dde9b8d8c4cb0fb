import pytest

from nlp.article import Article
from nlp.components.extensions import reading
from nlp.components.liquidation_candidates import asset_candidates, hours_candidates
from nlp.components.liquidation_model import (
    CANDIDATES,
    MIN_ODDS,
    LiquidationModel,
    choose,
    load_liquidation_model,
    refine_liquidations,
    save_liquidation_model,
)
from nlp.components.liquidation_scene import scene_of
from nlp.errors import ModelError
from nlp.pipeline import open_article


@pytest.fixture
def rules_only(pipeline):
    """Reads a text without the liquidation model."""

    def read(body):
        with pipeline.select_pipes(disable=["newstape_liquidation_model"]):
            return reading(pipeline(open_article(pipeline, Article(id="x", text=f"\n\n{body}"))))

    return read


@pytest.fixture
def leaning():
    """Makes a model that has these weights and no others."""

    def model(**weights):
        return LiquidationModel("leaning-1", {field: weights.get(field, {}) for field in CANDIDATES})

    return model


def _scene(found):
    (mention,) = found.liquidations
    window = next(window for window in found.windows if window.quantity.start == mention.start)
    return scene_of(found, window, mention, None)


def test_every_coin_and_time_nearby_is_a_candidate_beside_the_market_and_none(rules_only):
    scene = _scene(rules_only("SOL and ADA fell within 12 hours. In a day, $40 million was liquidated."))
    assert set(asset_candidates(scene)) == {"ALL", None, "SOL", "ADA"}
    assert set(hours_candidates(scene)) == {None, 12.0, 24.0}


def test_a_feature_tells_where_a_coin_stands_and_never_which_it_is(rules_only):
    one, other = (
        asset_candidates(_scene(rules_only(f"{name} fell. In its futures, $40 million was liquidated.")))[ticker]
        for name, ticker in (("Solana", "SOL"), ("Cardano", "ADA"))
    )
    assert one == other != []


def test_the_model_names_a_coin_where_the_rules_found_none(rules_only, leaning):
    found = rules_only("Solana fell. In its futures, $40 million was liquidated on Monday.")
    (said,) = found.liquidations
    (mention,) = refine_liquidations(found, leaning(asset={"elsewhere&alt": 3.0}))
    assert (said.asset, mention.asset) == ("ALL", "SOL")
    assert mention.why == f"{said.why};asset=model:leaning-1"
    assert mention.confidence <= said.confidence


def test_a_coin_that_a_rule_found_stays(rules_only, leaning):
    found = rules_only("Solana fell. Some $40 million of ether longs was liquidated.")
    assert refine_liquidations(found, leaning(asset={"elsewhere&alt": 9.0}))[0].asset == "ETH"


def test_the_sum_of_several_coins_is_none_of_theirs(rules_only, leaning):
    found = rules_only("Solana fell. Across bitcoin and ether the bill for liquidations was $40 million.")
    assert refine_liquidations(found, leaning(asset={"elsewhere&alt": 9.0}))[0].asset == "ALL"


def test_a_supposed_liquidation_gets_no_window(rules_only, leaning):
    found = rules_only("Bitcoin fell for 12 hours. If it hits $90,000, $40 million of longs would be liquidated.")
    model = leaning(window_hours={feature: 5.0 for feature in ("in-before1&own0", "in-before1p&own0")})
    assert refine_liquidations(found, model)[0].window_hours is None


def test_a_candidate_that_is_only_a_little_likelier_changes_nothing():
    assert choose({"ALL": 1.0, "SOL": MIN_ODDS - 0.1}, "ALL") == "ALL"
    assert choose({"ALL": 1.0, "SOL": MIN_ODDS}, "ALL") == "SOL"


def test_the_next_figure_takes_from_what_was_decided_for_the_one_before(rules_only, leaning):
    found = rules_only(
        "Solana fell. In its futures, $40 million was liquidated. Another $9 million was liquidated later."
    )
    model = leaning(asset={"elsewhere&alt": 3.0, "last1&own0": 3.0})
    assert [mention.asset for mention in refine_liquidations(found, model)] == ["SOL", "SOL"]


@pytest.mark.parametrize(
    ("text", "amount", "asset"),
    [
        (
            "The largest single liquidation order, worth $8.8 million, was an ETH-USDT swap on OKX.",
            "$8.8 million",
            "ETH",
        ),
        ("The biggest order to be liquidated, valued at $3.1 million, was a SOL-USDT trade.", "$3.1 million", "SOL"),
    ],
)
def test_the_shipped_model_reads_the_pair_of_a_single_order(read, text, amount, asset):
    found = read(text)
    (mention,) = (mention for mention in found.liquidations if mention.text == amount)
    assert mention.asset == asset
    assert found.model["liquidations"] == "liquidations-1"


def test_an_article_without_liquidations_does_not_name_the_model(read):
    assert "liquidations" not in read("The exchange hired a lawyer.").model


def test_a_saved_model_comes_back_and_the_same_model_gives_the_same_bytes(tmp_path):
    shipped = load_liquidation_model()
    save_liquidation_model(shipped, tmp_path / "a.npz")
    save_liquidation_model(shipped, tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    assert load_liquidation_model(tmp_path / "a.npz") == shipped


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 no archive"])
def test_a_missing_or_broken_model_file_says_how_to_make_one(tmp_path, content):
    path = tmp_path / "liquidations.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=r"python -m nlp\.training\.train_liquidations"):
        load_liquidation_model(path)
