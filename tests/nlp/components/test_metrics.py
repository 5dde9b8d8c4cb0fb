from decimal import Decimal

import pytest

PERCENT = [
    ("Bitcoin fell 8% in 24 hours.", "8%", "down", "BTC"),
    ("Ether is up more than 3 percent on the day.", "3 percent", "up", "ETH"),
    ("XRP lost nearly a fifth, or 19.4 per cent, this week.", "19.4 per cent", "down", "XRP"),
    ("Solana posted a 12% gain.", "12%", "up", "SOL"),
    ("Litecoin (+4.2%) led the market.", "+4.2%", "up", "LTC"),
    ("Bitcoin sits 30% below its peak.", "30%", "down", "BTC"),
    ("The price of bitcoin rose by as much as 11.5%.", "11.5%", "up", "BTC"),
    ("Dogecoin, the eighth largest by market cap, dropped 6%.", "6%", "down", "DOGE"),
    ("A drop of five percent in ether followed.", "five percent", "down", "ETH"),
    ("Bitcoin saw pullbacks of up to 40% in that cycle.", "40%", "down", "BTC"),
]


@pytest.mark.parametrize(("text", "span", "direction", "asset"), PERCENT)
def test_price_moves_in_percent_are_read(read_figures, text, span, direction, asset):
    (metric,) = read_figures(text).metrics
    assert (metric.kind, metric.text, metric.direction, metric.asset) == ("percent_change", span, direction, asset)


def test_percentages_follow_their_assets_in_a_list(read_figures):
    metrics = read_figures("Bitcoin and ether rose 8% and 15%, respectively.").metrics
    assert [(m.asset, m.value) for m in metrics] == [("BTC", 8), ("ETH", 15)]


NOT_MOVES = [
    "The president announced a 25% tariff on imports.",
    "Bitcoin miners pay a 30% tax on energy.",
    "Transactions on Ethereum rose by 11%.",
    "Ethereum validators earn a 4% yield.",
    "He put 5% of his portfolio into bitcoin.",
    "Traders see an 80% chance of a rate cut, which may help bitcoin.",
    "The 61.8% Fibonacci retracement of the bitcoin rally is near.",
    "Bitcoin bounced off the 38.2% retracement at $8,900.",
    "Ether met the 50% retracement of its autumn rally.",
    "A 161.8% extension lies at $74,000 for bitcoin.",
    "The exchange cut 17% of its workforce.",
    "Bitcoin's hash rate climbed 9%.",
    "Whales hold 42% of the supply of dogecoin.",
]


def test_a_retracement_that_is_no_line_in_a_chart_is_a_move(read_figures):
    (metric,) = read_figures("Bitcoin suffered a 40% retracement from its peak.").metrics
    assert (metric.kind, metric.value, metric.direction) == ("percent_change", 40, "down")


@pytest.mark.parametrize("text", NOT_MOVES)
def test_percentages_of_other_things_are_no_price_moves(read_figures, text):
    assert [m for m in read_figures(text).metrics if m.kind == "percent_change"] == []


FIGURES = [
    ("Bitcoin's market cap stands at $1.1 trillion.", "market_cap", "$1.1 trillion", None, "BTC"),
    ("The total crypto market cap climbed to $2.4 trillion.", "market_cap", "$2.4 trillion", "up", "ALL"),
    ("Trading volume in ether reached $18 billion.", "volume", "$18 billion", "up", "ETH"),
    ("Open interest in bitcoin futures fell to $14.2 billion.", "open_interest", "$14.2 billion", "down", "BTC"),
    ("Spot bitcoin ETFs took in $410 million on Monday.", "etf_flow", "$410 million", "inflow", "BTC"),
    ("Spot bitcoin ETFs saw $230 million in outflows.", "etf_flow", "$230 million", "outflow", "BTC"),
    ("Bitcoin dominance rose to 58.4%.", "dominance", "58.4%", "up", "BTC"),
    ("The funding rate on bitcoin perpetuals is -0.01%.", "funding_rate", "-0.01%", "negative", "BTC"),
    ("One bitcoin trader used 50x leverage.", "leverage", "50x", None, "BTC"),
    ("The Crypto Fear & Greed Index dropped to 24.", "fear_greed", "24", "down", "ALL"),
    ("The RSI of ether is at 71.", "rsi", "71", None, "ETH"),
]


