"""Whose percentage or sum it is, where several nouns stand near."""

import pytest

READS = [
    # text, span, kind, direction, asset
    ("Bitcoin's dominance as the top crypto asset continues at around 44%.", "44%", "dominance", None, "BTC"),
    ("Bitcoin dominance, which measures its market cap, stands at 62%.", "62%", "dominance", None, "BTC"),
    ("Ethereum holds a 13% share of the total crypto market.", "13%", "dominance", None, "ETH"),
    ("Open interest — the sum of open contracts — for XRP has fallen 6%.", "6%", "open_interest", "down", "XRP"),
    ("XRP's funding rate slid from 0.01% to 0.001%.", "0.01%", "funding_rate", None, "XRP"),
    ("XRP's funding rate slid from 0.01% to 0.001%.", "0.001%", "funding_rate", "down", "XRP"),
    ("Bitcoin's open interest hit a record-breaking $74 billion.", "$74 billion", "open_interest", "high", "BTC"),
    ("Its volume rose to $1.4 billion with a market cap of $17 billion.", "$1.4 billion", "volume", "up", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "kind", "direction", "asset"), READS)
def test_the_owner_of_a_figure_is_found(read_figures, text, span, kind, direction, asset):
    (metric,) = [m for m in read_figures(text).metrics if m.text == span]
    assert (metric.kind, metric.direction, metric.asset) == (kind, direction, asset)


NO_METRIC = [
    "In this period, short dominance rose to 80% of all liquidations.",
    "The share of bitcoin supply in profit fell to 58%.",
    "A positive funding rate occurs when futures trade above spot.",
]


@pytest.mark.parametrize("text", NO_METRIC)
def test_shares_of_something_else_and_explanations_are_no_metric(read_figures, text):
    assert not read_figures(text).metrics


def test_liquidations_in_the_crypto_market_are_no_market_cap(read_figures):
    found = read_figures("Total liquidations in the crypto market reached $628 million.")
    assert not found.metrics
    assert [mention.text for mention in found.liquidations] == ["$628 million"]


def test_liquidation_volumes_are_liquidations(read_figures):
    found = read_figures("Liquidation volumes rose above $190 million in a day.")
    assert not found.metrics
    assert [mention.text for mention in found.liquidations] == ["$190 million"]


def test_perpetual_contracts_do_not_contract(read_figures):
    found = read_figures("Funding rates for bitcoin perpetual contracts flipped slightly negative.")
    assert [(m.kind, m.direction) for m in found.metrics] == [("funding_rate", "negative")]


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        ("The rout wiped $27 billion off the value of all cryptocurrencies.", "market_cap", "down"),
        (
            "Monday's fall erased about $100 billion from the market value of all digital currencies.",
            "market_cap",
            "down",
        ),
        ("About $60bn has been wiped off the crypto market in a day.", "market_cap", "down"),
        ("All digital coins together are worth $615 billion.", "market_cap", None),
        ("All cryptocurrencies combined were worth around $190 billion.", "market_cap", None),
        ("The crypto market is deep, with $45 billion changing hands each day.", "volume", None),
    ],
)
def test_sums_of_all_coins_belong_to_the_market(read_figures, text, kind, direction):
    (metric,) = read_figures(text).metrics
    assert (metric.kind, metric.asset, metric.direction) == (kind, "ALL", direction)


@pytest.mark.parametrize(
    "text",
    [
        "The presale has a hard cap of $10 million.",
        "A digital painting of Bitcoin fans sold for $117,000.",
        "The exchange faces a fine of up to $250,000.",
        "Dogecoin fans sponsored a racing driver for $55,000.",
    ],
)
def test_caps_fines_and_things_sold_are_neither_prices_nor_metrics(read_figures, text):
    found = read_figures(text)
    assert not found.metrics
    assert not found.price_levels


@pytest.mark.parametrize(
    ("text", "asset"),
    [
        ("Bitcoin cash, which splits into two rival coins on Thursday, was 17 percent lower.", "BCH"),
        ("XRP, one of the oldest tokens, lost 8%.", "XRP"),
        ("Bitcoin and other coins lost 8%.", None),
    ],
)
def test_an_insertion_makes_no_basket_of_a_coin(read_figures, text, asset):
    (metric,) = read_figures(text).metrics
    assert metric.asset == asset


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Bitcoin's dominance has shrunk to 54.6%.", "down"),
        ("The perpetual funding rate for bitcoin has cooled to 5%.", "down"),
        ("Bitcoin turned down from the 20-day EMA.", "down"),
    ],
)
def test_metrics_that_shrink_or_cool_go_down(read_figures, text, direction):
    (metric,) = read_figures(text).metrics
    assert metric.direction == direction


def test_a_sum_that_is_reached_takes_the_way_of_the_verb_before(read_figures):
    fell = read_figures("Bitcoin's daily trading volume is dropping by 6%, reaching $78.3 billion.").metrics
    rose = read_figures("Bitcoin's trading volume climbed on Monday, reaching $78.3 billion.").metrics
    assert [m.direction for m in fell if m.kind == "volume"] == ["down", "down"]
    assert [m.direction for m in rose if m.kind == "volume"] == ["up"]
