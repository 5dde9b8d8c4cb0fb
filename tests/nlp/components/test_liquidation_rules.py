import pytest

LOOKALIKES = [
    "The protocol's liquidation fees earned it $3 million this year.",
    "Longs worth $300 million were opened on the venue this morning.",
    "Open long positions total $4 billion, open short positions $3.1 billion.",
    "About $200 billion has been wiped off the crypto market since the liquidations began.",
    "The estate plans to liquidate $500 million of tokens.",
    "Traders lost $12 million to phishing in May, a report says.",
    "After losing $31 million on leveraged trades, the gambler came back to boast of a liquidation survived.",
    "He opened a 25x short position worth about $3 million, with a liquidation price of $4,100.",
    "In liquidations, a gap of around $140 million between longs and shorts opened up.",
    "More than 1.4 million traders saw their positions forcibly closed.",
    "Between the liquidation and the fees, his total losses rose above $7 million.",
]


@pytest.mark.parametrize("text", LOOKALIKES)
def test_what_only_looks_like_a_liquidation_is_none(read_figures, text):
    assert not read_figures(text).liquidations


TOLD_OTHERWISE = [
    # text, span, side
    ("A violent short squeeze cleaned out $230 million of positions.", "$230 million", "short"),
    ("Margin calls cost longs $57 million in a day.", "$57 million", "long"),
    ("Bitcoin futures saw $92 million in losses as longs were flushed out.", "$92 million", "long"),
    ("Liquidations doubled. In total, crypto long positions shed over $440 million.", "$440 million", "long"),
    ("Some $160 million of bitcoin longs were margin called overnight.", "$160 million", "long"),
    ("Liquidations rose by half. A whopping $3.2 million in short positions went poof.", "$3.2 million", "short"),
    ("$31 million worth of shorts annihilated as ether climbs.", "$31 million", "short"),
    ("And the biggest single liquidation? A $19 million ETH/USDT long on Bybit.", "$19 million", "long"),
    ("PEPE shorts worth $940,000 were liquidated over four hours.", "$940,000", "short"),
]


@pytest.mark.parametrize(("text", "span", "side"), TOLD_OTHERWISE)
def test_closed_positions_are_read_without_the_usual_words(read_figures, text, span, side):
    (mention,) = read_figures(text).liquidations
    assert (mention.text, mention.position_side) == (span, side)


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "Almost $640 million was liquidated from the crypto market in a day, with shorts losing $380 million "
            "and longs $260 million.",
            ["both", "short", "long"],
        ),
        (
            "About $900M in leveraged positions were erased from the crypto market, longs losing $700M and"
            " shorts $200M.",
            ["both", "long", "short"],
        ),
    ],
)
def test_what_each_side_lost_is_no_market_cap(read_figures, text, sides):
    found = read_figures(text)
    assert [mention.position_side for mention in found.liquidations] == sides
    assert not found.metrics


@pytest.mark.parametrize(
    "text",
    [
        "In an hour $2 billion of positions were wiped out. A carmaker that holds $1.5 billion of bitcoin sold none.",
        "Some $80 million was liquidated. The fund owns $3 billion in ether.",
    ],
)
def test_what_somebody_holds_is_no_part_of_the_liquidations_before(read_figures, text):
    assert len(read_figures(text).liquidations) == 1


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The map shows $2.1 billion in bitcoin shorts at risk near $117,000.", "conditional"),
        ("Over $300 million of longs in danger below that level.", "conditional"),
        ("Over $300 million of longs were liquidated below that level.", "reported"),
    ],
)
def test_positions_at_risk_are_not_closed_yet(read_figures, text, modality):
    (mention,) = read_figures(text).liquidations
    assert mention.modality == modality


@pytest.mark.parametrize(
    "text",
    [
        "The market saw a 24-hour liquidation of $276 million worth of bitcoin.",
        "There were liquidations totalling about $31 million worth of ether.",
    ],
)
def test_a_liquidation_worth_of_a_coin_is_one(read_figures, text):
    assert len(read_figures(text).liquidations) == 1


def test_sums_below_a_million_are_read_where_they_are_called_liquidations(read_figures):
    text = "Nearly all were longs, with only $600,000 in short positions liquidated."
    (mention,) = read_figures(text).liquidations
    assert (mention.amount_usd, mention.position_side) == (600_000, "short")


def test_a_price_beside_liquidations_stays_a_price(read_figures):
    text = "Bitcoin fell to $61,000 in a wave of liquidations."
    found = read_figures(text)
    assert not found.liquidations
    assert [level.text for level in found.price_levels] == ["$61,000"]


