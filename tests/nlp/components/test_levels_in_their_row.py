"""Levels whose meaning the neighbours decide: averages in parentheses, edges of a range, index points, two coins."""

from decimal import Decimal

import pytest


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("EOS meets its 20-week EMA ($0.83), then $0.91 before bulls can rest.", "$0.91"),
        ("Litecoin may slip to the 100-day SMA ($63.40) and then to $58.70.", "$58.70"),
    ],
)
def test_what_follows_an_average_in_parentheses_is_no_average(levels_of, text, span):
    levels = levels_of(text)
    assert levels[span].role != "moving_average"
    assert [level.role for level in levels.values()].count("moving_average") == 1


def test_averages_listed_without_parentheses_are_all_averages(levels_of):
    levels = levels_of("Ether trades above the 50-day and 200-day moving averages at $2,110 and $1,940.")
    assert {levels[span].role for span in ("$2,110", "$1,940")} == {"moving_average"}


@pytest.mark.parametrize(
    ("text", "span", "role"),
    [
        ("Dash trades in a channel limited by $71 on the lower side and $84 on the upper side.", "$71", "support"),
        ("Dash trades in a channel limited by $71 on the lower side and $84 on the upper side.", "$84", "resistance"),
        ("Ether is boxed in: $1,520 at the bottom, $1,690 at the top.", "$1,520", "support"),
        (
            "The levels to watch for bitcoin are $38,900 to the downside and $42,100 to the upside.",
            "$42,100",
            "resistance",
        ),
        ("Zcash sank to $31, the low of the day, and closed in its range.", "$31", "low"),
        ("Bulls now target $42,100 on the upside for bitcoin.", "$42,100", "target"),
        ("The 50% retracement of bitcoin's fall sits at $8,720 and is now the nearest hurdle.", "$8,720", "resistance"),
        ("Tezos trades at $1.02 and serves as support for nobody's hopes.", "$1.02", "support"),
    ],
)
def test_the_side_of_a_range_says_what_its_edge_is(levels_of, text, span, role):
    assert levels_of(text)[span].role == role


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Bulls guard the area from $5,210 all the way up to $5,480 on the bitcoin chart.", 5210, 5480),
        ("Demand for ether is seen in a band from $1,650 all the way down to $1,580.", 1580, 1650),
    ],
)
def test_a_zone_told_at_length_is_one_level(levels_of, text, low, high):
    (level,) = levels_of(text).values()
    assert (level.price_low, level.price_high) == (low, high)


def test_a_move_told_at_length_stays_two_levels(levels_of):
    assert set(levels_of("Bitcoin fell from $6,480 all the way down to $5,210.")) == {"$6,480", "$5,210"}


@pytest.mark.parametrize(
    ("text", "span", "ticker"),
    [
        ("Bitcoin was calm. The S&P 500 slid 1.2% to 5,104 on Friday.", "5,104", "SPX"),
        ("Stocks eased and the Nasdaq Composite closed at 13,711, bitcoin at $29,100.", "13,711", "IXIC"),
        ("The Nikkei 225 rose 1% to close above 38,900 while bitcoin slept.", "38,900", "N225"),
    ],
)
def test_an_index_stands_at_points_without_a_sign(levels_of, text, span, ticker):
    level = levels_of(text)[span]
    assert (level.asset, level.currency, level.role) == (ticker, "PTS", "spot")
    assert level.price_low == Decimal(span.replace(",", ""))


@pytest.mark.parametrize(
    "text",
    [
        "The S&P 500 rose. Bitcoin miners added machines and came to 4,352 of them.",
        "The Nikkei 225 closed at 38,900 contracts above its usual turnover; bitcoin slept.",
        "The S&P 500 has gained 2% since 2019, bitcoin more.",
        "The Nasdaq Composite fell as the exchange cut its staff to 4,352, bitcoin did not.",
    ],
)
def test_a_count_beside_an_index_is_no_level(levels_of, text):
    assert not levels_of(text)


@pytest.mark.parametrize(
    ("text", "span", "ticker"),
    [
        ("Dash and Zcash both rose: the former hit $74 and the latter $52.", "$74", "DASH"),
        ("Dash and Zcash both rose: the former hit $74 and the latter $52.", "$52", "ZEC"),
        ("Monero was ahead of Litecoin all day. The latter ended at $88.", "$88", "LTC"),
        ("Litecoin and Monero rose. The former support of litecoin at $88 now caps it.", "$88", "LTC"),
    ],
)
def test_the_former_and_the_latter_are_the_two_named(levels_of, text, span, ticker):
    assert levels_of(text)[span].asset == ticker


