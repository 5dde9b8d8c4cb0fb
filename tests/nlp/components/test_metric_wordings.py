"""Metrics as outlets word them: whose they are across clauses and sentences, and what a percentage is a part of."""

import pytest


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Coinbase fell 6% and Robinhood 4% as Bitcoin slept.", [(6, "COIN"), (4, "HOOD")]),
        ("MicroStrategy rose 5% while Coinbase was 2% lower.", [(5, "MSTR"), (2, "COIN")]),
        ("Consumer prices rose 3.4%, and Bitcoin slept.", []),
    ],
)
def test_a_row_of_companies_shares_its_verb_and_goods_are_no_market(read_figures, text, found):
    assert [(metric.value, metric.asset) for metric in read_figures(text).metrics] == found


def test_the_mood_is_read_off_the_index(read_figures):
    (metric,) = read_figures("Sentiment stays in greed on the Fear and Greed Index.").metrics
    assert (metric.kind, metric.text, metric.direction, metric.value) == ("fear_greed", "greed", "high", None)


def test_a_move_that_could_follow_is_foretold(read_figures):
    (metric,) = read_figures("A further 15% drop in Litecoin could follow, a desk warned.").metrics
    assert (metric.value, metric.asset, metric.modality) == (15, "LTC", "forecast")


def test_the_subject_of_the_next_clause_owns_only_its_own_sum(read_figures):
    found = read_figures("Litecoin's market cap fell to $5.1 billion as its daily volume reached $420 million.")
    assert [(m.kind, m.value) for m in found.metrics] == [("market_cap", 5_100_000_000), ("volume", 420_000_000)]


OWNERS = [
    # text, span, kind, direction, asset
    ("Desks sold, with ether, the runner-up by value, quoted at $1,800, down "
     "6%.", "6%", "percent_change", "down", "ETH"),
    ("Most coins sank, with litecoin as low as $70. It's since recovered, up 4%.", "4%", "percent_change", "up", "LTC"),
    ("Litecoin - first sold as the silver to bitcoin's gold - has shed 9%.", "9%", "percent_change", "down", "LTC"),
    ("Ether took the worst hit of all the large coins, falling 12%.", "12%", "percent_change", "down", "ETH"),
    ("Large digital assets fell 7% to 9% overnight.", "7%", "percent_change", "down", None),
    ("Cardano is down 61pc from its peak.", "61pc", "percent_change", "down", "ADA"),
    ("Dogecoin slid, dropping 5% by 4 p.m., followed by cardano at 4% and litecoin at 3%.", "4%", "percent_change",
     "down", "ADA"),
    ("Dogecoin slid, dropping 5% by 4 p.m., followed by cardano at 4% and litecoin at 3%.", "3%", "percent_change",
     "down", "LTC"),
    ("Dogecoin moved most among coins by market capitalization and logged a 3% fall.", "3%", "percent_change", "down",
     "DOGE"),
    ("The total market cap slid to $2 trillion. It is down 4% on the day.", "4%", "market_cap", "down", "ALL"),
    ("The crypto market's value fell by 8% in an hour.", "8%", "market_cap", "down", "ALL"),
    ("The market cap of bitcoin went from $500 billion to $600 billion, which means it grew 20%.", "20%", "market_cap",
     "up", "BTC"),
    ("Bitcoin traded amid a drop in trading volume, which fell 16%.", "16%", "volume", "down", "BTC"),
    ("The number of bitcoins changing hands was down 24%.", "24%", "volume", "down", "BTC"),
    ("Bitcoin has lost 30% of market dominance this year.", "30%", "dominance", "down", "BTC"),
    ("Bitcoin dominance dipped. That marks a 20% drop from its market share in January.", "20%", "dominance", "down",
     "BTC"),
    ("Bitcoin fell from 71% to just 36% dominance in five weeks.", "71%", "dominance", None, "BTC"),
    ("Bitcoin dominance down to 44%.", "44%", "dominance", "down", "BTC"),
    ("Bitcoin dominance fell from 60% to a low of less than 40%.", "40%", "dominance", "low", "BTC"),
    ("Bitcoin accounts for 44% of the total market cap.", "44%", "dominance", None, "BTC"),
    ("Bitcoin accounted for 80%, ether accounted for 4% of the combined market cap.", "80%", "dominance", None, "BTC"),
    ("Bitcoin's market share was 80% in March. It fell further to about 63%.", "63%", "dominance", "down", "BTC"),
    ("Bitcoin's market share was 40%, while ether moved up to 30%.", "30%", "dominance", "up", "ETH"),
    ("The ETH share in the cryptocurrency market equals 16%.", "16%", "dominance", None, "ETH"),
    ("Bitcoin's dominance today is 46.9.", "46.9", "dominance", None, "BTC"),
    ("Ether has a negative funding rate. At press time, this stands at -0.004%.", "-0.004%", "funding_rate", "negative",
     "ETH"),
    ("Ether's open interest is at $4 billion, falling 19% since March.", "19%", "open_interest", "down", "ETH"),
    ("The value of the world's cryptocurrencies fell to $1.9 trillion by 8 a.m. on Monday, nearly 11% less than "
     "before.",
     "11%", "market_cap", "down", "ALL"),
    ("Litecoin's market cap hit $9 billion after a more than 12% surge in "
     "price.", "12%", "percent_change", "up", "LTC"),
    ("XRP is fourth with a market cap of $10 billion and is up 4%.", "4%", "percent_change", "up", "XRP"),
    ("Marathon Digital Holdings (MARA) has dropped by 6%.", "6%", "percent_change", "down", "MARA"),
    ("Riot Platforms (RIOT), a major player in bitcoin mining, posted a 55% gain.", "55%", "percent_change", "up",
     "RIOT"),
    ("Prices slid. Tokens like Solana's sol and Cardano's ada lost 10%.", "10%", "percent_change", "down", None),
    ("Ether led the gains among the other large coins, rising 7%.", "7%", "percent_change", "up", "ETH"),
    ("The coins rose, with ether passing $2,700 after a 3% increase.", "3%", "percent_change", "up", "ETH"),
    ("Bitcoin dominance rose 1%, now standing at 49%.", "49%", "dominance", None, "BTC"),
    ("PEPE's funding rate jumped from 0.02% to 0.12%.", "0.12%", "funding_rate", "up", "PEPE"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "kind", "direction", "asset"), OWNERS)
