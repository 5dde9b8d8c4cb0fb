"""Which figures are told as facts of the past or present, and so can be checked, and which are not."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from nlp.components.claim_base import GUESSED

PUBLISHED = datetime(2024, 9, 5, 20, tzinfo=UTC)  # a Thursday


@pytest.fixture
def claims(read):
    def claims(body, headline="Bitcoin and the rest of the market"):
        found = read(body, headline=headline, published_at=PUBLISHED).claims
        return [claim for claim in found if claim.modality == "reported"]

    return claims


def of_kind(claims, *kinds):
    return [claim for claim in claims if claim.kind in kinds]


@pytest.mark.parametrize(
    "text",
    [
        "The first support worth the name is the $48,000 to $50,000 area.",
        "Resistance starts at $59,200 and hardens at $61,500.",
        "For bitcoin the map shows nothing before $44,000.",
        "A trip to $45,000 is not what we expect of bitcoin.",
        "In ether we find little of interest before $1,900.",
        "Then we can talk about bitcoin's old peak at $73,700.",
        "Bitcoin has not touched $60,000 this week.",
        "Bitcoin never fell to $50,000 on Wednesday.",
        "Bitcoin failed to climb back above $58,000 on Tuesday.",
        "Bitcoin could slide to $51,000.",
        "Bulls want bitcoin to climb above $60,000.",
        "The next job is to stay above $55,000.",
        "Offers in bitcoin above $62,000 are thin.",
        "A daily close above $59,000 says that bitcoin has turned.",
        "From $58,000 it is some $2,400 to the top of bitcoin's range.",
        "BTC: support at $54,000, then the low at $49,000.",
        "Bitcoin almost hit $60,000 on Monday.",
        "Bitcoin needs to rise to $60,000 first.",
    ],
)
def test_plans_levels_and_negations_are_no_prices_of_the_past(claims, text):
    assert of_kind(claims(text), "price_touched", "price_at") == []


@pytest.mark.parametrize(
    ("text", "value", "side"),
    [
        ("In early trading on Wednesday bitcoin caved in to around $55,600.", 55600, "low"),
        ("Bitcoin collapsed to $55,600 on Wednesday.", 55600, "low"),
        ("Bitcoin got nuked to $55,600 on Wednesday.", 55600, "low"),
        ("On Wednesday bitcoin sank as low as $55,600.", 55600, "low"),
        ("Bitcoin returned to $59,800 on Tuesday.", 59800, None),
        ("After its fall to $55,600 on Wednesday bitcoin was quiet.", 55600, "low"),
        ("Bitcoin tagged $59,800 on Tuesday.", 59800, None),
        ("Bitcoin, which slid to $55,600 on Wednesday, has steadied.", 55600, "low"),
        ("Bitcoin climbed to $59,800 on Tuesday.", 59800, "high"),
    ],
)
def test_a_move_to_a_level_is_touched_within_its_day(claims, text, value, side):
    (claim,) = of_kind(claims(text), "price_touched", "price_at")
    assert (claim.kind, claim.value_low, claim.direction) == ("price_touched", Decimal(value), side)
    assert claim.time_start is not None
    assert claim.confidence > GUESSED


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Bitcoin trades at $57,100.", "at"),
        ("Bitcoin is quoted at $57,100.", "at"),
        ("Bitcoin is back above $57,100.", "above"),
        ("Bitcoin was down 2% on the day, at a price of about $57,100.", "at"),
        ("Bitcoin opened the week at $57,100.", "at"),
    ],
)
def test_a_price_that_stands_is_a_price_at_a_time(claims, text, relation):
    (claim,) = of_kind(claims(text), "price_touched", "price_at")
    assert (claim.kind, claim.relation) == ("price_at", relation)


def test_the_low_of_a_day_is_its_very_end(claims):
    (claim,) = of_kind(claims("Wednesday's low was $55,600."), "price_touched")
    assert (claim.relation, claim.direction, claim.time_text) == ("at", "low", "Wednesday")


@pytest.mark.parametrize(
    "text",
    ["Bitcoin slid to $55,600.", "Bitcoin fell below $55,600.", "Bitcoin broke to fresh record highs above $60,000."],
)
def test_a_price_at_no_stated_time_is_not_held_against_the_article(claims, text):
    assert {claim.confidence for claim in of_kind(claims(text), "price_touched", "price_at")} <= {GUESSED}


def test_a_stock_closes_at_a_price_and_a_coin_only_trades_there(claims):
    (stock,) = of_kind(claims("Coinbase (COIN) closed at $161.20."), "price_at", "price_touched")
    (coin,) = of_kind(claims("Bitcoin closed at $56,100 on Wednesday."), "price_at", "price_touched")
    assert (stock.kind, stock.time_start, coin.kind) == ("price_at", None, "price_touched")


def test_the_day_compared_with_dates_neither_the_close_nor_the_change(claims):
    found = claims("Coinbase (COIN) closed at $161.20, down 6.2% from Tuesday.")
    (close,) = of_kind(found, "price_at")
    (change,) = of_kind(found, "percent_change")
    assert close.time_text is None
    assert (change.time_start, change.time_end) == (datetime(2024, 9, 4, tzinfo=UTC), PUBLISHED)


@pytest.mark.parametrize(
    "text",
    [
        "Bitcoin is about 12% above the low that it marked on Monday.",
        "Bitcoin stands 2% below its level at the start of the month.",
        "Bitcoin is down 24% from its peak in March.",
        "Ether is up 19% from its 52-week low of $2,100.",
        "Bitcoin fell by as much as 8% on Wednesday.",
        "Bitcoin lost up to 4% in 24 hours.",
        "Historically, bitcoin drops 30% in such months.",
        "Bitcoin was down 4.7% at its intraday low.",
    ],
)
def test_a_distance_from_a_mark_or_a_worst_moment_is_no_change_over_a_window(claims, text):
    assert of_kind(claims(text), "percent_change") == []


@pytest.mark.parametrize(
    ("text", "hours", "is_sure"),
    [
        ("Bitcoin fell 5% over 24 hours.", 24, True),
        ("Bitcoin is up 9% in the past seven days.", 168, True),
        ("Bitcoin fell 3% from a day earlier.", 24, True),
        ("Bitcoin rose 8% from a week ago.", 168, True),
        ("Bitcoin posted a weekly gain of 8%.", 168, False),
        ("Bitcoin dropped 4%.", None, False),
    ],
)
def test_a_change_is_only_sure_with_its_window(claims, text, hours, is_sure):
    (claim,) = of_kind(claims(text), "percent_change")
    assert (claim.window_hours, claim.confidence > GUESSED) == (hours, is_sure)


def test_a_change_from_midnight_to_midnight_is_that_of_the_day(claims):
    (claim,) = of_kind(claims("On Tuesday ether lost 3.6% from midnight to midnight."), "percent_change")
    assert (claim.time_text, claim.time_start) == ("Tuesday", datetime(2024, 9, 3, tzinfo=UTC))


def test_the_time_of_another_clause_dates_no_price(claims):
    (claim,) = [
        c for c in claims("Solana slipped to $128 after ending Tuesday at $135.") if c.value_low == Decimal(128)
    ]
    assert claim.time_text is None


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Funding for bitcoin has not printed a negative number this year.", "positive"),
        ("Bitcoin funding has never been negative this month.", "positive"),
        ("Bitcoin funding rates have been negative.", "negative"),
        ("Funding in bitcoin stayed positive.", "positive"),
    ],
)
def test_negated_funding_has_the_other_sign(claims, text, sign):
    assert {claim.direction for claim in of_kind(claims(text), "funding_sign")} == {sign}


def test_funding_that_has_lasted_is_that_of_now(claims):
    text = "Liquidations are few since the washout last Tuesday, and bitcoin funding has been positive for days."
    (claim,) = of_kind(claims(text), "funding_sign")
    assert claim.time_start is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The Fear & Greed Index eased to 41 on Wednesday from 55 at the start of the month.", [41]),
        ("The Fear & Greed Index reads 22, up from 17.", [22]),
        ("The Fear & Greed Index has not been below 20 since July.", []),
    ],
)
def test_an_earlier_reading_or_a_threshold_is_not_the_index_of_today(claims, text, values):
    found = of_kind(claims(text), "fear_greed_zone")
    assert [int(claim.value_low) for claim in found if claim.value_low is not None] == values


def test_a_zone_not_visited_since_is_a_claim_about_its_last_visit(claims):
    found = claims("The Fear & Greed Index fell into Extreme Fear, where it has not been since early 2023.")
    assert "2023-03-02" in {claim.since_date for claim in of_kind(found, "fear_greed_zone")}


@pytest.mark.parametrize(
    "text",
    [
        "Bitcoin trades in the lowest part of its range since July.",
        "The bitcoin ETFs saw the largest net outflow for a single day since their launch in January.",
    ],
)
def test_a_part_of_a_range_or_a_flow_is_no_extreme_of_the_price(claims, text):
    assert of_kind(claims(text), "extreme_since") == []


@pytest.mark.parametrize(
    "text",
    [
        "On Wednesday bitcoin sank to $55,600, ground last seen in the bear market of 2022.",
        "On Wednesday bitcoin was nuked to $55,600, a price nobody has seen since 2022.",
    ],
)
def test_a_price_last_seen_long_ago_is_an_extreme(claims, text):
    (claim,) = of_kind(claims(text), "extreme_since")
    assert (claim.direction, claim.since_date, claim.approximate) == ("low", "2022-07-02", True)


def test_an_extreme_keeps_to_its_own_asset(claims):
    found = claims("On Monday bitcoin touched a six-month high and ether broke through $2,600.")
    assert [claim.asset for claim in of_kind(found, "extreme_since")] == ["BTC"]


def test_an_average_that_merely_runs_somewhere_was_not_crossed(claims):
    text = "Below it, bitcoin's 200-day moving average runs a few hundred dollars under the round number."
    assert of_kind(claims(text), "moving_average_cross") == []


@pytest.mark.parametrize(
    ("text", "asset"),
    [
        ("Longs worth $246 million were liquidated in bitcoin alone in 24 hours.", "BTC"),
        ("Longs in SOL worth $77 million were liquidated in 24 hours.", "SOL"),
        ("Across the market $310 million of positions were liquidated in 24 hours.", "ALL"),
        ("Solana lost its leverage. Longs worth $151 million were liquidated in 24 hours.", "SOL"),
    ],
)
def test_liquidations_are_those_of_the_coin_named_with_them(claims, text, asset):
    assert [claim.asset for claim in of_kind(claims(text), "liquidation_total")] == [asset]


def test_the_same_amount_has_the_same_window_wherever_it_is_told(claims):
    text = (
        "Bitcoin longs and shorts worth $640 million were liquidated on Thursday.\n\n"
        "Bitcoin liquidations came to $640 million in 24 hours."
    )
    assert {claim.window_hours for claim in of_kind(claims(text), "liquidation_total")} == {24}


@pytest.mark.parametrize(
    ("text", "direction", "days"),
    [
        ("It was the seventh session of net outflows in a row for the bitcoin ETFs.", "outflow", 7),
        ("Eight consecutive sessions of withdrawals have drained the bitcoin funds.", "outflow", 8),
        ("The bitcoin ETFs ended a run of twelve sessions of net outflows.", "outflow", 12),
        ("The bitcoin ETFs have had inflows for two weeks.", "inflow", 10),
        ("A fourth straight day of redemptions hit the bitcoin funds.", "outflow", 4),
    ],
)
def test_runs_of_flows_are_counted_in_any_wording(claims, text, direction, days):
    (claim,) = of_kind(claims(text), "etf_flow_streak")
    assert (claim.direction, claim.extent_days) == (direction, days)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Ether fell less than bitcoin on Tuesday.", "up"),
        ("Ether lost more than bitcoin on Tuesday.", "down"),
        ("Ether gained more than bitcoin on Tuesday.", "up"),
        ("Ether fared worse than bitcoin on Tuesday.", "down"),
        ("Ether held up better than bitcoin on Tuesday.", "up"),
    ],
)
def test_comparisons_say_which_asset_did_better(claims, text, direction):
    (claim,) = of_kind(claims(text), "relative_move")
    assert (claim.asset, claim.benchmark, claim.direction) == ("ETH", "BTC", direction)


def test_a_price_behind_an_unread_ticker_is_given_to_nobody(claims):
    found = claims("AVAX is down to $19.30, LINK to $10.10.", headline="Small coins")
    assert ("AVAX", Decimal("10.10")) not in {(claim.asset, claim.value_low) for claim in found}


@pytest.mark.parametrize(
    "text",
    [
        "Bitcoin fell all the way to $53,210 on Tuesday, and screens froze.",
        "Bitcoin, which had opened without direction, reached $53,210 on Tuesday.",
    ],
)
def test_a_price_reached_is_touched_whatever_the_way_to_it(claims, text):
    (claim,) = claims(text)
    assert (claim.kind, claim.modality) == ("price_touched", "reported")


def test_a_price_that_could_be_reached_all_the_way_down_was_not_touched(claims):
    assert not of_kind(claims("Bitcoin could fall all the way to $53,210."), "price_touched")
