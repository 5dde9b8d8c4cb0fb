import pytest

from nlp.components.asset_guess import asset_at


def guess(found, figure, occurrence=1):
    text, at = found.plain, -1
    for _ in range(occurrence):
        at = text.index(figure, at + 1)
    return asset_at(found, at, at + len(figure))


@pytest.mark.parametrize(
    ("text", "figure", "ticker"),
    [
        # attached
        ("Miners sold at $9,100 per bitcoin while ether held.", "$9,100", "BTC"),
        ("After the hack came a 7% drop in ether and a bounce.", "7%", "ETH"),
        ("Bitcoin was flat despite a 12% gain for Solana.", "12%", "SOL"),
        ("Bulls now eye a $4,000 price target for ETH after bitcoin's run.", "$4,000", "ETH"),
        # nearest before
        ("ETH: $2,411, SOL: $143", "$143", "SOL"),
        ("Bitcoin changed hands at $27,150 and ether at $1,640.", "$1,640", "ETH"),
        ("Bitcoin changed hands at $27,150 and ether at $1,640.", "$27,150", "BTC"),
        ("Litecoin (LTC) is worth $71.", "$71", "LTC"),
        ("While BTC fell, XRP clung to $0.52.", "$0.52", "XRP"),
        ("Cardano's price is $0.38 and Polkadot's is $5.20.", "$5.20", "DOT"),
        ("Dogecoin rose while holders shrugged off bitcoin's modest losses near $65,700.", "$65,700", "BTC"),
        ("Polkadot ($32) and Cosmos ($24) look dear.", "$24", "ATOM"),
        ("Bitcoin: $8,120. Ripple: $0.242, down on the day.", "$0.242", "XRP"),
        ("LUNA, which traded above $80 last week, is worth nothing.", "$80", "LUNA"),
        ("Gold: $2,570, ETH: $2,411.", "$2,570", "XAU"),
        ("They see ether and Solana rise to $7,000 and $750, respectively.", "$7,000", "ETH"),
        ("They like Ether, now $3,690, and Solana, which may rise to $7,000 and $750, respectively.", "$750", "SOL"),
        # not an attribute of another coin
        ("Solana, an Ethereum rival, may dip to $85.", "$85", "SOL"),
        ("For Solana (SOL), he says the Ethereum (ETH) rival risks a dip to $85.", "$85", "SOL"),
        ("The Solana-based memecoin Bonk hit $0.000021.", "$0.000021", "BONK"),
        # not the comparison, the example, the counted coin, the stablecoin
        ("Litecoin followed BTC and slid to $61.", "$61", "LTC"),
        ("Ether had a spring that carried it past Litecoin, to $21 in June.", "$21", "ETH"),
        ("Solana outperformed Ethereum and now trades at $151.", "$151", "SOL"),
        ("Ether, unlike bitcoin, stayed above $1,800.", "$1,800", "ETH"),
        ("Dogecoin rose while holders of 3,000 BTC slept, reaching $0.09.", "$0.09", "DOGE"),
        ("Tether's USDT aside, bitcoin held $31,000.", "$31,000", "BTC"),
        ("XRP, which has lagged bitcoin all year, jumped to $0.61.", "$0.61", "XRP"),
        ("Bitcoin Cash, the offshoot of bitcoin, gained 30%.", "30%", "BCH"),
        ("Ether was rejected and, with bitcoin at $60,000, may see $2,700.", "$2,700", "ETH"),
        ("Pepe is now larger than Floki, which is priced at $0.00004.", "$0.00004", "FLOKI"),
        ("Ether was calm as USDC lost its peg and fell to $0.88.", "$0.88", "USDC"),
        # the subject after an introduction
        ("At $64,200, bitcoin is where it was in March.", "$64,200", "BTC"),
        ("After dipping below $1,500, ether recovered.", "$1,500", "ETH"),
        ("With a 5% gain, Solana led the market.", "5%", "SOL"),
    ],
)
def test_figure_belongs_to_the_asset_that_a_reader_gives_it_to(read, text, figure, ticker):
    assert guess(read(text), figure).ticker == ticker


@pytest.mark.parametrize(
    ("text", "figures", "expected"),
    [
        ("BTC, ETH and SOL fell 1%, 2% and 3%.", ["1%", "2%", "3%"], ["BTC", "ETH", "SOL"]),
        ("Bitcoin and ether trade at $30,100 and $1,880, respectively.", ["$30,100", "$1,880"], ["BTC", "ETH"]),
        ("Losses of 4% and 6% hit Cardano and Polkadot.", ["4%", "6%"], ["ADA", "DOT"]),
    ],
)
def test_lists_of_equal_length_are_matched_in_order(read, text, figures, expected):
    found = read(text)
    assert [guess(found, figure).ticker for figure in figures] == expected


def test_figure_shared_by_several_assets_is_a_basket(read):
    shared = guess(read("Solana, Cardano and Polkadot each lost 8% overnight."), "8%")
    assert shared.ticker is None
    assert shared.basket == ("SOL", "ADA", "DOT")


