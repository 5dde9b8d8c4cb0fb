"""Roles in the turns of phrase of many outlets; `test_price_levels` has the plain cases."""

import pytest

ROLES = [
    # a name over a short gap
    ("Resistance is close to $1,980 for ether.", "$1,980", "resistance"),
    ("Bitcoin found buying support close to $7,820.", "$7,820", "support"),
    ("Ether sat with the $2,115 level holding as resistance.", "$2,115", "resistance"),
    ("Bitcoin made several local tops around $9,150 that spring.", "$9,150", "high"),
    ("Bitcoin set a daily low at 04:00 UTC of $311, one venue says.", "$311", "low"),
    ("A bullish order block stretches from $21.10 to $21.60 on the Injective chart.", "$21.10 to $21.60", "support"),
    ("Bitcoin is back over its 200-day average, currently at $8,730.", "$8,730", "moving_average"),
    ("Averages for ether: 20-day $4,410, 50-day $4,290.", "$4,290", "moving_average"),
    ("The cost basis of bitcoin's short-term holders has risen to $25,700.", "$25,700", "entry"),
    ("Bitcoin's realized price (for the total market) is $20,400.", "$20,400", "entry"),
    ("Keep stops on longs at $23.70, the Binance Coin traders were told.", "$23.70", "stop"),
    ("The stop loss on this bitcoin trade sits somewhere around $312.", "$312", "stop"),
    ("Bitcoin fell 9% to $7,180 in overnight trading, its lowest since January.", "$7,180", "low"),
    ("Bitcoin last traded at $29,650 per coin on Tuesday, its lowest level in a month.", "$29,650", "low"),
    # extremes that are still to come
    ("Bitcoin may plunge to a low of $18,700.", "$18,700", "target"),
    ("Analysts expect bitcoin to bottom at $2,900 in spring.", "$2,900", "target"),
    ("Ether could rally to a 3-month high of $1,950.", "$1,950", "target"),
    ("The bulls may push XRP towards the high of $0.2510.", "$0.2510", "high"),
    # levels that were kept, lost or handed on
    ("Bitcoin failed to stay above $22,300 and slid.", "$22,300", "support"),
    ("By winter bitcoin was struggling to remain above $310.", "$310", "support"),
    ("The $20,700 zone could be tested if bitcoin gains more.", "$20,700", "target"),
    ("Ether climbed to $19.30 before being rejected.", "$19.30", "high"),
    ("Clear moves below the $18,700 level could hurt bitcoin.", "$18,700", "support"),
    ("Solana met sellers again at the middle band at $17.60.", "$17.60", "resistance"),
    ("A whale opened a short on bitcoin at $114,300 last night.", "$114,300", "entry"),
    ("He holds ether longs from $3,590.", "$3,590", "entry"),
    ("The band between $1,910 and $2,140 is where he wants to accumulate ether.", "$1,910 and $2,140", "entry"),
    ("The short on bitcoin faces liquidation if the price reaches $122,900.", "$122,900", "other"),
    ("If bitcoin rises to $85,500, the position will be liquidated.", "$85,500", "other"),
    ("The whale is shorting 6,200 BTC at a price of $83,800.", "$83,800", "entry"),
    ("A bank says bitcoin could cross $200,000 by the end of 2025.", "$200,000", "target"),
    ("Bitcoin may retreat into the low $70,000 range.", "$70,000", "target"),
    # no role at all
    ("Bitcoin soared back above the crucial level of $100,400.", "$100,400", "spot"),
    ("Bitcoin eased, yet it has held above the $90,400 threshold.", "$90,400", "spot"),
    ("One litecoin can be bought for $229 today.", "$229", "spot"),
    ("Bitcoin bounced off its 50-day MA to $815.", "$815", "spot"),
    ("SOL/USDT | Low: $163.10 | Last: $168.40 | Target: $179.90", "$168.40", "spot"),
    ("The rise put bitcoin above $24,300.", "$24,300", "spot"),
    ("Bitcoin bounced to the current $9,410 level.", "$9,410", "spot"),
    ("Bitcoin changed hands in the low $100,000s.", "$100,000", "spot"),
    ("Bitcoin trades at $60,300 this Monday morning, the lowest part of its range.", "$60,300", "spot"),
    ("Bitcoin$62,310.08 and other coins were little changed.", "$62,310.08", "spot"),
]


