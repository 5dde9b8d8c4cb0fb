"""Prices told as news, furthest points of a move, and turns of phrase met on pages that nobody had read before."""

import pytest


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Dash retreated slightly towards $611 as the weekend began.", "$611"),
        ("Then the slide accelerated 9% lower to $41, the litecoin chart shows.", "$41"),
        ("Ether was pinned between $1,810 and $1,870 all week.", "$1,810 and $1,870"),
        ("Bitcoin fluctuated in the $6,300-$6,500 band for days.", "$6,300-$6,500"),
        ("Ether is now trading well below the $1,090 level and its average.", "$1,090"),
        ("Ether extended its losses below the $2,980 level.", "$2,980"),
        ("After the sell-off, Avalanche's price is down to $67.20.", "$67.20"),
        ("At press time, the average price of bitcoin across markets is $861.50.", "$861.50"),
        ("Avalanche saw a surge from $76 to better prices that week.", "$76"),
    ],
)
def test_what_plainly_happened_is_not_left_to_the_role_model(levels_of, text, span):
    level = levels_of(text)[span]
    assert level.role == "spot"
    assert level.why.startswith("rule:spot.") and not level.why.startswith("rule:spot.default")


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
        ("Ether will break its record if it exceeds $4,120.", "$4,120", "resistance"),
        (
            "A clear move above $3,160 could set the pace for a climb above the $3,210 level of ether.",
            "$3,210",
            "target",
        ),
        ("Bitcoin is once more facing a fall to (or below) $5,900.", "$5,900", "target"),
        ("If ether starts to rally above the $174 level, it is likely to meet sellers.", "$174", "resistance"),
        ("Ether is likely to face strong selling interest near the $177 level.", "$177", "resistance"),
        ("The first major hurdle for the bulls is seen near the $178 level on the ether chart.", "$178", "resistance"),
        ("Ether had a hard time clearing the $1,140 level.", "$1,140", "resistance"),
        ("Watch what happens when the bulls hold bitcoin above $61,000.", "$61,000", "support"),
        # what came of something that failed has happened
        ("Bears couldn't defend the average, prompting bitcoin to rise above $64,100.", "$64,100", "spot"),
        ("Bitcoin crossed above that level on Monday, reaching $70,700.", "$70,700", "spot"),
        ("The recovery followed a 23% decline to $49,100 by April 26.", "$49,100", "spot"),
        # extremes beside the price or in the sentence behind it
        ("The drop from $6,570 (Sunday's high) hurt bitcoin.", "$6,570", "high"),
        ("Bitcoin fell to $6,360 on Bitfinex today, the lowest level since February.", "$6,360", "low"),
        ("Bitcoin dropped down to $6,880 at noon. This is its lowest level since July.", "$6,880", "low"),
        ("Bitcoin dropped down to $6,880 at noon. This is a level that many watch.", "$6,880", "spot"),
        ("Bitcoin broke all records in November, reaching over $69,100.", "$69,100", "high"),
        # what was paid, and what a coin should be worth
        (
            "The realized price, which is what holders paid on average, sits near $61,900 for bitcoin.",
            "$61,900",
            "entry",
        ),
        ("TerraUSD (UST), a coin meant to trade at about $1, slid again.", "$1", "other"),
        ("If buyers cannot get Ethereum (ETH) to $205 soon, bears will return.", "$205", "resistance"),
        ("For weeks buyers tried to maintain the price of Avalanche over $69.", "$69", "support"),
        ("Liquidity rests above the equal highs present at $9.60 on the DOT chart.", "$9.60", "high"),
        ("Polkadot bounced from $8.30 to $8.95 over the weekend.", "$8.30", "spot"),
        ("Polkadot bounced from $8.30 on Sunday.", "$8.30", "support"),
        ("ADA may continue to rise to the $0.60 and ultimately the $0.85 levels.", "$0.85", "target"),
        # what a price is said to be behind a comma
        ("Bitcoin has topped $40,900, hitting a new record high.", "$40,900", "high"),
        ("Bitcoin fell below $40,900, hitting a new low of $39,800.", "$40,900", "spot"),
        ("Venues priced bitcoin at $20,600 (£15,250), an all-time high.", "$20,600", "high"),
        (
            "Shiba Inu hovers near the $0.00002 mark, a level seen as a significant resistance point.",
            "$0.00002",
            "resistance",
        ),
        ("The price of bitcoin rose to as much as $871.20 before noon.", "$871.20", "high"),
        ("Dogecoin could rise to as much as $0.18.", "$0.18", "target"),
        ("Bitcoin came within 2% of the $780.10 it reached in June.", "$780.10", "high"),
        ("The analyst is projecting potential peaks at $52 and even $104 for Solana.", "$52", "target"),
        ("His bitcoin long bet pays as the coin pushes above $109,200 this week.", "$109,200", "spot"),
        ("A steeper decline of ether to $2,460, the 50% retracement, looks likely.", "$2,460", "target"),
        ("One wallet spent 4.9M USDC to buy 126,000 $HYPE at $39.20 on Monday.", "$39.20", "entry"),
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
        "Bitcoin closed just over $2 from the opening price.",
        "A further $7 would be gained before bitcoin slowed.",
        "Bitcoin slid, shedding nearly $3,000 within hours.",
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


