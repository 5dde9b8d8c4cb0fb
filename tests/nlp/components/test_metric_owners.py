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
