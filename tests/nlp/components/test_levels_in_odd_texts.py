"""Prices in old and odd texts: yuan pairs, ratios of two coins, points, options, mathematical letters."""

import pytest


def test_numbers_below_a_yuan_pair_are_yuan(levels_of):
    text = "BTC/CNY is trading higher on the day around 2480 levels. Support sits at 2390, and 2550 is the hurdle."
    levels = levels_of(text, "Bitcoin regains calm")
    assert {level.currency for level in levels.values()} == {"CNY"}
    assert levels["2390"].role == "support"


def test_numbers_below_a_dollar_pair_stay_dollars(levels_of):
    levels = levels_of("BTC/USD is trading higher on the day around 3480 levels, and support sits at 3390.", "Bitcoin")
    assert {level.currency for level in levels.values()} == {"USD"}


@pytest.mark.parametrize(
    ("text", "span", "ticker"),
    [
        ("The ETH/BTC pair slipped. The ratio fell to 0.0312 on Monday.", "0.0312", "ETH"),
        ("The litecoin to bitcoin exchange rate is 0.0023 this week.", "0.0023", "LTC"),
        ("XRP/BTC found support at 0.0000213 again.", "0.0000213", "XRP"),
    ],
)
def test_the_ratio_of_two_coins_is_a_price_in_bitcoin(levels_of, text, span, ticker):
    level = levels_of(text, "Ratios")[span]
    assert (level.asset, level.currency) == (ticker, "BTC")


@pytest.mark.parametrize(
    "text",
    [
        "The put-call ratio of bitcoin fell to 0.53 before the expiry.",
        "Bitcoin's correlation with stocks dropped to 0.21, while the ETH/BTC chart was flat.",
        "The hash rate of bitcoin rose 0.45 in a day.",
    ],
)
def test_other_ratios_are_no_prices(levels_of, text):
    assert not levels_of(text, "Ratios")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("The Dow Jones index increased by 0.7% to 43,120.50 points on Friday.", "43,120.50"),
        ("The Nasdaq is trading at 21,350 and bitcoin at $101,000.", "21,350"),
        ("The S&P 500 inched up by 0.2% to 5,911.20 points, also surpassing the 5,900 mark.", "5,900"),
        ("The S&P 500 Index (SPX - 4,120.33) shed 11 points.", "4,120.33"),
    ],
)
def test_an_index_stands_at_points(levels_of, text, span):
    level = next(level for shown, level in levels_of(text, "Stocks").items() if shown.startswith(span))
    assert (level.currency, level.role) == ("PTS", "spot")


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("The max pain levels for BTC and ETH are currently at $41,000 and $2,300.", ["$41,000", "$2,300"]),
        ("The expiry has 61,200 call option contracts and 40,300 put option contracts for bitcoin.", []),
        ("In ether's case, a total of 210,500 calls are due on Friday.", []),
    ],
)
def test_options_are_priced_by_strikes_and_not_by_counts(levels_of, text, spans):
    levels = levels_of(text, "Options")
    assert list(levels) == spans
    assert {level.role for level in levels.values()} <= {"other"}


@pytest.mark.parametrize(
    ("text", "span", "role"),
    [
        ("Bitcoin reached the milestone of $70,000 on Sunday.", "$70,000", "spot"),
        ("Bitcoin could reach the milestone of $70,000 by May.", "$70,000", "target"),
        ("The 50% retracement of the rally from $31 to $46 is where Litecoin halted.", "$31", "low"),
        ("The 50% retracement of the rally from $31 to $46 is where Litecoin halted.", "$46", "high"),
        ("Dash paused at the 38.2% retracement of the drop from $82 to $61.", "$82", "high"),
        ("It spent $310 million on 9,100 bitcoins at a price of $34,070 per bitcoin.", "$34,070", "entry"),
        ("UST, which may have helped trigger the rout, traded at about 31 cents.", "31 cents", "spot"),
        ("Further declines would be stopped at $6,150 for bitcoin.", "$6,150", "support"),
        ("A short-term top is formed near $3,180 for ether.", "$3,180", "high"),
        ("Bitcoin lost 17% of its value, to $8,450, before lunch.", "$8,450", "spot"),
        ("The surge from 9 cents to over 21 cents drew a crowd to dogecoin.", "21 cents", "spot"),
        ("Dogecoin passed 35 cents on Friday.", "35 cents", "spot"),
        ("Funds bet on $90,000 bitcoin calls.", "$90,000", "other"),
        ("Traders see bitcoin moving through $90,000 by the end of the year.", "$90,000", "target"),
        ("The highest value of dogecoin stood at $0.31.", "$0.31", "high"),
    ],
)
def test_roles_in_old_reports(levels_of, text, span, role):
    assert levels_of(text, "Coins")[span].role == role


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Bitcoin fell to $410. A gap between the venues of that size was $9 last week.", ["$410"]),
        ("Oil futures fell $7.20, or 31%, to settle at $15.90 a barrel.", ["$15.90"]),
        ("An investment of $1,000 in Chainlink at $14.10 could turn into $1,740.", ["$14.10"]),
        ("Riot's earnings per share reached $1.20, and bitcoin stood at $61,000.", ["$61,000"]),
        ("Bitcoin fell to $61,000. The call trades at 0.02 BTC ($1,220) now.", ["$61,000"]),
        ("Chainlink stood at $14.10 a day ago and pays $3 a day to nobody.", ["$14.10"]),
    ],
)
def test_differences_and_moves_are_no_prices(levels_of, text, spans):
    assert list(levels_of(text, "Coins")) == spans


def test_posts_with_signs_and_mathematical_letters(levels_of):
    levels = levels_of("🐶 DOGE 🌕 $0.21\n🔥 ETH 🚀 $2,410\n𝗕𝗶𝘁𝗰𝗼𝗶𝗻 climbed to $𝟒𝟐,𝟏𝟎𝟎 today.", "Wrap")
    assert {span: level.asset for span, level in levels.items()} == {
        "$0.21": "DOGE",
        "$2,410": "ETH",
        "$𝟒𝟐,𝟏𝟎𝟎": "BTC",
    }