@pytest.mark.parametrize(
    ("text", "figure", "ticker", "scope"),
    [
        ("Monero had a good week. The token rose to $171.", "$171", "XMR", "previous"),
        ("Monero had a good week, though bitcoin slept. It then rose to $171.", "$171", "XMR", "previous"),
        ("Whales love Chainlink. If bitcoin cooperates, $16 could follow.", "$16", "LINK", "previous"),
        ("While BTC and ETH sleep, Cardano could reach $0.75. If not, $0.60 is next.", "$0.60", "ADA", "previous"),
        ("Ether is weak, especially if bitcoin falls. Support is at $1,720.", "$1,720", "ETH", "previous"),
        ("Coins such as litecoin also fell. The price found a floor at $25,100.", "$25,100", "BTC", "article"),
        ("The S&P 500 had a bad day. It was down 2.2% at the close.", "2.2%", "SPX", "previous"),
    ],
)
def test_subject_carries_over_to_the_next_sentence(read, text, figure, ticker, scope):
    found = guess(read(text, headline="Bitcoin steadies"), figure)
    assert (found.ticker, found.scope) == (ticker, scope)


def test_asset_named_once_does_not_carry_into_the_next_paragraph(read):
    found = read("Bitcoin is calm and bitcoin is dull. Ether is not.\nSupport is seen at $25,100.", headline="Bitcoin")
    assert guess(found, "$25,100").ticker == "BTC"


def test_text_without_assets_gives_no_asset(read):
    nothing = guess(read("The index fell to 61 points on Monday."), "61")
    assert (nothing.ticker, nothing.scope) == (None, "none")


@pytest.mark.parametrize(
    "text",
    ["Bitcoin made a bullish surge of 43% to $2.90.", "The bullish gained 4% of support at $2.90, bitcoin fans say."],
)
def test_an_adjective_is_no_company(read_figures, text):
    assert all(mention.ticker != "BLSH" for mention in read_figures(text).asset_mentions)


@pytest.mark.parametrize(
    ("text", "figure", "ticker"),
    [
        # an exchange that has a coin of its name
        ("Bitcoin slid. A whale on Hyperliquid opened a long at $111,300.", "$111,300", "BTC"),
        ("Ether jumped. Hyperliquid traders shorted it at $4,420.", "$4,420", "ETH"),
        ("Bitcoin rose while Hyperliquid climbed to $44.10.", "$44.10", "HYPE"),
        ("Hyperliquid's price reached $51.", "$51", "HYPE"),
        # what a counted coin cost
        ("Strategy, which holds 193,000 BTC bought at an average of $31,500, rose.", "$31,500", "BTC"),
        ("MicroStrategy (MSTR) purchased 820 BTC and its shares closed at $391.", "$391", "MSTR"),
        # a stablecoin off its peg
        ("Bitcoin was calm. USDC, which tumbled to 87 cents overnight, recovered.", "87 cents", "USDC"),
        (
            "USDT slid in thin weekend trading on several of the smaller exchanges, to as little as $0.962.",
            "0.962",
            "USDT",
        ),
        ("Bitcoin fell against USDT on Monday and ended at $26,100.", "$26,100", "BTC"),
        # gold's own verb
        ("The S&P 500 closed lower, and gold gave up 3.6% on the day.", "3.6%", "XAU"),
    ],
)
def test_figures_of_venues_stablecoins_and_counted_coins_find_their_asset(read_figures, text, figure, ticker):
    assert guess(read_figures(text), figure).ticker == ticker


@pytest.mark.parametrize(
    ("text", "figure", "ticker"),
    [
        ("LUNA lost 90%. UST, Terra's dollar-pegged stablecoin, traded at 45 cents.", "45 cents", "UST"),
        ("LUNA lost 90%. TerraUSD, the stablecoin of Terra, fell to $0.61.", "$0.61", "UST"),
        ("LUNA lost 90%. UST changed hands at 45 cents.", "45 cents", "UST"),
        ("DAI, Maker's stablecoin, slipped to 97 cents.", "97 cents", "DAI"),
        ("Ether, which backs the stablecoin DAI, slipped to $1,410.", "$1,410", "ETH"),
        ("Solana was weak. DAI, the stablecoin, found buyers, and Solana fell to $41.", "$41", "SOL"),
    ],
)
def test_a_stablecoin_owns_its_price_behind_what_it_is_said_to_be(read_figures, text, figure, ticker):
    assert guess(read_figures(text), figure).ticker == ticker


@pytest.mark.parametrize(
    ("text", "figure", "ticker"),
    [
        ("Ripple gained. The world's largest cryptocurrency slipped to $6,410.", "$6,410", "BTC"),
        ("Ripple gained. Analysts saw the flagship digital asset near $6,410.", "$6,410", "BTC"),
        ("Ripple gained. The second-largest cryptocurrency slipped to $210.", "$210", "ETH"),
        ("Ripple fell to $0.31 on the largest cryptocurrency exchange of Japan.", "$0.31", "XRP"),
        ("Ripple gained. The fourth-largest cryptocurrency slipped to $0.31.", "$0.31", "XRP"),
    ],
)
def test_a_rank_names_its_coin(read_figures, text, figure, ticker):
    found = read_figures("Bitcoin and ether were in demand. " + text, "XRP wrap")
    assert guess(found, figure).ticker == ticker


def test_the_last_name_of_an_opening_clause_is_the_subject(read_figures):
    found = read_figures(
        "Once mocked as a copy of bitcoin, litecoin rose to $61. In New York bitcoin, ether and XRP fell 3%."
    )
    assert guess(found, "$61").ticker == "LTC"
    assert guess(found, "3%").basket == ("BTC", "ETH", "XRP")
