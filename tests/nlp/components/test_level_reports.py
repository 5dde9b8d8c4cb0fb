"""Prices told as news, furthest points of a move, and turns of phrase met on pages that nobody had read before."""

import pytest


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Dash retreated slightly towards $611 as the weekend began.", "$611"),
        ("Then the slide accelerated 9% lower to $41, the litecoin chart shows.", "$41"),
        ("Ether was pinned between $1,810 and $1,870 all week.", "$1,810 and $1,870"),
        ("Bitcoin fluctuated in the $6,300-$6,500 band for days.", "$6,300-$6,500"),
    ],
)
def test_what_plainly_happened_is_not_left_to_the_role_model(levels_of, text, span):
    level = levels_of(text)[span]
    assert level.role == "spot"
    assert level.why.startswith(("rule:spot.moved_to", "rule:spot.kept_between"))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("If dash retreated to $611, buyers would be back.", "$611"),
        ("A chartist pointed to $611 as the next stop for dash.", "$611"),
    ],
)
def test_what_is_supposed_or_aimed_at_has_not_happened(levels_of, text, span):
    assert not levels_of(text)[span].why.startswith("rule:spot.moved_to")


@pytest.mark.parametrize(
    ("text", "span", "role"),
    [
        # how far a move went
        ("Ether slid as much as 8% to $1,655 on Friday.", "$1,655", "low"),
        ("Ripple's XRP gained as much as 12% to $0.58 before the close.", "$0.58", "high"),
        ("Solana flash crashed to $81 on one venue.", "$81", "low"),
        ("Bitcoin is up at $41,900 after briefly dipping to $40,300.", "$40,300", "low"),
        ("Ether sank to $1,405 at one point.", "$1,405", "low"),
        ("Bitcoin is calm after topping $18,000 for the first time in weeks.", "$18,000", "spot"),
        # of two names in a row the last one counts
        ("Buyers tried to breach the $0.61 neckline resistance on the XRP chart.", "$0.61", "resistance"),
        # first reclaimed, then held: it is still overhead
        ("Unless Solana reclaims and holds $131, sellers stay in charge.", "$131", "resistance"),
        ("Ether must break and stay above $2,150.", "$2,150", "resistance"),
        ("Ether must stay above $2,150.", "$2,150", "support"),
        # prices still to come
        ("For bitcoin, the implication is a return to the $410 price level.", "$410", "target"),
        ("Reaching $31 would take XRP into a new era.", "$31", "target"),
        ("The site predicts XRP will rise 19% by autumn, reaching a high of $0.72.", "$0.72", "target"),
        ("XRP price prediction: on Monday the coin reached a two-month high of $0.59.", "$0.59", "high"),
        ("The project's coin, Aave, later traded at $61.", "$61", "spot"),
        # averages
        ("Dogecoin holds its 50-day SMA (yellow) $0.271.", "$0.271", "moving_average"),
        ("Dogecoin: 25-day MA (medium-term): currently at $0.211.", "$0.211", "moving_average"),
        # prices of the past
        ("In those days anyone could buy litecoin for about $4.", "$4", "spot"),
        ("Litecoin's price stayed below $40 for most of the year.", "$40", "spot"),
        ("A pivot level is supporting price at $279 on the bitcoin chart.", "$279", "support"),
        ("Ether faced rejection around its daily level of $2,731.", "$2,731", "resistance"),
    ],
)
def test_a_level_has_the_role_that_its_words_give_it(levels_of, text, span, role):
    assert levels_of(text)[span].role == role


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("At the time of writing, Dogecoin was valued at $0.31.", "$0.31"),
        ("One litecoin (LTC) is currently worth $71, the site says.", "$71"),
    ],
)
def test_a_coin_that_is_valued_at_a_price_has_one(levels_of, text, span):
    assert span in levels_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bitcoin is dear: his stake was valued at $9,000.",
        "The height of the triangle on the bitcoin chart was $120.",
        "Ether closed flat, $6 under Monday's close.",
    ],
)
def test_stakes_heights_and_distances_are_no_levels(levels_of, text):
    assert not levels_of(text)


def test_initials_in_parentheses_are_no_coin(levels_of):
    levels = levels_of("Dogecoin has been falling since its all-time high (ATH) at $0.731 in May.")
    assert levels["$0.731"].asset == "DOGE"


def test_an_insertion_does_not_open_in_the_line_before(levels_of):
    levels = levels_of(
        "- Ether struggles at $2,731, with fading momentum.\n"
        "- Ripple's XRP dips under its average, which opens a slide to $1.97."
    )
    assert levels["$1.97"].asset == "XRP"