@pytest.mark.parametrize(("text", "span", "role"), ROLES)
def test_a_level_has_the_role_that_the_author_gives_it(levels_of, text, span, role):
    assert levels_of(text)[span].role == role


@pytest.mark.parametrize(
    "text",
    [
        "The first support for XRP lies at $0.87. This is followed by $0.83 (2020 high), $0.80 and $0.73.",
        "XRP has support at $0.87. It is then followed by $0.83, $0.80 (a Fib level) and $0.73.",
    ],
)
def test_a_sentence_that_carries_a_row_on_keeps_its_role(levels_of, text):
    levels = levels_of(text)
    assert {levels[span].role for span in ("$0.83", "$0.80", "$0.73")} == {"support"}


def test_being_followed_by_a_move_carries_no_role_on(levels_of):
    levels = levels_of("Support for XRP lies at $0.87. This is followed closely by traders, who saw a high of $0.95.")
    assert levels["$0.95"].role == "high"


def test_a_forecast_that_was_raised_has_two_ends(levels_of):
    levels = levels_of("The bank raised its bitcoin forecast from $100,000 to $150,000.")
    assert set(levels) == {"$100,000", "$150,000"}


def test_a_forecast_with_a_range_is_one_level(levels_of):
    assert set(levels_of("Bitcoin forecasts range from $100,000 to $150,000.")) == {"$100,000 to $150,000"}


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Bitcoin's dip from its all-time high of $126,000 to $100,000 took a month.", {"$126,000", "$100,000"}),
        ("Ether fell from last year's peak near $4,800 to $3,100.", {"$4,800", "$3,100"}),
        ("Bitcoin could range from $10,500-$11,400 for weeks.", {"$10,500-$11,400"}),
    ],
)
def test_a_fall_from_a_high_has_two_ends(levels_of, text, spans):
    assert set(levels_of(text)) == spans


def test_a_second_name_between_two_prices_makes_them_two(levels_of):
    levels = levels_of("XRP held a range between $1.14 and support at $1.05 all week.")
    assert levels["$1.05"].role == "support"


@pytest.mark.parametrize(
    ("text", "span", "role"),
    [
        ("The 100-week average, which currently sits at $7,410, held for bitcoin.", "$7,410", "moving_average"),
        ("Ether lost the 200-day EMA, which is at $2,870.", "$2,870", "moving_average"),
        ("The stop loss for Chainlink can be kept at $14.20.", "$14.20", "stop"),
        ("Solana is back at the breakdown level of $171.", "$171", "resistance"),
        ("Cardano retested the breakout level of $0.61 and held.", "$0.61", "support"),
        ("For bitcoin the next stops are $71,300 and $74,900.", "$71,300", "target"),
        ("Dogecoin smashed its old record, soaring to $0.41 on Friday.", "$0.41", "high"),
        ("Bitcoin set another all-time high by briefly touching $73,100.", "$73,100", "high"),
        ("Analysts at the bank see bitcoin at $140,000 by the third quarter.", "$140,000", "target"),
        ("USDC fell on Saturday but clawed its way back to $0.991.", "$0.991", "spot"),
        ("Bitcoin is on its way to $140,000.", "$140,000", "target"),
        ("Ether broke a record in March and traded at $1,780.", "$1,780", "spot"),
    ],
)
def test_roles_in_turns_of_phrase_from_market_wraps(levels_of, text, span, role):
    assert levels_of(text)[span].role == role


def test_a_defended_area_is_support(levels_of):
    levels = levels_of("Bulls have defended the area between $59,200 and $61,000 for bitcoin since May.")
    assert levels["$59,200 and $61,000"].role == "support"
