import time
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

# Own phrasings of many outlets and years: (text, span, role).
ROLES = [
    ("Bitcoin was changing hands at $41,300 in Singapore.", "$41,300", "spot"),
    ("Bitcoin slid below $9,000 on Kraken for the first time in a month.", "$9,000", "spot"),
    ("Litecoin rallied from $48 to $61 within two days.", "$48", "spot"),
    ("Bitcoin holds above $64,000 as the dollar weakens.", "$64,000", "spot"),
    ("Solana has support at $142, where it bounced twice.", "$142", "support"),
    ("The token sits just above the key $0.52 support level, and XRP bulls know it.", "$0.52", "support"),
    ("Bulls must defend $3,100 or ether will look weak.", "$3,100", "support"),
    ("A daily close below $27,400 would open the door for bitcoin bears.", "$27,400", "support"),
    ("As long as bitcoin holds above $88,000 the trend is up.", "$88,000", "support"),
    ("If $0.071 gives way, dogecoin has nothing below.", "$0.071", "support"),
    ("Ether bounced off $1,720 once again.", "$1,720", "support"),
    ("Buyers stepped in at $17,300, so bitcoin recovered.", "$17,300", "support"),
    ("Resistance for Cardano lies at $0.48 according to the chart.", "$0.48", "resistance"),
    ("Bitcoin was rejected at $31,800 for the third time.", "$31,800", "resistance"),
    ("Bitcoin failed to break $12,000 again.", "$12,000", "resistance"),
    ("Ether must clear $2,150 to regain momentum.", "$2,150", "resistance"),
    ("A break above $0.66 could lift XRP further.", "$0.66", "resistance"),
    ("The psychological $100,000 barrier has capped bitcoin since January.", "$100,000", "resistance"),
    ("Avalanche has stayed below $40 all month.", "$40", "resistance"),
    ("Bitcoin peaked at $19,600 in December.", "$19,600", "high"),
    ("Ether set a record high of $4,860 in November.", "$4,860", "high"),
    ("Bitcoin traded as high as $266 before the crash.", "$266", "high"),
    ("Bitcoin climbed to $73,700, its highest level ever, on Thursday.", "$73,700", "high"),
    ("After a low of $15,500, bitcoin recovered.", "$15,500", "low"),
    ("Ether fell as low as $81 that winter.", "$81", "low"),
    ("Bitcoin bottomed at $3,150 in December 2018.", "$3,150", "low"),
    ("Bitcoin sank to $49,200 before recovering most of the loss.", "$49,200", "low"),
    ("An analyst at a bank predicts bitcoin at $150,000 by the end of the year.", "$150,000", "target"),
    ("Bitcoin could slide to $20,000 next.", "$20,000", "target"),
    ("The chartist's target for Solana is $320.", "$320", "target"),
    ("Chainlink eyes $30 after the breakout.", "$30", "target"),
    ("A rally toward $5,000 is likely for ether.", "$5,000", "target"),
    ("XRP to $2?", "$2", "target"),
    ("The 200-day moving average at $58,400 is in reach for bitcoin.", "$58,400", "moving_average"),
    ("Ether trades above its 50-day EMA ($2,480).", "$2,480", "moving_average"),
    ("The firm's average purchase price is $30,600 per bitcoin.", "$30,600", "entry"),
    ("The company bought 1,200 BTC at $43,000 apiece.", "$43,000", "entry"),
    ("Entry: $142. Stop loss: $131. That is the Solana idea.", "$131", "stop"),
    ("Traders piled into the $80,000 calls on bitcoin.", "$80,000", "other"),
    ("Max pain for bitcoin options is $52,000.", "$52,000", "other"),
]


@pytest.mark.parametrize(("text", "span", "role"), ROLES)
def test_a_level_has_the_role_that_the_author_gives_it(levels_of, text, span, role):
    assert levels_of(text)[span].role == role


ROWS = [
    ("Supports for ether are $1,800, $1,740 and $1,655.", "support", ["$1,800", "$1,740", "$1,655"]),
    ("Bitcoin rose through the $9,200 and $9,400 resistance levels.", "resistance", ["$9,200", "$9,400"]),
    ("XRP could rally to $0.80 and then to $1.10.", "target", ["$0.80", "$1.10"]),
    ("Key resistance levels: $1.20, $1.45, $2. That is for Cardano.", "resistance", ["$1.20", "$1.45", "$2"]),
]