def test_a_percentage_goes_to_its_owner(read_figures, text, span, kind, direction, asset):
    (metric,) = [m for m in read_figures(text).metrics if m.text == span]
    assert (metric.kind, metric.direction, metric.asset) == (kind, direction, asset)


SUMS = [
    # text, span, kind, direction, asset
    ("The total crypto economy is worth about $1.7 trillion.", "$1.7 trillion", "market_cap", None, "ALL"),
    ("Virtual currencies tracked by a site.com have lost more than $700bn of value.", "$700bn", "market_cap", "down",
     "ALL"),
    ("The market cap of bitcoin went from $590 billion to $670 billion.", "$670 billion", "market_cap", "up", "BTC"),
    ("Two years ago bitcoin was valued closer to $3 billion.", "$3 billion", "market_cap", None, "BTC"),
    ("The second-largest digital asset has a market value of $19 billion. Ether rose.", "$19 billion", "market_cap",
     None, "ETH"),
    ("Crypto's market cap rose to $700 billion. Then the cap fell to $630 billion.", "$630 billion", "market_cap",
     "down", "ALL"),
    ("Bitcoin ETFs had a bad day, with withdrawals reaching $900 million.", "$900 million", "etf_flow", "outflow",
     "BTC"),
    ("Crypto funds saw outflows of $90 million. Germany led, with outflows of $24 million.", "$24 million", "etf_flow",
     "outflow", "ALL"),
    ("Bitcoin ETFs lost $164 million. Other outflows were $88 million from Bitwise's BITB.", "$88 million", "etf_flow",
     "outflow", "BTC"),
    ("Ether rose 3% to $1,900 with a market capitalisation of $229 "
     "billion.", "$229 billion", "market_cap", None, "ETH"),
    ("Bitcoin rose. Its market cap, though, is up to $550 billion.", "$550 billion", "market_cap", "up", "BTC"),
    ("Ether shows plummeting open interest. At press time, this is at $3.9 billion.", "$3.9 billion", "open_interest",
     None, "ETH"),
    ("Ether saw about $800 million wiped off its open interest.", "$800 million", "open_interest", "down", "ETH"),
    ("Close to $2 billion in open interest was erased for bitcoin.", "$2 billion", "open_interest", "down", "BTC"),
    ("The market value of crypto has evaporated by $250 billion.", "$250 billion", "market_cap", "down", "ALL"),
    ("Investors directed $130 million into spot Ethereum-ETFs.", "$130 million", "etf_flow", "inflow", "ETH"),
    ("Ether ETFs took in $9 million, but had $133 million and $288 million in net outflows.", "$133 million",
     "etf_flow", "outflow", "ETH"),
    ("Some see the total crypto market cap reaching $5 trln.", "$5 trln", "market_cap", "up", "ALL"),
    ("Market indicators show open interest near $165 billion.", "$165 billion", "open_interest", None, "ALL"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "kind", "direction", "asset"), SUMS)
