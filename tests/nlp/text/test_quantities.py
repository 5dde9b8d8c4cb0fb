import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.text.numbers import LARGEST_FIGURE
from nlp.text.quantities import read_quantities


def read(text):
    return [(text[q.start : q.end], q.kind, q.low, q.high, q.unit) for q in read_quantities(text)]


def amounts(text):
    return [(q.kind, q.low, q.high, q.unit) for q in read_quantities(text)]


MONEY = [
    ("it paid $5,250 for it", "$5,250", "5250", "USD"),
    ("sold at $0.000041 each", "$0.000041", "0.000041", "USD"),
    ("at $.07 a coin", "$.07", "0.07", "USD"),
    ("quoted at USD 00.450 now", "USD 00.450", "0.45", "USD"),
    ("quoted at 7,120 USD now", "7,120 USD", "7120", "USD"),
    ("worth US$9,100 then", "US$9,100", "9100", "USD"),
    ("worth 63 cents", "63 cents", "0.63", "USD"),
    ("worth 4.5¢", "4.5¢", "0.045", "USD"),
    ("in Seoul at 4.1 million won", "4.1 million won", "4100000", "KRW"),
    ("near €41,300 in Paris", "€41,300", "41300", "EUR"),
    ("at €1.234,56 there", "€1.234,56", "1234.56", "EUR"),
    ("about £3,010.55 a coin", "£3,010.55", "3010.55", "GBP"),
    ("it cost 2,410.75 pounds", "2,410.75 pounds", "2410.75", "GBP"),
    ("at ₹45 lakh", "₹45 lakh", "4500000", "INR"),
    ("Rs 1.5 crore seized", "Rs 1.5 crore", "15000000", "INR"),
    ("up ¥6.2 million", "¥6.2 million", "6200000", "JPY"),
    ("a loss of +$385mn", "+$385mn", "385000000", "USD"),
    ("near $58k again", "$58k", "58000", "USD"),
    ("hits $2.1M today", "$2.1M", "2100000", "USD"),
    ("a $38B pile", "$38B", "38000000000", "USD"),
    ("worth $1.07 trillion", "$1.07 trillion", "1070000000000", "USD"),
    ("a $250-million round", "$250-million", "250000000", "USD"),
    ("about $1.3 B in all", "$1.3 B", "1300000000", "USD"),
    ("half a billion dollars gone", "half a billion dollars", "500000000", "USD"),
    ("three hundred million dollars", "three hundred million dollars", "300000000", "USD"),
    ("one and a half trillion dollars", "one and a half trillion dollars", "1500000000000", "USD"),
    ("1.5 million dollars", "1.5 million dollars", "1500000", "USD"),
    ("back to sub-$20K", "$20K", "20000", "USD"),
    ("it fell to$91,200 and", "$91,200", "91200", "USD"),
    ("₿0.015 was sent", "₿0.015", "0.015", "BTC"),
]


@pytest.mark.parametrize(("text", "span", "value", "unit"), MONEY)
def test_money_is_read_with_its_exact_span(text, span, value, unit):
    assert read(text) == [(span, "money", Decimal(value), Decimal(value), unit)]


OTHER_KINDS = [
    ("up 3.4 percent", "3.4 percent", "percent", "3.4", None),
    ("down -3.15 percent", "-3.15 percent", "percent", "3.15", None),
    ("ten per cent of it", "ten per cent", "percent", "10", None),
    ("rose 10,5% there", "10,5%", "percent", "10.5", None),
    ("with 25x leverage", "25x", "multiple", "25", None),
    ("a 40X long", "40X", "multiple", "40", None),
    ("moved 5,000 BTC out", "5,000 BTC", "coins", "5000", "BTC"),
    ("moved 1.5K ETH out", "1.5K ETH", "coins", "1500", "ETH"),
    ("priced at 0.0000527 BTC", "0.0000527 BTC", "coins", "0.0000527", "BTC"),
    ("at 240 sats", "240 sats", "coins", "0.0000024", "BTC"),
    ("lost 120 points", "120 points", "points", "120", None),
    ("reached 712.3M on the day", "712.3M", "plain", "712300000", None),
    ("a high of 123,456!", "123,456", "plain", "123456", None),
    ("near 100K again", "100K", "plain", "100000", None),
    ("at 13,900 BTC=BTSP on", "13,900", "plain", "13900", None),
]


