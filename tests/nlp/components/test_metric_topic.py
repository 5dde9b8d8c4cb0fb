"""Figures that go on about the metric of their passage without naming it, and what ends that."""

import pytest

GOES_ON = [
    # text, span, kind, direction, asset
    ("The total value of all cryptocurrencies slid. It had stood at $2.1 trillion a week before.", "$2.1 trillion",
     "market_cap", None, "ALL"),
    ("The crypto market cap is now $2.4 trillion. That compares with $2.6 trillion on Friday.", "$2.6 trillion",
     "market_cap", None, "ALL"),
    ("The market cap of all coins has lost ground. Having peaked at $3 trillion, it has since shrunk to "
     "$1.2 trillion.", "$3 trillion", "market_cap", "high", "ALL"),
    ("The market cap of all coins has lost ground. Having peaked at $3 trillion, it has since shrunk to "
     "$1.2 trillion.", "$1.2 trillion", "market_cap", "down", "ALL"),
    ("The whole market is smaller than a month ago. It is worth $810 billion.", "$810 billion", "market_cap", None,
     "ALL"),
    ("The total market value of cryptocurrencies fell. At its peak in January, the figure was above $800 billion.",
     "$800 billion", "market_cap", None, "ALL"),
    ("Cardano's market capitalization reached $20 billion on Monday. A week before, it was $17 billion.",
     "$17 billion", "market_cap", None, "ADA"),
    ("Litecoin's market cap has shrunk since March. The figure has fallen to $4.1 billion from $6.2 billion.",
     "$6.2 billion", "market_cap", None, "LTC"),
    ("Bitcoin's dominance has been slipping for weeks, and now sits near 54%.", "54%", "dominance", None, "BTC"),
    ("Bitcoin's dominance rate is under pressure. It slid to 54.2% on Friday, having been 57% in May.", "54.2%",
     "dominance", "down", "BTC"),
    ("Bitcoin's dominance rate is under pressure. It slid to 54.2% on Friday, having been 57% in May.", "57%",
     "dominance", None, "BTC"),
    ("Bitcoin dominance rose to 61%. That is the highest since 2021, and compares with 58% a month ago.", "58%",
     "dominance", None, "BTC"),
    ("Bitcoin's share of the total market stood at 52%. Ether's was 17%.", "17%", "dominance", None, "ETH"),
    ("Ethereum's dominance, meanwhile, hit 19%. In May the reading had been as low as 14%.", "14%", "dominance", "low",
     "ETH"),
    ("There has been a sharp drop in XRP open interest. It was last seen at $1.2 billion, after $2.1 billion on "
     "Monday.", "$2.1 billion", "open_interest", None, "XRP"),
    ("Open interest in ether futures has been building. The metric touched $21 billion before easing to "
     "$20.4 billion.", "$20.4 billion", "open_interest", "down", "ETH"),
    ("Trading volume in dogecoin picked up. It came to $1.4 billion, which compares with $612 million the day before.",
     "$612 million", "volume", None, "DOGE"),
    ("The funding rate of bitcoin has cooled. The figure was 0.01% on Monday and is 0.002% now.", "0.002%",
     "funding_rate", None, "BTC"),
    ("Ether's funding rate has reset. From 0.03% a week ago it has come down to 0.005%.", "0.005%", "funding_rate",
     "down", "ETH"),
    ("Bitcoin ETFs lost $300 million on Tuesday. That followed $120 million the day before.", "$120 million",
     "etf_flow", "outflow", "BTC"),
    ("Spot ether ETFs drew $85 million on Monday. A day later, the figure was $12 million.", "$12 million", "etf_flow",
     "inflow", "ETH"),
    ("The trading volume of bitcoin was $4 billion. This is a 12% fall on the day before.", "12%", "volume", "down",
     "BTC"),
    ("Open interest across exchanges fell 12% to $58 billion. For Solana, it fell 20% to $5.1 billion.",
     "20%", "open_interest", "down", "SOL"),
    ("Open interest across exchanges fell 12% to $58 billion. For Solana, it fell 20% to $5.1 billion.",
     "$5.1 billion", "open_interest", "down", "SOL"),
    ("The total market cap sank to $2.3 trillion. It has since recovered to $2.4 trillion, but it is down 35% from "
     "its high.", "35%", "market_cap", "down", "ALL"),
    ("The total market cap sank to $2.3 trillion. This marks a $300 billion loss over a span of three days.",
     "$300 billion", "market_cap", "down", "ALL"),
    ("The Fear and Greed Index stands at 31 today, compared to 54 last week and 70 last month.", "70", "fear_greed",
     None, "ALL"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "kind", "direction", "asset"), GOES_ON)
def test_a_clause_that_names_nothing_goes_on_about_the_last_metric(read_figures, text, span, kind, direction, asset):
    (metric,) = [m for m in read_figures(text).metrics if m.text == span]
    assert (metric.kind, metric.direction, metric.asset) == (kind, direction, asset)


ENDED = [
    # text, span: another subject, a move of the price, a figure of another size
    ("Open interest in bitcoin is $34 billion. MicroStrategy said that it had bought $2 billion of the coin.",
     "$2 billion"),
    ("The crypto market cap fell to $2.4 trillion. The company holds $2 billion in cash.", "$2 billion"),
    ("Bitcoin's dominance is 54%. The odds of a rate cut are 70%, up from 45%.", "70%"),
    ("Bitcoin's dominance is 54%. The odds of a rate cut are 70%, up from 45%.", "45%"),
    ("The market cap of XRP is $130 billion. It now raises $30 million from its backers.", "$30 million"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span"), ENDED)
def test_a_new_subject_ends_it(read_figures, text, span):
    assert not [m for m in read_figures(text).metrics if m.text == span]


@pytest.mark.parametrize(
    ("text", "span", "asset"),
    [
        ("Bitcoin dominance rose to 61%. It gained 4% on the day to $84,000.", "4%", "BTC"),
        ("Solana's market cap is $92 billion. The token is up 7% this week.", "7%", "SOL"),
        ("Funding is at 0.01%. Ether is down 3% since.", "3%", "ETH"),
    ],
)
def test_the_size_of_a_move_is_one_of_the_price(read_figures, text, span, asset):
    (metric,) = [m for m in read_figures(text).metrics if m.text == span]
    assert (metric.kind, metric.asset) == ("percent_change", asset)
