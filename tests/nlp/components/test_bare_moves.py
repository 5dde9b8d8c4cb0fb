import pytest


def levels(read_figures, sentence):
    return [(level.text, level.asset) for level in read_figures(f"Market notes\n\n{sentence}").price_levels]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Bitcoin fell below 21,000 on Monday.", [("21,000", "BTC")]),
        ("Bitcoin has since dropped another 3% to 18,750.", [("18,750", "BTC")]),
        ("Litecoin slid to 61.40 while Monero climbed back above 148.20.", [("61.40", "LTC"), ("148.20", "XMR")]),
        ("Ether hit 3,875 at noon.", [("3,875", "ETH")]),
        ("Bitcoin fell to 31,150 overnight.", [("31,150", "BTC")]),
        ("Bitcoin had a calm June, but then it crashed to 54.25 in July.", [("54.25", "BTC")]),
        ("Bitcoin ended on Friday at 64,120.", [("64,120", "BTC")]),
    ],
)
def test_where_an_asset_moves_is_its_price_without_a_sign_too(read_figures, sentence, found):
    assert levels(read_figures, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Bitcoin addresses rose to 45,000.",
        "Bitcoin's open interest climbed to 340,000 coins.",
        "Bitcoin fell to 2020 levels.",
        "Solana rose to 180-day highs.",
        "Ether fell to 2 in the ranking.",
        "Bitcoin dominance fell to 42.5.",
        "Bitcoin broke 10,000 users in one town.",
        "The number of holders of Bitcoin rose, and then they reached 45,000.",
    ],
)
def test_what_belongs_to_an_asset_moves_to_numbers_that_are_no_prices(read_figures, sentence):
    assert levels(read_figures, sentence) == []


def test_a_pair_written_as_one_word_says_its_currency(read_figures):
    (level,) = read_figures("Market notes\n\nETHBTC slipped under 0.051 in May.").price_levels
    assert (level.asset, level.currency) == ("ETH", "BTC")


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Early quotes: 14,250 BTC=BTSP, up 2 percent.", [("14,250", "BTC")]),
        ("Ether: S1 1,820, S2: 1,760; R1 1,905.", [("1,820", "ETH"), ("1,760", "ETH"), ("1,905", "ETH")]),
        ("Ether printed a 1.3K wick on one venue.", [("1.3K", "ETH")]),
        ("Bitcoin notes: 61.5k support, 64.2k resistance.", [("61.5k", "BTC"), ("64.2k", "BTC")]),
        ("Bitcoin is at 96K, next stop 100K.", [("96K", "BTC"), ("100K", "BTC")]),
        ("A block of 70K calls on BTC changed hands with Bitcoin at $66,100.", [("70K", "BTC"), ("$66,100", "BTC")]),
    ],
)
def test_a_terminal_code_a_wick_and_the_name_of_a_level_make_a_number_a_price(read_figures, sentence, found):
    assert levels(read_figures, sentence) == found
