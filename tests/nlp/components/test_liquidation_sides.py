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
]


@pytest.mark.parametrize(("text", "side"), SIDES)
def test_the_side_is_the_one_that_owns_the_figure(read_figures, text, side):
    (mention,) = read_figures(text).liquidations
    assert mention.position_side == side


def test_such_bets_are_those_of_the_sentence_before(read_figures):
    text = "Speculators keep betting against ether. Over $7 million worth of such bets was liquidated in the last hour."
    (mention,) = read_figures(text).liquidations
    assert (mention.position_side, mention.asset, mention.window_hours) == ("short", "ETH", 1)
