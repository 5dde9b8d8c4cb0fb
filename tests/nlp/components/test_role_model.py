import numpy as np
import pytest

from nlp.components.role_model import (
    DEFAULT_RULE,
    RoleModel,
    load_role_model,
    refine_roles,
    save_role_model,
    surroundings_of,
)
from nlp.errors import ModelError


@pytest.fixture
def biased():
    """Makes a model that gives one role these odds over `spot`, whatever it sees."""

    def model(role, odds):
        bias = np.array([np.log(odds), 0.0], dtype=np.float32)
        return RoleModel("biased-1", (role, "spot"), {"b0=at": 0}, np.zeros((1, 2), dtype=np.float32), bias)

    return model


@pytest.fixture
def rules_only(pipeline):
    """Reads a text without the role model."""
    from nlp.article import Article
    from nlp.components.extensions import reading
    from nlp.pipeline import open_article

    def read(body):
        with pipeline.select_pipes(disable=["newstape_role_model"]):
            return reading(pipeline(open_article(pipeline, Article(id="x", text=f"\n\n{body}"))))

    return read


def test_the_model_replaces_spot_where_no_rule_spoke(rules_only, biased):
    found = rules_only("Bitcoin was at $41,300 on Tuesday.")
    (level,) = refine_roles(found, biased("support", 10))
    assert (level.role, level.confidence) == ("support", pytest.approx(10 / 11, abs=1e-3))
    assert level.why.startswith("model:biased-1.support; ")


def test_a_likelier_role_is_not_enough_against_spot(rules_only, biased):
    found = rules_only("Bitcoin was at $41,300 on Tuesday.")
    assert refine_roles(found, biased("support", 1.5)) == found.price_levels


def test_a_role_that_a_rule_gave_stays(rules_only, biased):
    found = rules_only("Bitcoin has resistance at $41,300.")
    (level,) = refine_roles(found, biased("support", 1000))
    assert level.role == "resistance" and level.why.startswith("rule:")


def test_a_target_found_by_the_model_is_a_forecast(rules_only, biased):
    (level,) = refine_roles(rules_only("Bitcoin was at $41,300 on Tuesday."), biased("target", 10))
    assert (level.role, level.modality) == ("target", "forecast")


def test_a_converted_price_has_the_role_of_its_original(rules_only, biased):
    levels = refine_roles(rules_only("Bitcoin was at $41,300 (€38,100) on Tuesday."), biased("support", 10))
    assert [level.role for level in levels] == ["support", "support"]


def test_a_price_is_compared_with_the_prices_of_its_own_asset_only(rules_only):
    found = rules_only("Bitcoin was at $40,000, then at $44,000. Ether was at $2,000.")
    first, second, other = (surroundings_of(found)[level.start] for level in found.price_levels)
    assert (first.to_previous, second.to_previous) == (None, pytest.approx(1.1))
    assert second.to_median == pytest.approx(44 / 42)
    assert (other.to_median, other.to_previous) == (None, None)


def test_an_unnamed_forecast_is_read_by_the_shipped_model(read):
    found = read("A Swiss bank pencils in $180,000 for the end of next year. Bitcoin changes hands at $97,000.")
    forecast, price = found.price_levels
    assert (forecast.role, price.role) == ("target", "spot")
    assert forecast.why.startswith("model:roles-1.target")
    assert found.model["roles"] == "roles-1"


def test_an_article_without_prices_does_not_name_the_model(read):
    assert "roles" not in read("The exchange hired a lawyer.").model


def test_a_saved_model_comes_back_and_the_same_model_gives_the_same_bytes(tmp_path):
    shipped = load_role_model()
    save_role_model(shipped, tmp_path / "a.npz")
    save_role_model(shipped, tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    again = load_role_model(tmp_path / "a.npz")
    assert (again.roles, again.rows) == (shipped.roles, shipped.rows)
    assert np.array_equal(again.weights, shipped.weights)


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 no archive"])
def test_a_missing_or_broken_model_file_says_how_to_make_one(tmp_path, content):
    path = tmp_path / "roles.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=r"python -m nlp\.training\.train_roles"):
        load_role_model(path)


def test_the_rule_that_the_model_waits_for_still_exists(rules_only):
    (level,) = rules_only("Bitcoin was at $41,300 on Tuesday.").price_levels
    assert level.why.startswith(DEFAULT_RULE)