@pytest.mark.parametrize(("text", "role", "spans"), ROWS)
def test_items_of_a_row_share_its_role(levels_of, text, role, spans):
    levels = levels_of(text)
    assert [levels[span].role for span in spans] == [role] * len(spans)


@pytest.mark.parametrize(
    "text",
    [
        "Litecoin turned former resistance at $81 into support this week.",
        "Litecoin bulls flipped the resistance zone near $81 back into support.",
    ],
)
def test_a_level_flipped_around_its_price_remembers_what_it_was(levels_of, text):
    level = levels_of(text)["$81"]
    assert (level.role, level.previous_role) == ("support", "resistance")


@pytest.mark.parametrize(
    ("text", "price", "role"),
    [
        ("A drop to $88,200 would liquidate $700 million of Bitcoin longs.", "$88,200", "other"),
        ("The presale price of the coin was $0.021, and Bitcoin stood at $61,000.", "$0.021", "other"),
        ("Short ETH at $2,310, stop at $2,390, target $2,150.", "$2,310", "entry"),
        ("The measured move points to $3,100 for ether.", "$3,100", "target"),
        ("Bitcoin traders who were long at noon saw $61,000.", "$61,000", "spot"),
    ],
)
def test_prices_that_people_deal_at_have_their_role(levels_of, text, price, role):
    assert levels_of(text)[price].role == role


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bitcoin loses $90K as liquidations mount.", ["$90K"]),
        ("Bitcoin loses $20K in a week.", []),
        ("Bitcoin lost $2K before noon.", []),
        ("A trader loses $90K as Bitcoin falls.", []),
    ],
)
def test_a_round_price_that_a_coin_loses_is_no_move(levels_of, text, found):
    assert list(levels_of(text)) == found


def test_a_flipped_level_remembers_what_it_was(levels_of):
    level = levels_of("The $0.30 area has flipped from support to resistance for dogecoin.")["$0.30"]
    assert (level.role, level.previous_role) == ("resistance", "support")


def test_a_zone_is_one_level_between_its_ends(levels_of):
    (level,) = levels_of("Bitcoin ranged between $26,000 and $27,500 all week.").values()
    assert (level.price_low, level.price_high, level.relation) == (26_000, 27_500, "between")


def test_a_price_in_two_currencies_has_one_role(levels_of):
    levels = levels_of("Bitcoin hit a record high of $12,500 (£9,280) on Thursday.")
    assert [(level.role, level.currency) for level in levels.values()] == [("high", "USD"), ("high", "GBP")]


def test_relation_and_hedge_are_kept(levels_of):
    level = levels_of("Bitcoin is trading just above $36,000.")["$36,000"]
    assert (level.relation, level.approximate) == ("above", True)


def test_a_condition_is_not_a_report(levels_of):
    levels = levels_of("If bitcoin breaks above $52,000, it could rally to $58,000. It trades at $50,400.")
    assert [level.modality for level in levels.values()] == ["conditional", "forecast", "reported"]


def test_may_the_month_is_no_forecast(levels_of):
    level = levels_of("Bitcoin fell on May 19 to $30,000 within hours.")["$30,000"]
    assert (level.role, level.modality) == ("spot", "reported")


def test_every_level_says_why(levels_of):
    level = levels_of("Solana has support at $142.")["$142"]
    assert level.why.startswith("rule:named.support_before; rule:money.")
    assert "asset:" in level.why


NOT_LEVELS = [
    "Bitcoin's market cap is $1.2 trillion.",
    "Bitcoin gained $2,700 in a day.",
    "Ether is up $120 today.",
    "Bitcoin moved in a narrow $550 range.",
    "Thieves stole $43 million in ether from the exchange.",
    "The average bitcoin transaction fee rose to $52.",
    "Funds with $58 billion in assets hold bitcoin.",
    "About $4.2 billion of bitcoin options expire on Friday.",
    "Trading volume in bitcoin reached $31 billion.",
    "Bitcoin traders using 25x leverage watch the 61.8 percent Fibonacci level.",
    "The bitcoin RSI is at 71.",
    "The hacker was fined $250,000 for stealing bitcoin.",
    "The startup raised $5,000 in a bitcoin crowdfunding.",
    "Bitcoin has 14,000 nodes and 21 million coins.",
    "In 2021 bitcoin had a good year.",
    "The average swap on Ethereum costs gas of $0.80 per swap.",
    "Bitcoin miners there pay $0.047 per kilowatt hour.",
    "A ticket to the bitcoin conference costs $1,299.",
    "The pizza was bought with 10,000 BTC, then worth $41.",
    "One bitcoin trader turned $800 into $2.1 million.",
    "The bitcoin exchange was fined and the bank fined the exchange $4,300 for it.",
    "Early buyers of bitcoin would have $14,250 now.",
    "Since the top, $48,000 has been shaved off the price of a bitcoin.",
    "The price of bitcoin fell by about $15 on Sunday.",
    "Ethereum fees spiked to $127 on Monday.",
    "The gap between the bitcoin Bollinger bands has narrowed to about $250.",
    "Bitcoin options: 66,300 calls vs 48,405 puts.",
    "Net short bitcoin contracts rose to 1,801 in the week.",
    "Bitcoin's RSI found support at 340 and the index at 1,200.",
]


