import pytest

READS = [
    # text, span, side, asset, hours
    ("Over $310 million in long positions were liquidated in 24 hours.", "$310 million", "long", "ALL", 24),
    ("Short liquidations reached $92M over the past hour.", "$92M", "short", "ALL", 1),
    ("Ether traders saw $120 million in liquidations in the last 24 hours.", "$120 million", "unknown", "ETH", 24),
    ("Bitcoin longs worth $45 million were wiped out on Binance.", "$45 million", "long", "BTC", None),
    ("Some $1.1 billion of leveraged bets were liquidated in a day.", "$1.1 billion", "unknown", "ALL", 24),
    ("Liquidations of both longs and shorts topped $700 million over two days.", "$700 million", "both", "ALL", 48),
    ("Dogecoin bears lost $18 million when their shorts were liquidated.", "$18 million", "short", "DOGE", None),
    ("More than $500 million was liquidated across the crypto market today.", "$500 million", "unknown", "ALL", 24),
    ("The past four hours brought $88 million in liquidations.", "$88 million", "unknown", "ALL", 4),
    ("In the past 12 hours, short liquidations came to 212.4M.", "212.4M", "short", "ALL", 12),
    ("Litecoin liquidations of $500,000 were seen in an hour.", "$500,000", "unknown", "LTC", 1),
    ("Dogecoin long liquidations hit $640,000.", "$640,000", "long", "DOGE", None),
    ("Half a billion dollars in shorts was liquidated within an hour.", "Half a billion dollars", "short", "ALL", 1),
]


@pytest.mark.parametrize(("text", "span", "side", "asset", "hours"), READS)
def test_side_asset_and_window_are_read(read_figures, text, span, side, asset, hours):
    (mention,) = read_figures(text).liquidations
    assert (mention.text, mention.position_side, mention.asset, mention.window_hours) == (span, side, asset, hours)


def test_two_sides_in_one_breath_are_told_apart(read_figures):
    text = "Traders were liquidated: short positions ($483 million) fared worst, while longs lost $29.7 million."
    assert [m.position_side for m in read_figures(text).liquidations] == ["short", "long"]


def test_a_total_with_its_split_beside_it_covers_both_sides(read_figures):
    text = "Liquidations hit $400 million in 24 hours. Longs accounted for $310 million and shorts for $90 million."
    found = read_figures(text).liquidations
    assert [m.position_side for m in found] == ["both", "long", "short"]
    assert [m.window_hours for m in found] == [24, 24, 24]


def test_two_windows_in_one_sentence_stay_with_their_figures(read_figures):
    text = "Data show 4-hour liquidations at $35 million, with the 24-hour tally at over $120 million."
    assert [m.window_hours for m in read_figures(text).liquidations] == [4, 24]


def test_shares_of_a_total_belong_to_their_assets(read_figures):
    text = "Liquidations came to $300 million today. Bitcoin accounted for $140 million and ether for $66 million."
    assert [m.asset for m in read_figures(text).liquidations] == ["ALL", "BTC", "ETH"]


def test_source_venue_and_number_of_traders_are_kept(read_figures):
    text = "Some 91,000 traders were liquidated for $210 million on Bybit in 24 hours, CoinGlass data show."
    (mention,) = read_figures(text).liquidations
    assert (mention.source, mention.venue, mention.n_traders) == ("Coinglass", "Bybit", 91_000)


def test_a_liquidation_that_is_only_feared_is_conditional(read_figures):
    text = "If bitcoin rises above $72,000, $3.1 billion in shorts would be liquidated."
    (mention,) = read_figures(text).liquidations
    assert mention.modality in ("conditional", "forecast")


def test_a_single_position_without_a_coin_has_no_asset(read_figures):
    text = "The largest single liquidation, worth $8.2 million, happened on OKX."
    (mention,) = read_figures(text).liquidations
    assert mention.asset is None


def test_a_coin_count_has_no_dollar_amount(read_figures):
    (mention,) = read_figures("Liquidations surged as 2.4K BTC shorts blew up.").liquidations
    assert (mention.amount_usd, mention.asset, mention.position_side) == (None, "BTC", "short")


NOT_LIQUIDATIONS = [
    "The company will liquidate its $40 million bitcoin holdings.",
    "Creditors approved the $200 million liquidation plan of the bankrupt exchange.",
    "Bitcoin Reserves Liquidated: lender owes $50 million",
    "The joint liquidators recovered $61 million in bitcoin.",
    "Liquidity on the exchange fell to $12 million.",
    "Open interest fell by $2 billion.",
    "A short squeeze sent bitcoin to $41,000.",
    "Funds saw $120 million in outflows after the liquidations.",
    "Traders opened $90 million in long positions on bitcoin.",
]