@pytest.mark.parametrize(("text", "span", "kind", "value", "unit"), OTHER_KINDS)
def test_other_units_have_their_own_kind(text, span, kind, value, unit):
    assert read(text) == [(span, kind, Decimal(value), Decimal(value), unit)]


RANGES = [
    ("a zone of $58,000-$60,000 held", "$58,000-$60,000", 58000, 60000),
    ("between $6,000 and $7,000", "$6,000 and $7,000", 6000, 7000),
    ("the $330- $300 zone", "$330- $300", 300, 330),
    ("buy $46k to 52k", "$46k to 52k", 46000, 52000),
    ("around $58-60K", "$58-60K", 58000, 60000),
    ("around $9.5k–$10k", "$9.5k–$10k", 9500, 10000),
    ("the USD 5,400 - USD 5,420 area", "USD 5,400 - USD 5,420", 5400, 5420),
    ("ranging from $91,000 to $94,500", "$91,000 to $94,500", 91000, 94500),
    ("a band from $1.10 to $1.20 area", "$1.10 to $1.20", Decimal("1.1"), Decimal("1.2")),
    ("worth $1-2 billion", "$1-2 billion", 10**9, 2 * 10**9),
]


@pytest.mark.parametrize(("text", "span", "low", "high"), RANGES)
def test_a_zone_is_one_quantity(text, span, low, high):
    assert [r[:4] for r in read(text)] == [(span, "money", low, high)]


def test_a_move_from_one_price_to_another_is_two_quantities():
    assert [q[0] for q in read("sank from $7,900 to $5,600 in days")] == ["$7,900", "$5,600"]


def test_a_gain_and_the_price_it_led_to_are_two_quantities():
    assert [q[2] for q in read("it rose $200 to $8,900 by noon")] == [200, 8900]


def test_listed_prices_stay_apart():
    assert [q[2] for q in read("at USD 5,480, USD 5,450 and USD 5,420 next")] == [5480, 5450, 5420]


def test_percent_ranges_are_two_quantities_that_share_the_sign():
    assert amounts("gains of 10-15% and 4 to 6%") == [("percent", Decimal(n), Decimal(n), None) for n in (10, 15, 4, 6)]


def test_far_apart_numbers_share_no_multiplier():
    assert [q[2] for q in read("from $1 to $100K within a decade")] == [1, 100_000]


def test_a_price_in_two_currencies_is_two_quantities():
    assert [(q[2], q[4]) for q in read("at $5,000 (£3,889) a coin")] == [(5000, "USD"), (3889, "GBP")]


GLUED = [
    ("falls to $98,295Bias: sell above $99,120", ["98295", "99120"]),
    ("drops to $0.000035Onchain data", ["0.000035"]),
    ("hits $120KWhat now", ["120000"]),
    ("ETH: 2635Next SOL: 173", ["2635", "173"]),
]


@pytest.mark.parametrize(("text", "values"), GLUED)
def test_lost_blanks_do_not_hide_a_number(text, values):
    assert [q[2] for q in read(text)] == [Decimal(v) for v in values]


NOT_FIGURES = [
    "on May 28, 2020 at 08:10 UTC",
    "25-26 October and 3 March",
    "in 2021 and 1999",
    "version v2.0.1 of ERC-20, EIP-1559 and Web3",
    "the 1st, 2nd and 21st",
    "see https://news.example/2021/12/99000-dollars?id=55555",
    "wallet 0x12345678901234567890abcdef",
    "a 14-month low, the 200-day line, a 4h chart",
    "call 1.234.5 or 12.05.2020",
    "1" * 40,
]


@pytest.mark.parametrize("text", NOT_FIGURES)
def test_dates_versions_and_addresses_are_no_quantities(text):
    assert read(text) == []