@pytest.mark.parametrize("text", NOT_LEVELS)
def test_amounts_that_are_no_price_are_no_level(levels_of, text):
    assert levels_of(text) == {}


BARE = [
    ("Bitcoin is back near 98K, a psychological level.", "98K", 98_000),
    ("BTC/USD is quoted at 8,230 in London.", "8,230", 8_230),
    ("Prices today: ETH: 2635, SOL: 173.", "2635", 2_635),
    ("Bitcoin traded at 13,700 BTC=BTSP on Bitstamp.", "13,700", 13_700),
    ("Bitcoin has in-term support at 310 flat this evening.", "310", 310),
    ("For bitcoin, a close above 235.92 would validate the long.", "235.92", Decimal("235.92")),
    ("We go long bitcoin with a stop loss somewhere around 564 on this one.", "564", 564),
    ("Bitcoin: enter towards an upside target of 575 if it breaks.", "575", 575),
    ("The bitcoin range is defined by 558 to the downside serving as support.", "558", 558),
    ("Short BTC 30,150. Stop: 30,900.", "30,150", 30_150),
    ("Bitcoin slumped through US$6 000 on Thursday.", "US$6 000", 6_000),
    ("Bitcoin tumbled as low as $5 705.31 at one point.", "$5 705.31", Decimal("5705.31")),
    ("Bitcoin traded at 94.3 million won in Seoul.", "94.3 million won", 94_300_000),
    ("In Paris bitcoin fetched 5 980 euros.", "5 980 euros", 5_980),
    ("One fund is sure of $1 million bitcoin by 2035.", "$1 million", 1_000_000),
]


@pytest.mark.parametrize(("text", "span", "value"), BARE)
def test_prices_without_a_sign_are_found(levels_of, text, span, value):
    assert levels_of(text)[span].price_low == value


def test_a_bare_number_far_from_the_prices_of_the_article_is_no_level(levels_of):
    assert set(levels_of("Bitcoin trades at $61,300. The support group of 310 met at 564 stops.")) == {"$61,300"}


def test_a_bare_number_has_the_currency_of_the_price_before_it(levels_of):
    levels = levels_of("Bitcoin dropped to 2,480 yuan in Beijing. A break below 2,400 would be ugly.")
    assert levels["2,400"].currency == "CNY"


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("ETH/BTC is testing 0.078 again. A weekly close above 0.080 would be a first.", {"0.078", "0.080"}),
        ("The ETH/BTC pair slid to 0.0521 before recovering to 0.0533.", {"0.0521", "0.0533"}),
    ],
)
def test_a_pair_is_priced_in_its_quote(levels_of, text, spans):
    levels = levels_of(text)
    assert set(levels) == spans
    assert {(level.asset, level.currency) for level in levels.values()} == {("ETH", "BTC")}


@pytest.mark.parametrize(
    "text",
    [
        "XRP collapsed beneath 2200 sats on Monday.",
        "Against bitcoin, XRP broke the 2200 sats level.",
        "In bitcoin terms XRP went from 2200 sats to 2500 sats.",
    ],
)
def test_satoshis_are_a_price_of_another_coin(levels_of, text):
    level = levels_of(text)["2200 sats"]
    assert (level.asset, level.currency, level.price_low) == ("XRP", "BTC", Decimal("0.000022"))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("XRP is in the middle of its short ($0.37-42) range.", "0.37", "0.42"),
        ("Litecoin held the $61.20-80 area.", "61.20", "61.80"),
    ],
)
def test_cents_alone_close_a_range(levels_of, text, low, high):
    (level,) = levels_of(text).values()
    assert (level.price_low, level.price_high) == (Decimal(low), Decimal(high))