@pytest.mark.parametrize(
    ("text", "span", "ticker"),
    [
        ("Cardano has support at $0.41. For Avalanche, the line in the sand is $18.30.", "$18.30", "AVAX"),
        ("A chartist writes that DOGE needs a daily candle above $0.133.", "$0.133", "DOGE"),
        ("Bitcoin has support at $8,100. After the avalanche, the line in the sand is $7,900.", "$7,900", "BTC"),
        ("Bitcoin's floor is $8,100. DOGE may cut costs at a price of $12 million.", "$8,100", "BTC"),
    ],
)
def test_a_word_with_a_level_of_its_own_is_the_coin(levels_of, text, span, ticker):
    assert levels_of(text)[span].asset == ticker


@pytest.mark.parametrize(
    ("text", "span", "modality"),
    [
        ("Solana was calm until sellers broke $131 on Friday.", "$131", "reported"),
        ("Ether drifted until it fell below $1,710.", "$1,710", "reported"),
        ("Stay away until bitcoin closes above $48,300.", "$48,300", "conditional"),
        ("There is no uptrend until ether has reclaimed $1,710.", "$1,710", "conditional"),
    ],
)
def test_until_supposes_only_what_has_not_happened(levels_of, text, span, modality):
    assert levels_of(text)[span].modality == modality


@pytest.mark.parametrize(
    ("text", "span", "role"),
    [
        ("Bitcoin fell to $231 and recovered to $238 by midnight.", "$238", "spot"),
        ("Ether rose to $1,730 by early afternoon.", "$1,730", "spot"),
        ("The bank has ether at $7,100 by late 2026.", "$7,100", "target"),
        ("A poll puts bitcoin at $90,000 by mid-2025.", "$90,000", "target"),
    ],
)
def test_an_hour_of_the_day_is_no_horizon_of_a_forecast(levels_of, text, span, role):
    assert levels_of(text)[span].role == role


@pytest.mark.parametrize(
    ("text", "span", "ticker"),
    [
        ("For XRP, $0.61 is the price to beat. For LINK, it is $14.20.", "$14.20", "LINK"),
        ("TON's ascending wedge has its floor at $5.10.", "$5.10", "TON"),
        ("Tron spent the session near $0.0841.", "$0.0841", "TRX"),
        ("Bitcoin eased to $36,900 and the euro bought $1.09.", "$1.09", "EUR"),
        ("Bitcoin eased to $36,900. The broker lifted its price target on Coinbase to $310.", "$310", "COIN"),
        ("Bitcoin eased to $36,900. It was near, $300 below the open.", "$36,900", "BTC"),
    ],
)
def test_what_only_a_traded_thing_has_makes_a_word_an_asset(levels_of, text, span, ticker):
    assert levels_of(text)[span].asset == ticker


def test_a_sum_for_a_name_is_no_level(levels_of):
    assert not levels_of("For LINK, $14 million was raised by the founders.")


@pytest.mark.parametrize(
    ("text", "span", "role"),
    [
        ("Bears have defended $17.40 on the Binance Coin chart.", "$17.40", "resistance"),
        ("Bulls have defended $15.20 on the Binance Coin chart against bears.", "$15.20", "support"),
        ("The broker lowered its price target on Coinbase to $210 from $270.", "$210", "target"),
        ("The broker lowered its price target on Coinbase to $210 from $270.", "$270", "target"),
        ("The exchange lowered its fees and bitcoin fell to $8,210.", "$8,210", "spot"),
        ("Bitcoin must gain acceptance above $97,400 this week.", "$97,400", "resistance"),
    ],
)
def test_who_defends_and_what_was_revised_decide_the_role(levels_of, text, span, role):
    assert levels_of(text)[span].role == role


def test_a_run_within_days_has_two_ends_and_one_that_stretches_is_a_zone(levels_of):
    assert set(levels_of("Aave ran from $81 to $109 in eight days.")) == {"$81", "$109"}
    assert set(levels_of("The support zone on the Aave chart runs from $81 to $86.")) == {"$81 to $86"}