def test_a_sum_goes_to_its_owner(read_figures, text, span, kind, direction, asset):
    (metric,) = [m for m in read_figures(text, headline="Ether and others").metrics if m.text == span]
    assert (metric.kind, metric.direction, metric.asset) == (kind, direction, asset)


STATES = [
    # text, kind, direction
    ("Last week OI declined a little.", "open_interest", "down"),
    ("Bitcoin funding rates recovered into the positive.", "funding_rate", "positive"),
    ("The positive funding rate suggests that traders stay bullish.", "funding_rate", "positive"),
    ("The falling volume may mean that the rally tires.", "volume", "down"),
    ("There was an uptick in the daily trading volume.", "volume", "up"),
    ("Bitcoin's open interest remained at suppressed levels.", "open_interest", "low"),
    ("Trading volume on the large exchanges was light.", "volume", "low"),
    ("Spot volume is minimal.", "volume", "low"),
    ("One venue has seen its OI drop to a new low.", "open_interest", "down"),
    ("The rising BTC dominance weighs on the others.", "dominance", "up"),
    ("Ether sees increased open interest and positive signals.", "open_interest", "up"),
    ("The market saw the rising open interest, which indicates that shorts pile in.", "open_interest", "up"),
    ("The reversal in fund flows ended a long streak of inflows.", "etf_flow", "inflow"),
]


@pytest.mark.parametrize(("text", "kind", "direction"), STATES)
def test_a_state_without_a_number_is_read(read_figures, text, kind, direction):
    assert [(m.kind, m.direction) for m in read_figures(text).metrics] == [(kind, direction)]


NO_METRIC = [
    "A positive funding rate suggests that longs pay.",
    "Open interest has failed to recover.",
    "Watch whether the funding rate moves into negative territory.",
    "The bounce has erased more than 75% of the drop.",
    "Open interest as a percentage of bitcoin's market cap has fallen below 2%.",
    "Stocks returned 7% a year.",
    "Fund managers' AUM rose, up 10% on the week.",
    "The index weighs volume (25%) and bitcoin dominance (10%).",
    "Keeping the EMA 50 could open the way for bitcoin.",
    "The 50-day moving average is set to cross below the 200-day moving average.",
]


@pytest.mark.parametrize("text", NO_METRIC)
def test_explanations_failures_rates_and_weights_are_no_metric(read_figures, text):
    assert not read_figures(text).metrics


AVERAGES = [
    # text, value, direction
    ("The coin held $3, above its 50-week exponential moving average (50-week EMA; the red line) around $2.", 2, "up"),
    ("Ether holds above support at $2.30, as provided by the 50-day EMA.", 2.3, "up"),
    ("Ether found support created by a 1-hour SMA50.", None, "up"),
    ("Bitcoin faces key hurdles near the 100 hourly SMA.", None, "down"),
    ("The 26-day EMA has been overcome by the price of bitcoin.", None, "up"),
]