def test_a_price_that_is_crossed_ends_no_range(levels_of):
    assert set(levels_of("Buyers lifted BNB above $600 to $617 in a day.")) == {"$600", "$617"}


def test_a_price_is_no_move_because_a_percentage_follows(levels_of):
    assert set(levels_of("At the close the price of bitcoin was $6,970 down 0.8 percent.")) == {"$6,970"}


def test_what_repeats_a_sum_is_no_level(levels_of):
    assert not levels_of("Some bitcoin holders lost up to $440,000 (£361,000) of their savings.")


def test_a_plus_stands_between_a_sum_and_its_scale(levels_of):
    assert not levels_of("Luna was a coin with a $10+ billion valuation.")


def test_a_stablecoin_has_the_price_that_a_comma_follows(levels_of):
    levels = levels_of(
        "LUNA fell to $4. TerraUSD (UST), which should hold its peg at $1, went as low as $0.11, the data show."
    )
    assert levels["$0.11"].asset == "UST"


def test_a_price_that_was_moved_did_not_range(levels_of):
    assert set(levels_of("The news crashed bitcoin's price from $31,100 to $29,200 and then $25,300.")) == {
        "$31,100",
        "$29,200",
        "$25,300",
    }


def test_a_higher_low_is_a_price_and_no_distance(levels_of):
    assert levels_of("Avalanche fell below the $9.10 higher low of October.")["$9.10"].role == "low"


@pytest.mark.parametrize(
    "text", ["I swapped £31,000 in premium bonds for bitcoin.", "Polkadot, DOT, boasts $14.8 in market capitalization."]
)
def test_what_is_held_or_summed_up_is_no_level(levels_of, text):
    assert not levels_of(text)


def test_tickers_glued_to_their_price_are_coins(levels_of):
    levels = levels_of("Solana SOL$121.40, DOGE$0.1210 and ADA$0.3490 lost 5% each.")
    assert {span: level.asset for span, level in levels.items()} == {
        "$121.40": "SOL",
        "$0.1210": "DOGE",
        "$0.3490": "ADA",
    }


def test_what_is_priced_by_the_ounce_is_metal(levels_of):
    levels = levels_of("Bitcoin fell to $85,100. Soaring above $5,580 per ounce, gold then plunged to $5,190.")
    assert levels["$5,580"].asset == levels["$5,190"].asset == "XAU"


def test_the_average_cost_per_coin_is_the_coins(levels_of):
    levels = levels_of("MicroStrategy's 129,000 BTC are under water (the average cost per coin is about $30,600).")
    assert (levels["$30,600"].asset, levels["$30,600"].role) == ("BTC", "entry")


def test_what_is_told_of_one_coin_is_told_of_the_next(levels_of):
    levels = levels_of(
        "For bitcoin, the level to hold is $61,300. For SOL, it is $141. For ether, that line sits at $3,040."
    )
    assert {levels[span].role for span in ("$61,300", "$141", "$3,040")} == {"support"}
    levels = levels_of("The price to beat for bitcoin is plain. The level to reclaim is $64,200. For SOL, it is $152.")
    assert {levels[span].role for span in ("$64,200", "$152")} == {"resistance"}