@pytest.mark.parametrize("text", NOT_LIQUIDATIONS)
def test_what_was_not_closed_by_force_is_no_liquidation(read_figures, text):
    assert read_figures(text).liquidations == ()


def test_short_squeeze_is_not_a_liquidation_by_itself(read_figures):
    text = "A violent short squeeze followed, and bitcoin added $200 billion in market value."
    assert read_figures(text).liquidations == ()


def test_a_headline_amount_is_what_the_body_says_it_is(read_figures):
    text = "Bitcoin whipsawed, and $175 million in positions was liquidated."
    found = read_figures(text, headline="Ouch: $175 Million Gone After Fake Post").liquidations
    assert [m.amount_usd for m in found] == [175_000_000, 175_000_000]


def test_a_total_of_all_coins_is_not_the_coin_told_before(read_figures):
    text = (
        "Around $490 million in bitcoin longs were liquidated in an hour; for all assets the 24-hour figure came "
        "to $1.1 billion."
    )
    assert [(m.asset, m.window_hours) for m in read_figures(text).liquidations] == [("BTC", 1.0), ("ALL", 24.0)]


def test_the_sentence_before_sets_the_time(read_figures):
    text = "The last 24 hours were rough for borrowers. In all $820 million has been liquidated."
    assert [m.window_hours for m in read_figures(text).liquidations] == [24.0]


def test_what_a_price_would_set_off_belongs_to_its_coin(read_figures):
    text = "If bitcoin slips to $64,000, some $700 million in long positions would be liquidated."
    assert [m.asset for m in read_figures(text).liquidations] == ["BTC"]


def test_the_exchange_is_not_the_coin(read_figures):
    text = "The trader was liquidated for $31 million on Hyperliquid as the market fell."
    found = read_figures(text).liquidations
    assert len(found) == 1
    assert found[0].asset != "HYPE"


def test_nearly_all_longs_are_longs(read_figures):
    text = "Some $450 million of positions, nearly all long, were liquidated in 24 hours."
    assert [m.position_side for m in read_figures(text).liquidations] == ["long"]


def test_absurd_counts_and_times_are_left_out(read_figures):
    text = "Over 99999999999999999999 hours 99999999999999999999999 traders were liquidated for $40 million."
    (found,) = read_figures(text).liquidations
    assert (found.n_traders, found.window_hours) == (None, None)


def test_a_sum_beyond_all_money_is_no_liquidation_and_harms_no_other(read_figures):
    text = "Longs worth $99999999999999999 trillion were liquidated, and $40 million in shorts were liquidated too."
    assert [m.amount_usd for m in read_figures(text).liquidations] == [40_000_000]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Some $640 million in shorts would be liquidated if bitcoin climbed past $65,000.", "conditional"),
        ("Around $300 million in longs could be liquidated should the price fall further.", "conditional"),
        ("About $90 million of ether longs may be liquidated once $1,500 breaks.", "conditional"),
        ("Around $300 million in longs could be liquidated this week, analysts say.", "forecast"),
        ("Around $300 million in longs was liquidated, and traders ask if bitcoin is done.", "reported"),
    ],
)
def test_a_condition_behind_a_foretold_liquidation_makes_it_conditional(read_figures, text, modality):
    assert read_figures(text).liquidations[0].modality == modality


@pytest.mark.parametrize(
    ("text", "venues"),
    [
        ("Binance accounted for $145 million of liquidations, OKX for $98 million and Bybit for $77 million.",
         ["Binance", "OKX", "Bybit"]),
        ("Liquidations spread: Bybit led with $60 million, while HTX saw about $20 million.", ["Bybit", "HTX"]),
        ("Liquidations hit $40 million as Binance listed a token.", [None]),
        ("Some $64 million of ether longs were liquidated in the past two hours on Bybit.", ["Bybit"]),
        ("About $64M of longs were closed by force in a day and $8M of shorts on Bybit.", [None, "Bybit"]),
        ("Binance said that liquidations across all venues came to $40 million.", [None]),
    ],
)  # fmt: skip
def test_an_exchange_that_had_the_liquidations_is_their_venue(read_figures, text, venues):
    assert [mention.venue for mention in read_figures(text).liquidations] == venues


def test_shorts_of_a_sum_are_shorts_and_falling_short_of_it_is_no_side(read_figures):
    told = "Longs worth $151 million were liquidated on Tuesday, and shorts of $18 million."
    assert [m.position_side for m in read_figures(told).liquidations] == ["long", "short"]
    missed = "The day's liquidations fell short of $18 million."
    assert [m.position_side for m in read_figures(missed).liquidations] == ["unknown"]