@pytest.mark.parametrize(("text", "value", "direction"), AVERAGES)
def test_an_average_is_read_once_with_its_price_and_side(read_figures, text, value, direction):
    (average,) = [m for m in read_figures(text).metrics if m.kind == "moving_average"]
    assert (average.value if value is None else float(average.value), average.direction) == (value, direction)


READINGS = [
    # text, value, direction
    ("The Fear & Greed index is at 15 - a small uptick from yesterday.", 15, "up"),
    ("The Fear & Greed index plunged to 21 out of 100.", 21, "down"),
    ("The mood is neutral, with fear and greed balanced at 54/100.", 54, None),
    ("Before that crash, the Fear & Greed index had reached 74.", 74, "up"),
]


@pytest.mark.parametrize(("text", "value", "direction"), READINGS)
def test_a_reading_of_the_index_is_no_end_of_its_scale(read_figures, text, value, direction):
    (reading,) = [m for m in read_figures(text).metrics if m.kind == "fear_greed"]
    assert (float(reading.value), reading.direction) == (value, direction)


def test_a_sum_keeps_the_currency_it_is_stated_in(read_figures):
    found = read_figures("Litecoin's trading volume was €1.2 million, and bitcoin's $30 billion.").metrics
    assert [(m.kind, m.asset, m.unit) for m in found] == [("volume", "LTC", "EUR"), ("volume", "BTC", "USD")]


WAYS = [
    # text, span, kind, direction, asset
    ("Weak trading pushed Litecoin's market cap from $6 billion to $5 billion.", "$5 billion", "market_cap", "down",
     "LTC"),
    ("Stellar's market cap took a hit of late, dwindling to $3 billion.", "$3 billion", "market_cap", "down", "XLM"),
    ("Coins are cheaper, but bitcoin's dominance among them is up to 47%.", "47%", "dominance", "up", "BTC"),
    ("Ether dominance reclaimed 18% at noon.", "18%", "dominance", "up", "ETH"),
    ("Open interest in bitcoin futures is $4 billion more than a week ago.", "$4 billion", "open_interest", "up",
     "BTC"),
    ("In May some $90 billion were wiped off digital coins within a day.", "$90 billion", "market_cap", "down", "ALL"),
    ("Ether ETF outflows came to $70M amid sluggish futures volumes.", "$70M", "etf_flow", "outflow", "ETH"),
    ("Open interest across exchanges fell 12% to $58 billion.", "$58 billion", "open_interest", "down", "ALL"),
    ("Tokens of DeFi fare better: the DeFi market cap climbed to $41 billion.", "$41 billion", "market_cap", "up",
     None),
    ("Litecoin slid 3%, less than the broader market's 5% decline.", "5%", "percent_change", "down", None),
    ("Bitcoin led the crypto market, gaining 2%.", "2%", "percent_change", "up", "BTC"),
    ("Solana rose by 4%, LINK by over 7% and ADA by 2%.", "7%", "percent_change", "up", "LINK"),
    ("Solana rose by 4%, LINK by over 7% and ADA by 2%.", "2%", "percent_change", "up", "ADA"),
    ("The 50-day and 200-day averages stand above the price of Solana.", "50-day and 200-day averages",
     "moving_average", "down", "SOL"),
    ("The Fear & Greed Index dropped to a score of 19.", "19", "fear_greed", "down", "ALL"),
    ("The dominance of coins is: Bitcoin: 61.2%, Ethereum: 9.1%.", "9.1%", "dominance", None, "ETH"),
    ("Worst day: IBIT shed a single-day record of $410 million.", "$410 million", "etf_flow", "outflow", "BTC"),
    ("Ether funds saw outflows, with $4 million leaving them.", "$4 million", "etf_flow", "outflow", "ETH"),
    ("Open interest in bitcoin futures rose. Open interest at the Chicago Mercantile Exchange (CME) is $240 million.",
     "$240 million", "open_interest", None, "BTC"),
    ("Open futures positions in Solana are valued at $7 billion.", "$7 billion", "open_interest", None, "SOL"),
    ("The crypto market is worth $2 trillion after falling 12%.", "12%", "market_cap", "down", "ALL"),
    ("There was a jump in the Ethereum funding rate.", "jump in the Ethereum funding rate", "funding_rate", "up",
     "ETH"),
    ("Bitcoin and ether funding rates are still positive.", "funding rates are still positive", "funding_rate",
     "positive", None),
    ("Litecoin has given up about 40% since May.", "40%", "percent_change", "down", "LTC"),
    ("Stellar, the third largest, last traded at 71 cents, down 4 percent.", "4 percent", "percent_change", "down",
     "XLM"),
    ("Ether fell. Exchanges stayed busy: the exchanges took $90 billion in volume.", "$90 billion", "volume", None,
     "ALL"),
    ("The total market cap sank to $3 trillion. Its 24-hour trading volume rose by 12%.", "12%", "volume", "up",
     "ALL"),
    ("Cardano slipped below its 50-day EMA support.", "50-day EMA", "moving_average", "down", "ADA"),
    ("Litecoin's slump shows in its derivatives market and in low open interest.", "low open interest",
     "open_interest", "low", "LTC"),
    ("Volumes on decentralized exchanges rose to $9 billion.", "$9 billion", "volume", "up", None),
    ("Litecoin closed at $70, which represents a 6% month-over-month drop.", "6%", "percent_change", "down", "LTC"),
    ("Litecoin trades at a 30% discount to its all-time highs.", "30%", "percent_change", "down", "LTC"),
    ("Litecoin aims for a 25% move to the upside.", "25%", "percent_change", "up", "LTC"),
    ("Bitcoin was calm. Markets in Paris and Milan all fell 2%.", "2%", "percent_change", "down", None),
    ("Apple was off by 7.7%, Amazon by 6.6%, and Tesla by 6%.", "6%", "percent_change", "down", "TSLA"),
    ("Funding was low. Traders pointed to the record OI in bitcoin.", "record OI", "open_interest", "high", "BTC"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "kind", "direction", "asset"), WAYS)
