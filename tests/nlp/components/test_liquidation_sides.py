import pytest

SIDES = [
    ("Roughly $62 million in bullish wagers was liquidated on Tuesday.", "long"),
    ("Traders betting on higher prices lost $48 million to liquidations.", "long"),
    ("Those wagering on a decline were liquidated for $33 million.", "short"),
    ("Exchanges liquidated $90 million, as longs got caught leaning the wrong way.", "long"),
    ("Some $71 million, or about 80% of the liquidations, came from shorts.", "short"),
    ("$44 million in Bitcoin shorts squeezed within minutes, liquidation data shows.", "short"),
    ("Liquidations on both the buy and sell side came to $120 million.", "both"),
    ("Around 57% of its $35 million liquidation total came from shorts.", "unknown"),
    ("Liquidations reached $52 million during the short squeeze.", "unknown"),
    ("The majority of the $80 million liquidated was in longs.", "unknown"),
    ("Liquidations came to $80 million, the bulk of it longs.", "unknown"),
    ("Bybit recorded $80 million in liquidations, mostly from shorts.", "unknown"),
    ("Some 88% of what was liquidated, worth $71 million, came from bulls.", "long"),
    ("Most of the liquidated amount – $71 million – came from shorts.", "short"),
    ("Bulls held two thirds of the liquidated contracts, or 66% of the sum ($71 million).", "long"),
    ("The short squeeze led to $71 million in liquidations.", "short"),
    ("Losses of $71 million in a short squeeze: traders liquidated", "short"),
    ("Accounts betting on another quick drop were liquidated for $71 million.", "short"),
    ("The bear phase resumed with $71 million liquidated.", "unknown"),
    ("Within a short span exchanges liquidated $71 million.", "unknown"),
]


@pytest.mark.parametrize(("text", "side"), SIDES)
def test_the_side_is_the_one_that_owns_the_figure(read_figures, text, side):
    (mention,) = read_figures(text).liquidations
    assert mention.position_side == side


def test_the_side_of_a_part_is_not_that_of_its_total(read_figures):
    text = "Some $40 million of the $71 million liquidated was in shorts."
    assert [mention.position_side for mention in read_figures(text).liquidations] == ["short", "unknown"]


def test_a_sentence_that_puts_a_sum_to_the_one_before_shares_its_side(read_figures):
    text = "All day, longs were liquidated. The toll stood at $71 million."
    found = read_figures(text, headline="Liquidations Hit $71 Million")
    assert [mention.position_side for mention in found.liquidations] == ["unknown", "long"]


def test_such_bets_are_those_of_the_sentence_before(read_figures):
    text = "Speculators keep betting against ether. Over $7 million worth of such bets was liquidated in the last hour."
    (mention,) = read_figures(text).liquidations
    assert (mention.position_side, mention.asset, mention.window_hours) == ("short", "ETH", 1)


RANKED = [
    ("Longs lost $142 million in Bitcoin liquidations, ahead of $31M for ETH and $18M for SOL.", ["long"] * 3),
    ("Bitcoin short liquidations came to $52 million, behind $61M for ETH and followed by $8M for SOL.", ["short"] * 3),
    ("Some $31 million in ether shorts was liquidated, followed by $12 million in bitcoin and $4 million in XRP.",
     ["short"] * 3),
    ("Long liquidations hit $90 million. Bitcoin led with $51M, ahead of $21M for ETH.", ["long"] * 3),
    ("Long liquidations reached $90 million, compared with $14 million in shorts.", ["long", "short"]),
    ("Long liquidations reached $90 million. On Binance, liquidations of $21 million were counted.",
     ["long", "unknown"]),
    ("Longs lost $80 million and shorts $30 million in liquidations. Bitcoin led with $51M.",
     ["long", "short", "unknown"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sides"), RANKED)
def test_coins_ranked_in_one_row_share_the_side_that_was_told(read_figures, text, sides):
    assert [mention.position_side for mention in read_figures(text).liquidations] == sides


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Longs made up 71% of liquidations, totalling $88 million.", ["long"]),
        ("Longs were 61% and shorts 39% of the liquidations, at $90 million.", ["unknown"]),
        ("Bearish liquidations topped $41 million on Friday.", ["short"]),
        ("Positions of $340 million were liquidated. Most of those, about $310 million-worth, have been traders "
         "holding long contracts.", ["unknown", "long"]),
        ("Shorts lost $52 million in liquidations. Ether and Solana come in second and third ($9 million and $4 "
         "million).",
         ["short"] * 3),
        ("Shorts lost $52 million in liquidations. Bybit led with $31 million liquidated, 64% from long traders.",
         ["short", "unknown"]),
    ],
)  # fmt: skip
def test_a_share_in_percent_and_a_rank_tell_the_side(read_figures, text, sides):
    assert [mention.position_side for mention in read_figures(text).liquidations] == sides


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Liquidations rose: some $31 million in leveraged bets against ether was closed by force.", ["short"]),
        ("A short squeeze looms with $3 billion of liquidations at risk.", ["short"]),
        ("Bitcoin saw $61 million in long liquidations and $12 million in liquidated shorts, while the largest single "
         "order was $9 million.", ["long", "short", "unknown"]),
    ],
)  # fmt: skip
def test_bets_against_squeezes_ahead_and_single_orders_have_their_side(read_figures, text, sides):
    assert [mention.position_side for mention in read_figures(text).liquidations] == sides


def test_a_total_with_a_part_of_one_side_is_not_of_that_side(read_figures):
    text = "Those betting on gains were liquidated: $90 million in an hour, $84 million of which were longs."
    assert [mention.position_side for mention in read_figures(text).liquidations] == ["unknown", "long"]


def test_coins_that_a_sided_sum_is_told_with_are_of_that_side(read_figures):
    text = "Longs of $50 million were liquidated, with bitcoin holders losing $22 million and ether holders $9 million."
    assert [mention.position_side for mention in read_figures(text).liquidations] == ["long"] * 3


def test_the_side_may_follow_the_sum_of_a_share(read_figures):
    text = "In all $90 million was liquidated, 79% of it, or $71 million, from shorts."
    assert [mention.position_side for mention in read_figures(text).liquidations] == ["unknown", "short"]


def test_a_row_of_coins_is_of_one_side(read_figures):
    text = "Shorts worth $8 million in SOL, $5 million in XRP and $3 million in Litecoin were liquidated."
    found = [(mention.position_side, mention.asset) for mention in read_figures(text).liquidations]
    assert found == [("short", "SOL"), ("short", "XRP"), ("short", "LTC")]