@pytest.mark.parametrize(("text", "kind", "span", "direction", "asset"), FIGURES)
def test_figures_have_their_kind(read_figures, text, kind, span, direction, asset):
    (metric,) = read_figures(text).metrics
    assert (metric.kind, metric.text, metric.direction, metric.asset) == (kind, span, direction, asset)


PHRASES = [
    ("Funding rates have turned negative for bitcoin.", "funding_rate", "negative"),
    ("Bitcoin's open interest hit a record high.", "open_interest", "high"),
    ("Bitcoin rose on thin volume.", "volume", "low"),
    ("Bitcoin trading volume dried up over the weekend.", "volume", "down"),
    ("The spot bitcoin ETFs have seen steady net outflows.", "etf_flow", "outflow"),
    ("Bitcoin fell below its 200-day moving average.", "moving_average", "down"),
    ("Bitcoin reclaimed the 50-week MA.", "moving_average", "up"),
    ("Bitcoin's 50-day average crossed above the 200-day average.", "moving_average", "up"),
]


@pytest.mark.parametrize(("text", "kind", "direction"), PHRASES)
def test_statements_without_a_number_are_read(read_figures, text, kind, direction):
    (metric,) = read_figures(text).metrics
    assert (metric.kind, metric.direction, metric.value, metric.asset) == (kind, direction, None, "BTC")


def test_sentiment_zone_is_read_without_a_number(read_figures):
    (metric,) = read_figures(
        'The Fear and Greed Index slid back into "Extreme Fear" territory as bitcoin fell.'
    ).metrics
    assert (metric.kind, metric.value, metric.direction, metric.unit) == ("fear_greed", None, "down", "index")


def test_scale_of_the_index_is_no_reading(read_figures):
    text = "The Fear and Greed Index of bitcoin works on a scale: 0-24: Extreme Fear, 75-100: Extreme Greed."
    assert read_figures(text).metrics == ()


def test_explanations_of_funding_are_no_statement(read_figures):
    text = "When funding rates are positive, longs usually pay shorts, which is how bitcoin perpetuals work."
    assert read_figures(text).metrics == ()


def test_exchange_outflows_are_no_etf_flow(read_figures):
    metrics = read_figures("Exchange outflows of ether surged to $8.9 million last week.").metrics
    assert [m.kind for m in metrics] in ([], ["exchange_netflow"])


def test_a_change_of_market_cap_is_marked_as_change(read_figures):
    (metric,) = read_figures("The crypto market has lost $120 billion since Monday.").metrics
    assert (metric.kind, metric.is_change, metric.direction, metric.asset) == ("market_cap", True, "down", "ALL")


def test_an_average_with_its_price_has_the_price_as_value(read_figures):
    metrics = read_figures("Bitcoin trades at $41,000, above its 200-day moving average at $38,200.").metrics
    assert [(m.kind, m.value, m.direction, m.window_days) for m in metrics] == [("moving_average", 38_200, "up", 200)]


def test_returns_are_no_leverage(read_figures):
    assert read_figures("The bitcoin investor made a 100x return.").metrics == ()


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Solana trades at $150. The 200-day EMA ($161) is flat.", "down"),
        ("Solana has support at $150. Its 50-day SMA is at $140.", "up"),
        ("Bitcoin has declined toward the 100-day moving average, located around $65,000.", "up"),
    ],
)
def test_the_side_of_an_average_follows_from_its_price(read_figures, text, direction):
    (average,) = [m for m in read_figures(text).metrics if m.kind == "moving_average"]
    assert average.value is not None
    assert average.direction == direction


def test_the_market_cap_of_one_coin_is_not_the_market(read_figures):
    (metric,) = read_figures("Chainlink rose. The market cap, $6 billion at noon, is a record.").metrics
    assert (metric.kind, metric.asset) == ("market_cap", "LINK")