def test_a_price_in_bitcoin_has_bitcoin_as_currency(levels_of):
    level = levels_of("Cardano trades at 0.00004180 BTC.")["0.00004180 BTC"]
    assert (level.asset, level.currency, level.price_low) == ("ADA", "BTC", Decimal("0.0000418"))


def test_each_price_belongs_to_its_asset(levels_of):
    levels = levels_of("Bitcoin fell to $61,200 while ether dropped to $3,020. Solana was at $138.")
    assert [level.asset for level in levels.values()] == ["BTC", "ETH", "SOL"]


def test_one_million_dollar_bitcoin_is_a_target(levels_of):
    level = levels_of("The investor predicts a bitcoin price of $1 million by 2030.")["$1 million"]
    assert (level.role, level.price_low) == ("target", 1_000_000)


def test_that_line_is_the_support_named_before(levels_of, read_figures):
    found = read_figures("Stellar has support at $0.21. Traders should keep an eye on that $0.21 line.")
    assert [level.role for level in found.price_levels] == ["support", "support"]


def test_a_hundred_kilobytes_without_a_full_stop_take_seconds(read_figures):
    begin = time.process_time()
    found = read_figures("bitcoin at $5, up 3% and " * 4_000, "The bitcoin price and what it did in the market")
    assert len(found.price_levels) > 1_000
    assert time.process_time() - begin < 60


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    words=st.lists(
        st.sampled_from(
            "bitcoin ether $9,000 $1-2B 5% support above if could low high of to and - 98K resistance liquidated in "
            "shorts (SOL) 24 hours , . : ETF inflows funding 50-day MA 10x \n €3 fear greed index at 61".split(" ")
        ),
        max_size=60,
    )
)
def test_any_jumble_of_market_words_is_read_without_fault(read_figures, words):
    text = " ".join(words)
    found = read_figures(text, "The market and the price of bitcoin are what this is about")
    for mention in (*found.price_levels, *found.liquidations, *found.metrics):
        assert found.article.text[mention.start : mention.end] == mention.text
        assert mention.text in mention.sentence
        assert 0 <= mention.confidence <= 1


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Bitcoin's price went from $3,120 to $2,590 in a week.", ["$3,120", "$2,590"]),
        ("The bitcoin price moved from $6,000 to $6,500.", ["$6,000", "$6,500"]),
        ("The bitcoin price ranged from $6,000 to $6,500.", ["$6,000 to $6,500"]),
    ],
)
def test_a_price_that_went_from_one_to_another_is_two_levels(read_figures, text, spans):
    assert [level.text for level in read_figures(text).price_levels] == spans


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("On Huobi bitcoin slid to ¥2,590.", "CNY"),
        ("Bitcoin slid to ¥2,590 when the yuan rose.", "CNY"),
        ("Bitcoin slid to ¥925,900 on Tokyo's exchanges.", "JPY"),
        ("Bitcoin slid to ¥925,900 as the yen fell against the yuan.", "JPY"),
    ],
)
def test_the_yen_sign_is_read_as_yuan_where_the_article_speaks_of_them(read_figures, text, currency):
    (level,) = read_figures(text).price_levels
    assert level.currency == currency


@pytest.mark.parametrize(
    ("text", "span", "role"),
    [
        ("Bitcoin is at its lowest since April. It touched $5,368 on Coinbase.", "$5,368", "low"),
        ("Ether fell to the weakest level in two years. The token briefly hit $88.", "$88", "low"),
        ("Ether rose to the highest since June. Prices reached about $2,140 in Asia.", "$2,140", "high"),
        ("Bitcoin is at its lowest since April. Ether touched $188 on Coinbase.", "$188", "spot"),
        ("Bitcoin has bounced from its lowest since April. It touched $6,100 on Coinbase.", "$6,100", "spot"),
        ("Bitcoin is at its lowest since April. It reached $8,100 three weeks ago.", "$8,100", "spot"),
        ("Bitcoin is quiet. It touched $5,368 on Coinbase.", "$5,368", "spot"),
    ],
)
def test_a_price_touched_right_behind_an_extreme_is_the_extreme(levels_of, text, span, role):
    assert levels_of(text)[span].role == role