def test_the_worth_of_wrecked_positions_is_no_market_cap(read_figures):
    text = (
        "The drop liquidated 90,000 traders. The total value of wrecked positions stands at $310 million, with the "
        "single-largest taking place on Bybit, which was worth $8 million."
    )
    found = read_figures(text)
    assert [(m.amount_usd, m.asset) for m in found.liquidations] == [(310_000_000, "ALL"), (8_000_000, None)]
    assert not found.metrics


def test_the_last_of_a_list_says_what_the_first_is_in(read_figures):
    text = "Most of the volume was on Bybit and OKX, with $41 million and $32 million in liquidations, respectively."
    assert [mention.text for mention in read_figures(text).liquidations] == ["$41 million", "$32 million"]


def test_the_growth_of_a_sum_of_liquidations_is_no_price_move(read_figures):
    found = read_figures("Nearly $310 million was liquidated, which is a 40% increase on Monday.")
    assert len(found.liquidations) == 1
    assert not found.metrics


SMALL = [
    ("Among the $455,000 total liquidations, $402,500 originated from shorts.", [455_000, 402_500]),
    ("Long liquidations in Solana summed to $871,000, and shorts contributed $43,100.", [871_000, 43_100]),
    ("By noon $215,000 was liquidated, with $61,000 linked to bears.", [215_000, 61_000]),
    ("The dashboard puts liquidations of the morning at $740,000.", [740_000]),
]


@pytest.mark.parametrize(("text", "amounts"), SMALL)
def test_less_than_a_million_is_a_liquidation_by_its_own_words(read_figures, text, amounts):
    found = read_figures(text)
    assert [mention.amount_usd for mention in found.liquidations] == amounts
    assert not found.price_levels


@pytest.mark.parametrize(
    "text",
    [
        "Liquidations rose with bitcoin at $62,000.",
        "Long liquidations sit at $58,000, shorts were opened at $64,000.",
        "Longs lost the $60,000 level as liquidations rose.",
    ],
)
def test_a_price_among_longs_and_shorts_stays_a_price(read_figures, text):
    found = read_figures(text)
    assert found.price_levels
    assert not found.liquidations


def test_what_a_trader_lost_on_one_position_that_was_liquidated_counts(read_figures):
    text = "The unluckiest account lost $31 million on an ether bet when liquidations began."
    (mention,) = read_figures(text).liquidations
    assert (mention.asset, mention.window_hours) == ("ETH", None)


def test_a_sum_after_traders_were_liquidated_is_one(read_figures):
    text = (
        "Liquidations came to $700 million. Ether slid 9%. Yields rose. Some 190,000 traders were liquidated. "
        "About $610 million of the $700 million total was in longs."
    )
    assert len(read_figures(text).liquidations) == 3


def test_a_market_before_a_colon_does_not_own_what_was_liquidated(read_figures):
    found = read_figures("Nothing more.", headline="Crypto Market Panic: $370 Million Liquidated Overnight")
    assert len(found.liquidations) == 1
    assert not found.metrics


def test_an_exchange_ranked_by_volume_does_not_make_a_sum_one_of_volume(read_figures):
    text = "The liquidation of the week came from OKX, second by trading volume, and was worth $7 million."
    found = read_figures(text)
    assert len(found.liquidations) == 1
    assert not found.metrics


def test_total_losses_after_traders_were_liquidated_are_liquidations(read_figures):
    text = "Around 70,000 accounts were liquidated. Total losses neared $140 million."
    assert [mention.amount_usd for mention in read_figures(text).liquidations] == [140_000_000]


OPEN = [
    "A whale keeps a $47 million short on ether through the liquidations of the week.",
    "To escape liquidation the fund maintains longs of $31 million with $4 million in margin.",
    "He escaped liquidation, but his shorts show $6 million of unrealized losses.",
]


@pytest.mark.parametrize("text", OPEN)
def test_positions_that_stay_open_are_no_liquidations(read_figures, text):
    assert not read_figures(text).liquidations


def test_collateral_that_was_liquidated_is_a_liquidation(read_figures):
    assert len(read_figures("Overnight $12 million in collateral was liquidated on Aave.").liquidations) == 1


def test_what_a_bankrupt_company_lost_to_prices_is_no_liquidation(read_figures):
    text = "The lender's leverage was high. Falling prices wiped out $50 million."
    assert not read_figures(text, headline="Creditors of the Bankrupt Lender Get a Date").liquidations
    assert read_figures(text, headline="Leverage Hurts Again").liquidations