def test_a_part_of_a_flow_is_a_flow(read_figures):
    text = (
        "Spot bitcoin ETFs saw outflows of $237 million on Friday. The largest fund was responsible for $149 million."
    )
    assert [(m.kind, m.value, m.direction) for m in read_figures(text).metrics] == [
        ("etf_flow", 237_000_000, "outflow"),
        ("etf_flow", 149_000_000, "outflow"),
    ]


def test_a_headline_sum_is_what_the_body_says_it_is(read_figures):
    text = "Spot solana ETFs began trading and took in $12 million in inflows."
    found = read_figures(text, headline="Solana Fund Begins: $12M on Day One").metrics
    assert [(m.kind, m.direction) for m in found] == [("etf_flow", "inflow"), ("etf_flow", "inflow")]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Solana's funding rate flipped positive at 0.0085%.", "positive"),
        ("The funding rate of ether rose into positive territory at 0.01%.", "positive"),
        ("Bitcoin's funding rate turned negative to 0.02%.", "negative"),
        ("The ether funding rate rose to 0.02%.", "up"),
    ],
)
def test_the_sign_told_of_a_funding_rate_goes_before_its_move(read_figures, text, direction):
    (metric,) = read_figures(text).metrics
    assert (metric.kind, metric.direction) == ("funding_rate", direction)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Cryptocurrencies lost a quarter of their value. They were worth $820 billion on Sunday.", [820]),
        ("The crypto market has shrunk. It is now worth $1,200 billion, compared with $1,600 billion in May.",
         [1200, 1600]),
        ("All digital assets fell. Together they are valued at about $300 billion.", [300]),
        ("Three listed miners fell. They were worth $8 billion on Sunday.", []),
        ("Cryptocurrencies fell. The banks were worth $820 billion on Sunday.", []),
        ("Tech shares fell as cryptocurrencies did. They were worth $9 billion on Sunday.", []),
    ],
)  # fmt: skip
def test_what_the_market_of_the_sentence_before_is_worth_is_its_cap(read_figures, text, values):
    caps = [metric for metric in read_figures(text).metrics if metric.kind == "market_cap"]
    assert [metric.value for metric in caps] == [value * 10**9 for value in values]
    assert {metric.asset for metric in caps} <= {"ALL"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The BTC funding rate sits at 0.01% per eight hours, while ETH's is at -0.003%.",
         [("funding_rate", "BTC", None), ("funding_rate", "ETH", "negative")]),
        ("Bitcoin's market share rose to 58%, while ether's fell to 12.6%.",
         [("dominance", "BTC", "up"), ("dominance", "ETH", "down")]),
        ("Bitcoin's dominance rose to 58%, while ether's price fell 12.6%.",
         [("dominance", "BTC", "up"), ("percent_change", "ETH", "down")]),
        ("Bitcoin's price rose 8%, while ether's fell 2.6%.",
         [("percent_change", "BTC", "up"), ("percent_change", "ETH", "down")]),
    ],
)  # fmt: skip
def test_a_possessive_without_its_noun_carries_the_metric_on(read_figures, text, kinds):
    metrics = read_figures(text).metrics
    assert [(metric.kind, metric.asset, metric.direction) for metric in metrics] == kinds


def kinds_of(found):
    return [(metric.kind, metric.value, metric.direction, metric.asset) for metric in found.metrics]


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("Crypto markets slumped below $310 billion overnight.", [("market_cap", 310e9, "down", "ALL")]),
        ("Global crypto market valuations have gone above $900 billion.", [("market_cap", 900e9, "up", "ALL")]),
        ("Since its peak of $740 billion, the capitalisation of the crypto markets has shrunk by 66%.",
         [("market_cap", 740e9, "high", "ALL"), ("market_cap", 66, "down", "ALL")]),
        ("Litecoin's total market value climbed to $9 billion.", [("market_cap", 9e9, "up", "LTC")]),
        ("The crypto market cap came to $290 billion in May. It then slid to roughly $210 billion.",
         [("market_cap", 290e9, None, "ALL"), ("market_cap", 210e9, "down", "ALL")]),
        ("The inflow propelled the total crypto market cap to $1.2 trillion.",
         [("market_cap", 1.2e12, "up", "ALL")]),
        ("The total crypto market cap reached a low of $1.1 trillion.", [("market_cap", 1.1e12, "low", "ALL")]),
    ],
)  # fmt: skip
def test_what_the_market_passes_is_its_value(read_figures, text, metrics):
    assert kinds_of(read_figures(text)) == metrics


