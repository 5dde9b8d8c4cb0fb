import pytest


def tickers(found):
    return [mention.ticker for mention in found.asset_mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bitcoin and ether slipped.", ["BTC", "ETH"]),
        ("BTC and XRP slipped.", ["BTC", "XRP"]),
        ("Bitcoin's slide hit Solana\u2019s token.", ["BTC", "SOL"]),
        ("Bitcoins were sold by the thousand.", ["BTC"]),
        ("Bitcoin Cash beat Bitcoin.", ["BCH", "BTC"]),
        ("Ethereum Classic and Ethereum diverge.", ["ETC", "ETH"]),
        ("BTC/USD and ETH-USDT were quiet, SOLUSDT was not.", ["BTC", "ETH", "SOL"]),
        ("ETH/BTC fell.", ["ETH"]),
        ("$DOGE to the moon", ["DOGE"]),
        ("The S&P 500 and the Nasdaq Composite fell with Nikkei 225.", ["SPX", "IXIC", "N225"]),
        ("Grayscale Bitcoin Trust traded at a discount.", ["GBTC"]),
        ("The iShares Bitcoin Trust (IBIT) took in cash.", ["IBIT", "IBIT"]),
        ("Worldcoin and Shiba Inu jumped.", ["WLD", "SHIB"]),
        ("Dogwifhat, also known as dog wif hat, is back.", ["WIF", "WIF"]),
    ],
)
def test_names_tickers_and_pairs_are_linked(read, text, expected):
    assert tickers(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Prices hover near the day's low, and one trader gave up hope.",
        "ONE MORE THING: DO NOT SELL NEAR THE TOP.",
        "The ripple effects of the stellar rally were felt at the gas station.",
        "Miners link the flow of sand to the cost of gas.",
        "Bitcoin Magazine hosts a conference in Nashville.",
        "Optimism returned. Harmony prevails. Just wait.",
        "A new report from Compass Point says so.",
        "Market makers pulled bids in the avalanche of orders.",
        "The compound interest harmony of the cosmos.",
        "She uses Coinbase and Gemini to trade.",
        "Apple and Amazon report next week.",
        "Near $3, buyers returned.",
        "The company is Nasdaq-listed.",
        "Read https://example.org/bitcoin/eth for more, or ask @solana.",
        "New ATH of the year for the index, says the SEC.",
        "Gold Coast tourism grew.",
    ],
)
def test_ordinary_words_are_not_assets(read, text):
    assert tickers(read(text)) == []


@pytest.mark.parametrize(
    ("text", "ticker"),
    [
        ("Near Protocol (NEAR) gained ground.", "NEAR"),
        ("NEAR/USD gained ground.", "NEAR"),
        ("$NEAR gained ground.", "NEAR"),
        ("The NEAR token gained ground.", "NEAR"),
        ("NEAR climbed 6% on the day.", "NEAR"),
        ("OP: $1.84", "OP"),
        ("Whales hold 40,000 LINK on exchanges.", "LINK"),
        ("The ripple price moved little.", "XRP"),
        ("Avalanche rallied 9% after the upgrade.", "AVAX"),
        ("Compound (COMP) surged.", "COMP"),
        ("Stellar (XLM) surged.", "XLM"),
        ("This week the smaller rival Stellar has caught up.", "XLM"),
        ("Shares of Coinbase fell.", "COIN"),
        ("Coinbase (NASDAQ: COIN) fell.", "COIN"),
        ("Coinbase shares lost ground.", "COIN"),
        ("Gold rose 1.2% to a record.", "XAU"),
        ("The Nasdaq slid 2.4%.", "IXIC"),
    ],
)
def test_evidence_beside_a_word_makes_it_an_asset(read, text, ticker):
    assert ticker in tickers(read(text))


def test_doubtful_tickers_in_a_list_of_coins_are_assets(read):
    found = read("Among them BTC, NEAR, OP and ONE moved most.")
    assert tickers(found) == ["BTC", "NEAR", "OP", "ONE"]


def test_evidence_elsewhere_in_the_article_is_enough_for_a_ticker_in_capitals(read):
    found = read("The Sui (SUI) network grew. Later that day SUI was quiet.")
    assert tickers(found) == ["SUI", "SUI", "SUI"]