def test_a_figure_has_its_way_and_asset(read_figures, text, span, kind, direction, asset):
    (metric,) = [m for m in read_figures(text).metrics if m.text == span]
    assert (metric.kind, metric.direction, metric.asset) == (kind, direction, asset)


def test_a_part_of_the_volume_is_no_dominance(read_figures):
    text = "Trading in Solana came to $2 billion, 3% of the daily crypto volume."
    assert not [m for m in read_figures(text).metrics if m.text == "3%"]


@pytest.mark.parametrize(
    "text",
    [
        "Bitcoin's dominance printed a lower high in March.",
        "Declining volume means less interest.",
        "Shares worldwide lost value in a $9 trillion wipeout.",
        "The block reward of miners was reduced by 50%.",
        "Only 9% of the desks expect calm for bitcoin. In June that figure rose to 27%.",
        "Venues hold 2 million BTC, a 12% decrease since May.",
        "A score of 0 means extreme fear on the Fear & Greed Index.",
        "A weekly close below the 50-week EMA has marked the start of bear markets.",
    ],
)
def test_what_is_no_statement_on_a_metric_is_none(read_figures, text):
    found = read_figures(text)
    assert not found.metrics
    assert not found.liquidations


RANKS = "Solana ranks second in market cap at $80 billion. Cardano holds the third spot with $20 billion."


def test_a_ranking_goes_on_with_the_same_metric(read_figures):
    caps = [(m.text, m.asset) for m in read_figures(RANKS).metrics if m.kind == "market_cap"]
    assert caps == [("$80 billion", "SOL"), ("$20 billion", "ADA")]


def test_redeemed_and_leaving_money_is_an_outflow(read_figures):
    text = "Bitcoin ETFs saw $600 million leave. IBIT saw $400 million redeemed, ending an inflow streak."
    flows = [(m.text, m.direction) for m in read_figures(text).metrics if m.value is not None]
    assert flows == [("$600 million", "outflow"), ("$400 million", "outflow")]