@pytest.mark.parametrize(
    "word", ["about", "around", "roughly", "nearly", "just over", "slightly above", "close to", "~"]
)
def test_hedges_make_it_approximate_and_stay_outside_the_span(word):
    text = f"trading at {word} $9,100 now"
    (quantity,) = read_quantities(text)
    assert quantity.is_approximate
    assert text[quantity.start : quantity.end] == "$9,100"


def test_a_stated_price_is_not_approximate():
    (quantity,) = read_quantities("trading at $9,100 now")
    assert not quantity.is_approximate


SCALES = [("", 1), ("k", 10**3), ("K", 10**3), (" million", 10**6), ("M", 10**6), ("mn", 10**6), ("B", 10**9)]
SCALES += [("bn", 10**9), (" billion", 10**9), (" trillion", 10**12), ("T", 10**12)]
CURRENCIES = [("$", "USD"), ("US$", "USD"), ("USD ", "USD"), ("€", "EUR"), ("£", "GBP"), ("HK$", "HKD"), ("₹", "INR")]
LEADS = ["", "price at ", "(", "“", "fell to ", "— ", "to\u00a0"]
TAILS = ["", ".", ", then", ") and", "”", "!", " on Friday", "\n"]


@given(
    whole=st.integers(1, 10**9),
    decimals=st.integers(0, 6),
    fraction=st.integers(0, 10**6 - 1),
    scale=st.sampled_from(SCALES),
    currency=st.sampled_from(CURRENCIES),
    lead=st.sampled_from(LEADS),
    tail=st.sampled_from(TAILS),
    grouped=st.booleans(),
)
def test_any_amount_in_any_style_is_read_back(whole, decimals, fraction, scale, currency, lead, tail, grouped):
    digits = f"{whole:,}" if grouped else str(whole)
    if decimals:
        digits += f".{fraction:06d}"[: decimals + 1]
    span = currency[0] + digits + scale[0]
    value = Decimal(digits.replace(",", "")) * scale[1]
    is_readable = value < LARGEST_FIGURE
    assert read(lead + span + tail) == ([(span, "money", value, value, currency[1])] if is_readable else [])


@given(low=st.integers(10, 900), step=st.integers(1, 90), joint=st.sampled_from(["-", "–", " - ", " to ", " and "]))
def test_zones_of_thousands_are_read_back(low, step, joint):
    text = f"between ${low}k{joint}${low + step}k"
    (quantity,) = read_quantities(text)
    assert (quantity.low, quantity.high) == (low * 1000, (low + step) * 1000)


@given(st.text(st.sampled_from("0123456789.,-–$€£%kKmMbB xXtonadr\n'/:BTCUSD()~+"), max_size=300))
def test_no_text_breaks_the_grammar_and_spans_are_in_order(text):
    end = 0
    for quantity in read_quantities(text):
        assert end <= quantity.start < quantity.end <= len(text)
        assert quantity.low <= quantity.high
        end = quantity.end


@pytest.mark.parametrize(
    "text",
    ["9" * 1_000_000, "1," * 500_000, "$1-" * 100_000, "a half a " * 100_000, "0x" + "a" * 500_000, "$" * 500_000],
    ids=["digits", "commas", "dashes", "words", "address", "signs"],
)
def test_a_megabyte_of_anything_takes_seconds_at_most(text):
    begin = time.perf_counter()
    read_quantities(text)
    assert time.perf_counter() - begin < 20


@pytest.mark.parametrize(
    "text",
    [
        "Bitcoin hit $100,000,000,000,000,000,000 today",
        "Bitcoin hit 100000000000000000000000 today",
        "volume of $999,999,999 trillion was reported",
        "between $5,000,000 and $9,000,000 trillion",
        "at $0.0000000000000000000001 a coin",
    ],
)
def test_figures_beyond_every_market_are_left_out(text):
    assert read(text) == []


def test_zero_and_the_extremes_of_markets_are_read():
    assert [low for _, low, *_ in amounts("$0 or $0.000000000001 or $9,000 trillion")] == [
        Decimal(0),
        Decimal("0.000000000001"),
        Decimal(9000 * 10**12),
    ]
