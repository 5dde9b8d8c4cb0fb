import pytest

ASSETS = [
    ("Ether saw $75 million (41,000 ETH) in liquidations.", ["ETH"]),
    ("Liquidations on Monday took 354 BTC worth $5.9 million.", ["BTC"]),
    ("The largest single liquidation was a $10 million bet on Solana.", ["SOL"]),
    ("A Bitcoin USDT position valued at $25 million was liquidated.", ["BTC"]),
    ("Hyperliquid topped the list with $598 million in liquidations.", ["ALL"]),
    ("Futures on SOL and DOGE saw a combined $40 million in liquidations.", [None]),
    ("Solana traders nurse losses as cryptos see $400 million in liquidations.", ["ALL"]),
    ("Ether fell 5% as $300 million was liquidated.", ["ALL"]),
    ("The largest cryptocurrency accounted for $88 million of the liquidations.", ["BTC"]),
    ("Bitcoin broke its record, liquidating up to $340 million.", ["BTC"]),
    ("Bitcoin bulls crush shorts: $181 million wiped out.", ["ALL"]),
    ("A drop below $4,600 would trigger $2.4 billion in ether long liquidations.", ["ETH"]),
    ("Most of the $20 million liquidated came from XRP.", ["XRP"]),
]


@pytest.mark.parametrize(("text", "assets"), ASSETS)
def test_the_coin_is_the_one_whose_positions_were_closed(read_figures, text, assets):
    assert [mention.asset for mention in read_figures(text).liquidations] == assets


def test_the_price_that_would_set_it_off_names_the_coin(read_figures):
    text = "Ether trades at $3,500. A fall to $3,200 would liquidate $450 million of longs."
    (mention,) = read_figures(text).liquidations
    assert mention.asset == "ETH"


@pytest.mark.parametrize(
    ("text", "assets"),
    [
        ("Ether's steep slide opens the month with $84 million in liquidations.", ["ALL"]),
        ("Of late, $14 million of that liquidation total occurred in Solana.", ["SOL"]),
        ("Liquidations in Litecoin (LTC) came to $14 million.", ["LTC"]),
        ("This brings it to $61 million in combined liquidations for ether alone.", ["ETH"]),
        ("XRP, of course, accounts for most of the liquidated positions ($52 million).", ["XRP"]),
        ("After bitcoin's jump, $77 million worth of short positions was closed by force in the crypto "
         "market.", ["ALL"]),
        ("It was the largest long position liquidation since the $95 million liquidation in May.", ["ALL"]),
        ("Liquidations rose, with traders of ether-tracked products losing $60 million.", ["ETH"]),
    ],
)  # fmt: skip
def test_a_move_is_a_coins_own_and_the_positions_may_be_the_markets(read_figures, text, assets):
    assert [mention.asset for mention in read_figures(text).liquidations] == assets


def test_a_single_order_is_of_the_pair_that_it_traded(read_figures):
    text = "The largest single liquidated order, worth $7 million, came on Bybit and involved the XRP/USDT pair."
    assert [mention.asset for mention in read_figures(text).liquidations] == ["XRP"]


@pytest.mark.parametrize(
    ("text", "assets"),
    [
        ("Ether saw $31 million in long liquidations. Bitcoin saw $29 million in long liquidations. Shorts, caught "
         "early on, lost $16 million.", ["ETH", "BTC", "ALL"]),
        ("The biggest part came from Bybit, which counted $310 million in liquidations and a single trader's loss.",
         ["ALL"]),
        ("Bybit reported $310 million in total liquidations, including a $9 million XRP-USDT position.",
         ["ALL", "XRP"]),
    ],
)  # fmt: skip
def test_a_coin_of_another_figure_is_not_taken(read_figures, text, assets):
    assert [mention.asset for mention in read_figures(text).liquidations] == assets


@pytest.mark.parametrize(
    ("text", "assets"),
    [
        ("The original crypto fell, with $310 million of long positions (mostly in bitcoin and ether) wiped out.",
         ["ALL"]),
        ("Short liquidations were at $74 million, with $31 million in bearish bets for ether.", ["ALL", "ETH"]),
        ("Solana was part of a market meltdown that wiped out over $2 billion in leveraged positions.", ["ALL"]),
        ("Bitcoin shatters records: $310 million short squeeze wipes out the bears.", ["ALL"]),
        ("Litecoin fell as $4 million in leveraged positions were wiped out. Traders lost $4 million in "
         "litecoin longs.",
         ["LTC", "LTC"]),
    ],
)  # fmt: skip
def test_the_coin_beside_is_not_always_that_of_the_positions(read_figures, text, assets):
    assert [mention.asset for mention in read_figures(text).liquidations] == assets


def test_the_numbers_are_those_of_the_sentence_before(read_figures):
    text = "Solana saw $3 million in liquidations within an hour. The numbers were second only to ether's $4 million."
    assert [(m.asset, m.window_hours) for m in read_figures(text).liquidations] == [("SOL", 1), ("ETH", 1)]


def test_less_than_a_million_belongs_to_the_coin_told_before(read_figures):
    text = "The hour went badly for Litecoin. Shorts amounted to $47,200, and $388,000 came from longs."
    assert [mention.asset for mention in read_figures(text).liquidations] == ["LTC", "LTC"]


def test_what_swept_all_markets_after_a_coin_fell_is_the_markets(read_figures):
    text = "Crypto markets went through a purge as ether cracked, flushing out $640 million in leveraged positions."
    assert [mention.asset for mention in read_figures(text).liquidations] == ["ALL"]


def test_what_a_move_of_bitcoin_closes_is_the_markets(read_figures):
    text = "Bitcoin climbs all night and squeezes out $85 million of shorts."
    assert [mention.asset for mention in read_figures(text).liquidations] == ["ALL"]


def test_what_an_exchange_closed_is_no_part_of_one_coin_among_several(read_figures):
    text = (
        "On the day $75 million was liquidated in bitcoin and $38 million in ether. "
        "From those liquidations OKX alone had $51 million."
    )
    assert [mention.asset for mention in read_figures(text).liquidations] == ["BTC", "ETH", "ALL"]


def test_a_coin_may_lead_the_market_or_be_called_a_cryptocurrency(read_figures):
    text = (
        "Ether led the crypto market with $41 million in liquidations. "
        "Solana, a younger cryptocurrency, had $12 million in liquidations."
    )
    assert [mention.asset for mention in read_figures(text).liquidations] == ["ETH", "SOL"]


def test_a_surge_of_bitcoin_told_before_does_not_make_the_shorts_bitcoins(read_figures):
    text = "Liquidations followed bitcoin's leap. About $16 million of them hit shorts."
    assert [mention.asset for mention in read_figures(text).liquidations] == ["ALL"]


MOVES = [
    "A bitcoin rally squeezed shorts, with $19 million liquidated by noon.",
    "Bitcoin plunge liquidates longs: $19 million gone.",
]


@pytest.mark.parametrize("text", MOVES)
def test_a_move_of_bitcoin_is_no_owner(read_figures, text):
    assert [mention.asset for mention in read_figures(text).liquidations] == ["ALL"]


def test_one_position_without_a_coin_has_none(read_figures):
    text = "After missed margin calls, the desk liquidated one $12 million position."
    assert [mention.asset for mention in read_figures(text).liquidations] == [None]


def test_a_sum_across_several_coins_is_none_of_theirs(read_figures):
    text = "Across bitcoin, ether and XRP, $40 million was liquidated."
    assert [mention.asset for mention in read_figures(text).liquidations] == ["ALL"]
