import time
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nlp.text.normalize import plain_text
from nlp.text.numbers import LARGEST_FIGURE, is_grouped_by_point
from nlp.text.quantities import read_quantities
from nlp.text.shown import shown_text


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
    ("0.015₿ was sent", "0.015₿", "0.015", "BTC"),
    ("now 41.300 € there", "41.300 €", "41300", "EUR"),
    ("now €41.300 there", "€41.300", "41300", "EUR"),
    ("now €1.305 there", "€1.305", "1.305", "EUR"),
    ("now 1.305€ there", "1.305€", "1305", "EUR"),
    ("now 41 300,75 € there", "41 300,75 €", "41300.75", "EUR"),
    ("now 41 300 $ there", "41 300 $", "41300", "USD"),
    ("now USD 41 300 there", "USD 41 300", "41300", "USD"),
    ("at $2.400 then", "$2.400", "2.4", "USD"),
    ("at $24.125 then", "$24.125", "24.125", "USD"),
    ("at $24.000 then", "$24.000", "24000", "USD"),
    ("at R$ 7.250 then", "R$ 7.250", "7250", "BRL"),
    ("for 58k$ there", "58k$", "58000", "USD"),
    ("for 1.2m€ there", "1.2m€", "1200000", "EUR"),
    ("for 9,100USD there", "9,100USD", "9100", "USD"),
    ("for 9,100 US$ there", "9,100 US$", "9100", "USD"),
    ("for CHF 9'100 there", "CHF 9'100", "9100", "CHF"),
    ("for MX$1.2m there", "MX$1.2m", "1200000", "MXN"),
    ("for 430,000 ZAR there", "430,000 ZAR", "430000", "ZAR"),
    ("for $65 grand", "$65 grand", "65000", "USD"),
    ("a $65, 000 call", "$65, 000", "65000", "USD"),
    ("a cap of ₹1.2 lakh crore", "₹1.2 lakh crore", "1200000000000", "INR"),
    ("Rs. 75,00,000 paid", "Rs. 75,00,000", "7500000", "INR"),
    ("at $1.2e-5 each", "$1.2e-5", "0.000012", "USD"),
    ("at 1.2e-5 dollars each", "1.2e-5 dollars", "0.000012", "USD"),
    ("paid $500 $ETH holders", "$500", "500", "USD"),
    ("now usd 9,100 there", "usd 9,100", "9100", "USD"),
    ("now 9,100 usdt there", "9,100 usdt", "9100", "USD"),
]


@pytest.mark.parametrize(("text", "span", "value", "unit"), MONEY)
def test_money_is_read_with_its_exact_span(text, span, value, unit):
    assert read(text) == [(span, "money", Decimal(value), Decimal(value), unit)]


OTHER_KINDS = [
    ("up 3.4 percent", "3.4 percent", "percent", "3.4", None),
    ("down -3.15 percent", "-3.15 percent", "percent", "3.15", None),
    ("ten per cent of it", "ten per cent", "percent", "10", None),
    ("rose 10,5% there", "10,5%", "percent", "10.5", None),
    ("rose 7 percents", "7 percents", "percent", "7", None),
    ("rose 7 pct on it", "7 pct", "percent", "7", None),
    ("moved 5e3 BTC out", "5e3 BTC", "coins", "5000", "BTC"),
    ("is 1 250 000 sats now", "1 250 000 sats", "coins", "0.0125", "BTC"),
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
    ("the 65,000$-70,000$ zone", "65,000$-70,000$", 65000, 70000),
    ("between 65.000 € and 70.000 €", "65.000 € and 70.000 €", 65000, 70000),
    ("support at 60 000 - 62 000 $ now", "60 000 - 62 000 $", 60000, 62000),
]


@pytest.mark.parametrize(("text", "span", "low", "high"), RANGES)
def test_a_zone_is_one_quantity(text, span, low, high):
    assert [r[:4] for r in read(text)] == [(span, "money", low, high)]


def test_a_move_from_one_price_to_another_is_two_quantities():
    assert [q[0] for q in read("sank from $7,900 to $5,600 in days")] == ["$7,900", "$5,600"]


def test_a_gain_and_the_price_it_led_to_are_two_quantities():
    assert [q[2] for q in read("it rose $200 to $8,900 by noon")] == [200, 8900]


@pytest.mark.parametrize(("text", "sign"), [("$67,123.45-2.1%", -1), ("$67,123+2.1%", 1), ("$0.71–2.1%", -1)])
def test_a_change_glued_to_its_price_has_its_sign(text, sign):
    price, change = read_quantities(text)
    assert (price.kind, change.kind, change.sign) == ("money", "percent", sign)
    assert text[change.start : change.end] == text[-5:]