def test_companies_are_not_assumed_from_elsewhere(read):
    found = read("Shares of Coinbase fell. Traders moved coins off Coinbase.")
    assert tickers(found) == ["COIN"]


@pytest.mark.parametrize(
    ("text", "form", "span"),
    [
        ("Someone moved 5,000 BTC today.", "unit", "BTC"),
        ("Someone bought $BTC today.", "cashtag", "$BTC"),
        ("Quoted as BTC/USDT today.", "pair", "BTC/USDT"),
        ("Someone bought BTC today.", "ticker", "BTC"),
        ("Someone bought Bitcoin today.", "name", "Bitcoin"),
    ],
)
def test_form_says_how_the_asset_is_named(read, text, form, span):
    (mention,) = read(text).asset_mentions
    assert (mention.form, mention.text) == (form, span)


def test_spans_hold_under_invisible_and_right_to_left_characters(read):
    text = "\u200f\u200bBitcoin\u200b fell \U0001f4c9 while \u0645\u0631\u062d\u0628\u0627 Ether\u2019s price rose."
    found = read(text)
    assert [(m.text, found.article.text[m.start : m.end]) for m in found.asset_mentions] == [
        ("Bitcoin", "Bitcoin"),
        ("Ether", "Ether"),
    ]


def test_headline_weighs_more_than_the_body(read):
    found = read("Ether was mentioned. Ether again. Then a word on the weather.", headline="Bitcoin falls")
    assert [asset.ticker for asset in found.assets] == ["BTC", "ETH"]


def test_boilerplate_counts_nothing_for_relevance(read):
    found = read("Litecoin fell.\nThe post Dogecoin, Dogecoin, Dogecoin appeared first on Coin Gazette.")
    assert [(asset.ticker, asset.n_mentions) for asset in found.assets] == [("LTC", 1)]
    assert tickers(found).count("DOGE") == 3


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_titles_of_other_stories_count_nothing_and_the_story_may_go_on(read, between):
    lines = ("Litecoin fell.", "You might also like", "Dogecoin leaps as Cardano waits", "Is XRP next?", "Monero rose.")
    found = read(between.join(lines))
    assert [asset.ticker for asset in found.assets] == ["LTC", "XMR"]


def test_relevance_sums_to_at_most_one(read):
    found = read("Bitcoin, ether, litecoin, dogecoin, Cardano and Solana fell alike, as did XRP.")
    assert 0.99 < sum(asset.relevance for asset in found.assets) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "Bitcoin fell at 03:00 GMT: $41,000 was paid.",
        "Bitcoin fell. At 9 a.m. GMT 5% was lost.",
        "Bitcoin traded at $41,000 (0900 GMT).",
        "Bitcoin traded at $41,000 by 22 GMT and by 08:00 JST.",
        "Bitcoin fell. In zone GMT+8 it was night.",
    ],
)
def test_a_time_zone_behind_a_time_is_not_a_coin(read, text):
    assert tickers(read(text)) == ["BTC"]


def test_a_coin_named_like_a_time_zone_is_read_elsewhere(read):
    assert tickers(read("STEPN rose and GMT trades at $0.30, its high since 14:00 GMT.")) == ["GMT", "GMT"]


@pytest.mark.parametrize(
    ("text", "ticker"),
    [
        ("The pound fetched $1.24 while bitcoin stood still at $9,300.", "GBP"),
        ("Sterling fell to $1.19 as bitcoin held $9,300.", "GBP"),
    ],
)
def test_a_currency_by_its_short_name_owns_its_price(read_figures, text, ticker):
    level = read_figures(text).price_levels[0]
    assert level.asset == ticker


def test_a_pound_without_a_price_is_no_asset(read_figures):
    assert [asset.ticker for asset in read_figures("Bitcoin is heavier than the pound of flesh.").assets] == ["BTC"]


def test_a_ticker_in_brackets_behind_a_coin_is_the_coin_and_no_index(read):
    assert tickers(read("SPX6900 (SPX) doubled. Then SPX halved.")) == ["SPX6900"] * 3
    assert tickers(read("The S&P 500 (SPX) rose with bitcoin. SPX futures slipped.")) == ["SPX", "SPX", "BTC", "SPX"]
