"""Whose price it is by its unit (a share, an ounce, a barrel) and by "the stock"."""

import pytest


@pytest.mark.parametrize(
    ("text", "span", "ticker"),
    [
        ("MicroStrategy's stock slid with bitcoin. The shares closed at $402.10 on Friday.", "$402.10", "MSTR"),
        ("Riot rose 9% as bitcoin held up: shares jumped to as high as $11.35 before noon.", "$11.35", "RIOT"),
        ("Coinbase's stock fell after a selloff in bitcoin. It touched a record low of $41.20.", "$41.20", "COIN"),
        ("CleanSpark mines bitcoin. Its stock price closed at $9.85 after the report.", "$9.85", "CLSK"),
        ("Bitcoin slipped while MicroStrategy rose 6% to $377 a share.", "$377", "MSTR"),
        ("Bitcoin fell 2%. Gold, a haven for many, slipped to $2,011 an ounce.", "$2,011", "XAU"),
        ("Bitcoin fell 2% and silver was dull at $23.10 per ounce.", "$23.10", "XAG"),
        ("Bitcoin fell 2% and platinum traded at $911 per troy ounce.", "$911", "XPT"),
        (
            "MicroStrategy holds bitcoin. The broker had set a target price of $290 when the stock was cheap.",
            "$290",
            "MSTR",
        ),
        ("The bank began its coverage of Strategy with a buy rating and a $485 price target.", "$485", "MSTR"),
        ("Bitcoin was calm while Brent crude settled at $84.40 a barrel.", "$84.40", "BRENT"),
        ("Bitcoin was calm while the June contract settled at $79.15 per barrel.", "$79.15", "WTI"),
        ("Bitcoin was calm while a broker nobody follows fell 3% to $5.10 a share.", "$5.10", None),
    ],
)
def test_the_unit_or_the_stock_decides(levels_of, text, span, ticker):
    assert levels_of(text, "Markets")[span].asset == ticker


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Coinbase listed the token. Bitcoin on Coinbase traded at $9,140 late on Sunday.", "$9,140"),
        ("MicroStrategy bought more. Bitcoin slipped on the news. It last traded at $58,300.", "$58,300"),
        ("MicroStrategy holds bitcoin. The bank keeps a price target of $200,000 for it.", "$200,000"),
        ("The stock market was shut. Bitcoin changed hands at $7,020.", "$7,020"),
    ],
)
def test_bitcoin_keeps_its_price_beside_companies(levels_of, text, span):
    assert levels_of(text, "Markets")[span].asset == "BTC"


def test_earnings_per_share_are_no_price(levels_of):
    text = "The loss widened to $0.31 per share, from a $0.12 net loss per share. Bitcoin stood at $29,400."
    assert list(levels_of(text, "Riot Platforms reports")) == ["$29,400"]


def test_a_coin_without_a_name_is_not_its_chain(levels_of):
    levels = levels_of("A memecoin launched on Solana crashed to $0.04. Solana itself fell to $139.", "Solana")
    assert levels["$0.04"].asset is None
    assert levels["$139"].asset == "SOL"
