import pytest

from nlp.errors import LexiconError
from nlp.text.lexicon import load_lexicon

GOOD = 'version = "1"\n[crypto]\nAAA = { name = "Alpha Coin", rank = 1, aliases = ["Alf"], words = ["Alf"] }\n'


def write(tmp_path, text):
    path = tmp_path / "assets.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_packaged_list_knows_five_hundred_coins_and_every_kind(lexicon):
    kinds = [asset.kind for asset in lexicon.assets.values()]
    assert kinds.count("crypto") >= 500
    assert set(kinds) == {"crypto", "stablecoin", "stock", "etf", "index", "commodity", "fx"}


def test_version_changes_with_the_content(tmp_path):
    first = load_lexicon(write(tmp_path, GOOD)).version
    second = load_lexicon(write(tmp_path, GOOD.replace("Alpha Coin", "Alfa Coin"))).version
    assert first.startswith("assets-1-")
    assert first != second


def test_longest_name_wins(lexicon):
    found = list(lexicon.candidates("Bitcoin Cash and Bitcoin SV"))
    assert [candidate.asset.ticker for candidate in found] == ["BCH", "BSV"]


def test_longer_name_of_something_else_hides_the_asset_in_it(lexicon):
    (found,) = lexicon.candidates("Bitcoin Magazine")
    assert found.asset is None


@pytest.mark.parametrize(
    ("asked", "called"),
    [
        ("ETH", "Ether"), ("eth", "Ether"), ("$ETH", "Ether"), ("Ethereum", "Ether"), ("Bitcoin", "BTC"),
        ("btc", "BTC"), ("SOL", None), ("nothing known", None), ("", None),
    ],
)  # fmt: skip
def test_an_asset_is_found_by_any_of_its_names_as_the_text_calls_it(lexicon, asked, called):
    assert lexicon.name_in("BTC slid while Ether held its gains", asked) == called


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[crypto]\nA = { name = 'x' }", "version"),
        ('version = "1"\n[coins]\nA = { name = "x" }', "coins"),
        ('version = "1"\n[crypto]\nA = { nam = "x" }', "unknown key 'nam'"),
        ('version = "1"\n[crypto]\nA = { rank = 3 }', "no name"),
        (GOOD + '[stock]\nAAA = { name = "Other" }', "AAA is there twice"),
        (GOOD + 'BBB = { name = "alpha coin" }', "both called 'alpha coin'"),
        (GOOD + 'BBB = { name = "Beta", words = ["Gamma"] }', "'gamma'"),
        ("version = ", "TOML"),
    ],
)
def test_broken_list_is_refused_with_its_entry(tmp_path, text, message):
    with pytest.raises(LexiconError, match=message):
        load_lexicon(write(tmp_path, text))


def test_missing_list_says_which_file(tmp_path):
    with pytest.raises(LexiconError, match=r"assets\.toml"):
        load_lexicon(tmp_path / "assets.toml")