@pytest.mark.parametrize(
    "text",
    [
        "A 640% spike in crypto liquidations stunned the desk.",
        "The exchange's insurance fund grew 62% in the year.",
        "Traders brace for a 640% liquidation wave in bitcoin.",
    ],
)
def test_what_grew_besides_a_price_is_no_price_move(read_figures, text):
    assert not read_figures(text).metrics


def test_a_coin_in_brackets_behind_its_percentage_has_it(read_figures):
    found = read_figures("Bitcoin rose 3%, the large altcoins between 1.2% (Cardano) and 9% (Solana).")
    assert [(m.value, m.asset) for m in found.metrics] == [(3, "BTC"), (Decimal("1.2"), "ADA"), (9, "SOL")]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The decline in open interest for bitcoin futures went on.", "down"),
        ("Bitcoin drew a jump in trading volume.", "up"),
        ("Bitcoin's negative funding rate and the drop of its price speak of caution.", "negative"),
        ("Bitcoin exceeded its 200-day average.", "up"),
    ],
)
def test_a_state_may_be_a_noun_or_stand_before_the_name(read_figures, text, direction):
    (metric,) = read_figures(text).metrics
    assert (metric.direction, metric.asset) == (direction, "BTC")


def test_leverage_is_read_where_something_else_is_higher(read_figures):
    (metric,) = read_figures(
        "The venue allows leverage of up to 75X, and the higher it is, the sooner it ends."
    ).metrics
    assert (metric.kind, metric.value) == ("leverage", 75)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The Fear & Greed Index returned to the fear zone.", "down"),
        ("The Fear & Greed Index has moved back into greed territory.", "up"),
        ("The Fear & Greed Index stays in the fear zone.", "low"),
    ],
)
def test_a_zone_that_was_entered_says_which_way_the_index_went(read_figures, text, direction):
    (metric,) = read_figures(text).metrics
    assert (metric.kind, metric.direction) == ("fear_greed", direction)


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("Funding rates for solana's perpetual contracts are positive at 0.01%.",
         [("funding_rate", Decimal("0.01"), "positive", "SOL")]),
        ("Open interest in solana futures contracts has risen 15%.", [("open_interest", 15, "up", "SOL")]),
        ("Bybit holds the largest share of bitcoin futures open interest at 30.7%.", []),
        ("Solana's daily volume of tokens stood above its 30-day average.", []),
        ("Solana climbs with open interest at a record – could it reach the top?",
         [("open_interest", None, "high", "SOL")]),
        ("Volume data for solana shows a decrease in the number of traders.", []),
        ("Cryptocurrencies had a good year. The market cap rose by 182% after gaining 300% in the year before.",
         [("market_cap", 182, "up", "ALL"), ("market_cap", 300, "up", "ALL")]),
        ("Bitcoin ETFs see outflows after a week of steady inflows.",
         [("etf_flow", None, "outflow", "BTC"), ("etf_flow", None, "inflow", "BTC")]),
        ("Solana fell out of the top ten cryptos – it lost 41% in a day.", [("percent_change", 41, "down", "SOL")]),
        ("The Standard & Poor's 500 Index fell 3%.", [("percent_change", 3, "down", "SPX")]),
        ("Coinbase shares were listed. On April 7, 2022, it fell 8%.", [("percent_change", 8, "down", "COIN")]),
        ("Bitcoin ETFs were quiet. The total daily volume for these ETFs fell to $1.1 billion.",
         [("volume", 1.1e9, "down", "BTC")]),
    ],
)  # fmt: skip
def test_whose_metric_it_is_and_what_only_stands_by(read_figures, text, metrics):
    assert kinds_of(read_figures(text)) == metrics


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("Bitcoin's dominance stands at 55.9%, its lowest level in years.",
         [("dominance", Decimal("55.9"), "low", "BTC")]),
        ("BNB's dominance jumped from less than 1% in May to as high as 4.5% in June.",
         [("dominance", 1, None, "BNB"), ("dominance", Decimal("4.5"), "high", "BNB")]),
        ("The dominance of the world's most valuable cryptocurrency touched a low of 33%.",
         [("dominance", 33, "low", "BTC")]),
        ("Bitcoin's market share is what counts, its dominance being watched. It now sits at 55%.",
         [("dominance", 55, None, "BTC")]),
        ("Bitcoin now commands just 41% of the market.", [("dominance", 41, None, "BTC")]),
        ("Ether holds 17% of the market, a dominance of old. Cardano is next with 3%, followed by Dogecoin at 2%.",
         [("dominance", 17, None, "ETH"), ("dominance", 3, None, "ADA"), ("dominance", 2, None, "DOGE")]),
        ("Bitcoin's dominance remained above 80% for years.", [("dominance", 80, None, "BTC")]),
        ("The crypto market lost nearly 9% of its total capitalization.", [("market_cap", 9, "down", "ALL")]),
        ("Bitcoin futures open interest remains elevated at $41 billion.",
         [("open_interest", 41e9, "high", "BTC")]),
        ("Bitcoin's funding rates, reaching as low as -0.0007%, tell of caution.",
         [("funding_rate", Decimal("0.0007"), "negative", "BTC")]),
        ("The inflow of $31 million into spot ether exchange traded funds stood out.",
         [("etf_flow", 31e6, "inflow", "ETH")]),
        ("Many projects fell, some by as much as 61%. Bitcoin held.", [("percent_change", 61, "down", None)]),
        ("Dogecoin gained 40% compared to a jump of 12% in the price of bitcoin.",
         [("percent_change", 40, "up", "DOGE"), ("percent_change", 12, "up", "BTC")]),
        ("These are the market caps:\n\nCardano: $9,475,881,823\n\nLitecoin: $4,449,408,129\n\nThe market cap "
         "of XRP is "
         "$11 billion. Then Solana, at $8 billion.",
         [("market_cap", 9475881823, None, "ADA"), ("market_cap", 4449408129, None, "LTC"),
          ("market_cap", 11e9, None, "XRP"), ("market_cap", 8e9, None, "SOL")]),
        ("Bitcoin volumes fell this week. The big exchanges showed drops of 19%.",
         [("volume", None, "down", "BTC"), ("volume", 19, "down", "BTC")]),
    ],
)  # fmt: skip
def test_extremes_rows_and_what_goes_on_from_a_metric(read_figures, text, metrics):
    assert kinds_of(read_figures(text)) == metrics


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("Tokens fell, including XRP (XRP-USD), cardano (ADA-USD) -3.1%.",
         [("percent_change", Decimal("3.1"), "down", "ADA")]),
        ("Solana sank. The altcoin dropped nearly 17%.", [("percent_change", 17, "down", "SOL")]),
        ("Bitcoin futures open interest rose from $31 billion on Nov. 4 to $36 billion.",
         [("open_interest", 31e9, None, "BTC"), ("open_interest", 36e9, "up", "BTC")]),
        ("Bitcoin's open interest had peaks of $22 billion and $24 billion.",
         [("open_interest", 22e9, "high", "BTC"), ("open_interest", 24e9, "high", "BTC")]),
        ("The squeeze eliminated $1 billion in bitcoin open interest.", [("open_interest", 1e9, "down", "BTC")]),
        ("Bitcoin rose on lower than average trading volume.", [("volume", None, "low", "BTC")]),
    ],
)  # fmt: skip
def test_figures_beside_names_dates_and_states(read_figures, text, metrics):
    assert kinds_of(read_figures(text)) == metrics
