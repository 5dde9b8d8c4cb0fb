"""Levels in plain market notes and news: who defends what, what was passed, what is only supposed."""

import pytest


@pytest.mark.parametrize(
    ("text", "span", "role"),
    [
        ("Buyers look to the $71,000 area for support.", "$71,000", "support"),
        ("A demand zone was identified, ranging from $61,200 to $62,900.", "$61,200 to $62,900", "support"),
        ("Buyers must stop the coin from closing beneath $1,870 this week.", "$1,870", "support"),
        ("Bears mean to keep bitcoin from settling above $46,300.", "$46,300", "resistance"),
        ("If ether cannot withstand the selling at $1,310, more losses follow.", "$1,310", "support"),
        ("Bears will try to hold on to $34,400.", "$34,400", "resistance"),
        ("Alarm bells will ring when the pair drops below $0.48.", "$0.48", "support"),
        ("The key support of the uptrend is the 50% retracement of the spring rally near $17.20.", "$17.20", "support"),
        ("The resistance for buyers lies at the top of the old wedge around $9.40.", "$9.40", "resistance"),
    ],
)
def test_a_level_is_what_bulls_or_bears_do_with_it(levels_of, text, span, role):
    assert levels_of(text, "Bitcoin note")[span].role == role


@pytest.mark.parametrize(
    ("text", "span", "role"),
    [
        ("Ether trades below a major pivot zone near $1,640.", "$1,640", "resistance"),
        ("Litecoin keeps above the weekly pivot point at $81.", "$81", "support"),
        ("Bitcoin must reclaim the daily pivot ($27,350) first.", "$27,350", "resistance"),
        ("The daily pivot is at $27,350.", "$27,350", "other"),
    ],
)
def test_a_pivot_is_a_barrier_on_the_side_that_the_price_is_not_on(levels_of, text, span, role):
    assert levels_of(text, "Note")[span].role == role


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Bitcoin rebounded on Friday, climbing back to the level of $640.", "$640"),
        ("After sliding to $5,900, the market found its feet.", "$5,900"),
        ("Bitcoin bounced back to about $21,400 by night.", "$21,400"),
        ("One coin is now worth $1,130.", "$1,130"),
        ("Litecoin first crossed $40 in late November.", "$40"),
        ("The autumn rally to $410 was driven by China.", "$410"),
        ("It hit $61 at ten sharp and $63 by noon.", "$63"),
    ],
)
def test_a_price_that_was_only_passed_or_reached_is_plain(levels_of, text, span):
    assert levels_of(text, "Bitcoin note")[span].role == "spot"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("If bitcoin climbed to $180,000, the shares would double.", "$180,000"),
        ("Should ether slide to $900, lenders would be in trouble.", "$900"),
        ("He says the token can get to $2.40 this year.", "$2.40"),
        ("Buyers may threaten $1,950 before long.", "$1,950"),
        ("The nearest big stop on the way down is $4,600.", "$4,600"),
    ],
)
def test_a_price_that_is_supposed_is_a_target(levels_of, text, span):
    assert levels_of(text, "Bitcoin note")[span].role == "target"


@pytest.mark.parametrize(
    ("text", "span", "role"),
    [
        ("The $38,140 figure is the 100-day exponential moving average.", "$38,140", "moving_average"),
        ("Just below, at $6,720, there is a 200-week moving average.", "$6,720", "moving_average"),
        ("The price went on to peak at $1,130 before noon.", "$1,130", "high"),
        ("The price is expected to peak at $1,130 before long.", "$1,130", "target"),
    ],
)
def test_averages_and_turns_are_told_from_aims(levels_of, text, span, role):
    assert levels_of(text, "Bitcoin note")[span].role == role


def test_an_upward_move_has_two_ends(levels_of):
    assert set(levels_of("Litecoin kept trading steadily higher from $31 to $38.")) == {"$31", "$38"}


def test_a_price_told_before_needs_no_sign_again(levels_of):
    levels = levels_of("Bitcoin jumped to a high of $742. The high of 742 means a gain of a third.", "Bitcoin")
    assert (levels["742"].role, levels["742"].currency) == ("high", "USD")
    assert set(levels_of("Bitcoin jumped to $742. The report has a high of 741 pages.", "Bitcoin")) == {"$742"}


def test_a_bare_dollar_beside_an_american_one_is_australian(levels_of):
    levels = levels_of("Bitcoin slid to $US8,210 ($11,930) in Sydney. It cost $US9,000 on Monday.")
    assert {span: level.currency for span, level in levels.items()} == {
        "$US8,210": "USD",
        "$11,930": "AUD",
        "$US9,000": "USD",
    }


def test_a_price_of_a_coin_named_behind_it_is_no_sum_in_that_coin(levels_of):
    assert levels_of("There was a slide towards $5.40 in ETH price.")["$5.40"].asset == "ETH"
    assert "$5.40" not in levels_of("He holds $5.40 in ETH.")


@pytest.mark.parametrize(
    ("text", "span", "role"),
    [
        ("Bitcoin stood at $152 on Monday, as high as before the raid.", "$152", "spot"),
        ("The end of Silk Road sent bitcoin to $110 that day.", "$110", "spot"),
        ("Chainlink has to clear $8.40 for a run at $9.50.", "$9.50", "target"),
        ("One fund would buy any dip to $98,000, it says.", "$98,000", "entry"),
        ("From under $75,000 in April to over $111,000 in May: bitcoin is back.", "$111,000", "spot"),
        ("Bitcoin has held $5,800 for now.", "$5,800", "support"),
        ("Bitcoin set a record just shy of $2,900 in June.", "$2,900", "high"),
        ("They see a dip to $88,000 and then a rally to a new ATH of $131,000 for bitcoin.", "$131,000", "target"),
        ("The firm acquired 610 BTC for ~$58.2 million at ~$95,410 per bitcoin.", "$95,410", "entry"),
        (
            "As of March it holds 41,000 BTC purchased for about $2.9 billion at an average of $70,730.",
            "$70,730",
            "entry",
        ),
        ("Bitcoin is at ~$64,200 now.", "$64,200", "spot"),
        ("There is heavy resistance for the token just below $2.31.", "$2.31", "resistance"),
        ("The rate went to $412, a loss of 9%, before recovering.", "$412", "low"),
        ("Bitcoin fell through the floor at night, touching $4,120 in Seoul.", "$4,120", "low"),
        ("Bulls face resistance near $64,000. More precisely, at $64,250 lies an old gap.", "$64,250", "resistance"),
        ("The base scenario is for ether to move sideways between $2,400 and $2,700.", "$2,400 and $2,700", "target"),
    ],
)
def test_roles_in_wires_and_notices(levels_of, text, span, role):
    assert levels_of(text, "Bitcoin note")[span].role == role