def test_struck_out_is_not_approximate():
    assert not any(quantity.is_approximate for quantity in read_quantities("~~$66,000~~ $65,000"))


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
    ("hits $100kEther hits $4bnSolana", ["100000", "4000000000"]),
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
    "cut by 50 bps, by 25 basis points, up 2 percentage points, 1.5pp more",
    "block 4e5 of 9E10",
    "agent 007 and room 000",
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
CURRENCIES += [
    ("USD", "USD"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("¥", "JPY"),
    ("₿", "BTC"),
    ("Rs. ", "INR"),
    ("SEK ", "SEK"),
]
BEHIND = [("$", "USD"), (" $", "USD"), ("€", "EUR"), (" €", "EUR"), ("₿", "BTC"), ("USD", "USD"), (" EUR", "EUR")]
BEHIND += [(" dollars", "USD"), (" U.S. dollars", "USD"), (" pounds", "GBP"), (" US$", "USD"), (" rupees", "INR")]
GROUPINGS = {
    "english": lambda whole: f"{whole:,}",
    "bare": str,
    "swiss": lambda whole: f"{whole:,}".replace(",", "'"),
    "thin": lambda whole: f"{whole:,}".replace(",", "\u2009"),
    "narrow": lambda whole: f"{whole:,}".replace(",", "\u202f"),
    "no-break": lambda whole: f"{whole:,}".replace(",", "\u00a0"),
    "indian": lambda whole: _indian(whole),
}


def _indian(whole):
    digits, last = str(whole)[:-3], str(whole)[-3:]
    pairs = [digits[max(0, end - 2) : end] for end in range(len(digits), 0, -2)]
    return ",".join([*reversed(pairs), last])


LEADS = ["", "price at ", "(", "“", "fell to ", "— ", "to\u00a0"]
TAILS = ["", ".", ", then", ") and", "”", "!", " on Friday", "\n"]


@given(
    whole=st.integers(1, 10**9),
    decimals=st.integers(0, 6),
    fraction=st.integers(0, 10**6 - 1),
    scale=st.sampled_from(SCALES),
    currency=st.sampled_from([(before, "", unit) for before, unit in CURRENCIES] + [("", *mark) for mark in BEHIND]),
    lead=st.sampled_from(LEADS),
    tail=st.sampled_from(TAILS),
    grouping=st.sampled_from(sorted(GROUPINGS)),
)
def test_any_amount_in_any_style_is_read_back(whole, decimals, fraction, scale, currency, lead, tail, grouping):
    before, behind, unit = currency
    digits, value = GROUPINGS[grouping](whole), Decimal(whole)
    if decimals:
        digits += f".{fraction:06d}"[: decimals + 1]
        value += Decimal(f"0.{fraction:06d}"[: decimals + 2])
    assume(not (decimals == 3 and is_grouped_by_point(digits, unit, sign_behind=behind[-1:] in ("$", "€"))))
    assume(not (scale[0] and behind.isalpha()))  # "5kUSD" is no amount
    span = before + digits + scale[0] + behind
    value *= scale[1]
    text = lead + span + tail
    found = [(text[q.start : q.end], q.kind, q.low, q.high, q.unit) for q in read_quantities(plain_text(text))]
    assert found == ([(span, "money", value, value, unit)] if value < LARGEST_FIGURE else [])


@given(
    whole=st.integers(1, 10**9),
    cents=st.integers(0, 99),
    currency=st.sampled_from([("€", ""), ("", "€"), ("", " €"), ("EUR ", ""), ("", " euros")]),
    blank=st.sampled_from([".", "\u202f", "\u00a0"]),
)
def test_any_amount_with_a_decimal_comma_is_read_back(whole, cents, currency, blank):
    digits = f"{whole:,}".replace(",", blank) + f",{cents:02d}"
    text = f"now {currency[0]}{digits}{currency[1]} there"
    (quantity,) = read_quantities(plain_text(text))
    assert (quantity.low, quantity.unit) == (whole + Decimal(cents) / 100, "EUR")
    assert text[quantity.start : quantity.end] == text[4:-6]


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
    "piece",
    [
        "9",
        "1,",
        "$1-",
        "a half a ",
        "0xaa",
        "$",
        "(",
        "1 000",
        "100 ",
        "1, 000",
        "1e5",
        "1$ -",
        "1.",
        "1'",
        "$.",
        "5% ",
    ],
)
def test_time_grows_with_the_text_and_no_faster(piece):
    def seconds(n):
        text = piece * (n // len(piece))
        begin = time.process_time()
        read_quantities(plain_text(shown_text(text).text))
        return time.process_time() - begin

    short, long = (min(seconds(n) for _ in range(2)) for n in (5_000, 40_000))
    assert long < 8 * short * 2.5 + 0.1


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


def test_figures_with_a_slash_between_are_two_and_a_word_that_ends_in_top_hides_none():
    def figures(text):
        return [int(quantity.low) for quantity in read_quantities(text)]

    assert figures("support 40,200/39,800, or 61.5k/60k") == [40_200, 39_800, 61_500, 60_000]
    assert figures("open 24/7 since 12/05/2021, half (1/2)") == []
    assert figures("next stop 24,100, not the top 100") == [24_100]
