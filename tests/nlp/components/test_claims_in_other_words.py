"""Statements in the turns of outlets: asides, lists, places, "last seen", and what only looks like a direction."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

PUBLISHED = datetime(2024, 9, 5, 20, tzinfo=UTC)  # a Thursday


@pytest.fixture
def claims(read):
    def claims(body, headline=""):
        return list(read(body, headline=headline, published_at=PUBLISHED).claims)

    return claims


def one(claims, kind):
    (claim,) = (claim for claim in claims if claim.kind == kind)
    return claim


@pytest.mark.parametrize(
    "text",
    [
        "Platforms liquidated $310 million of shorts across the digital asset market over the past 24 hours.",
        "Venues liquidated $310 million of short positions throughout the crypto market in 24 hours.",
    ],
)
def test_the_place_of_a_liquidation_is_no_market_value(claims, text):
    claim = one(claims(text), "liquidation_total")
    assert (claim.asset, claim.value_low, claim.position_side) == ("ALL", Decimal(310_000_000), "short")


def test_a_liquidation_where_nothing_is_named_is_of_the_market(claims):
    sure = one(claims("About $88 million of longs were wiped out in 24 hours."), "liquidation_total")
    guess = one(claims("Ether sank. About $88 million of longs were wiped out in 24 hours."), "liquidation_total")
    assert sure.confidence >= 0.5
    assert guess.confidence < 0.5 or guess.asset == "ETH"


def test_a_credit_line_is_no_statement_but_a_sentence_with_it_is(claims):
    text = "Data compiled by a research shop show that $88 million of longs was liquidated across crypto in 24 hours."
    assert one(claims(text), "liquidation_total").value_low == Decimal(88_000_000)


@pytest.mark.parametrize(
    "text",
    [
        'The Fear & Greed Index has slid to "Neutral".',
        "On Thursday the Crypto Fear and Greed Index stood in neutral territory.",
        'Having left "Greed" behind last week, the Fear & Greed Index remains in the neutral zone.',
        "The Fear & Greed Index went from extreme greed to neutral territory.",
    ],
)
def test_neutral_is_a_zone_of_the_index(claims, text):
    assert one(claims(text), "fear_greed_zone").zone == "Neutral"


@pytest.mark.parametrize(
    "text",
    ["The desk keeps a neutral mode.", "Sentiment is in a market-neutral zone.", "The index keeps neutral ground."],
)
def test_a_neutral_stance_is_no_reading_of_the_index(claims, text):
    assert [claim for claim in claims(text) if claim.kind == "fear_greed_zone"] == []


def test_the_ends_of_a_scale_are_no_reading(claims):
    text = "The Fear & Greed Index, which can go from one to 100, came in at 31."
    assert one(claims(text), "fear_greed_zone").value_low == Decimal(31)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Bids stacked up on Tuesday, taking ether to $2,310.", None),
        ("Ether wound up at $2,310 on Tuesday after it dropped to $2,200.", "low"),
        ("Ether was up to $2,310 on Tuesday.", "high"),
    ],
)
def test_only_a_price_that_goes_up_is_up(claims, text, side):
    assert side in [claim.direction for claim in claims(text) if claim.kind == "price_touched"]


@pytest.mark.parametrize(
    "text",
    [
        "Ether's high for the day on Tuesday was $2,310.",
        "The low of the session on September 3 was $2,310 for ether.",
    ],
)
def test_the_end_of_a_named_day_is_dated_by_it(claims, text):
    claim = one(claims(text), "price_touched")
    assert (claim.relation, claim.time_start) == ("at", datetime(2024, 9, 3, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    [
        "Ether recently changed hands at $2,410.",
        "Fans of ether had a dull day. The token was last quoted at $2,410.",
        "Ether stood at $2,410 as this article was being prepared.",
        "A single ether costs $2,410.",
    ],
)
def test_last_seen_is_the_price_of_the_publication(claims, text):
    claim = one(claims(text), "price_at")
    assert (claim.asset, claim.value_low, claim.time_start) == ("ETH", Decimal(2410), None)
    assert claim.confidence >= 0.5


def test_last_seen_with_a_date_is_of_that_date(claims):
    claim = one(claims("Ether was last trading at $2,410 on Monday, before the outage."), "price_at")
    assert claim.time_start == datetime(2024, 9, 2, tzinfo=UTC)


def test_an_aside_about_another_measure_hides_no_extreme(claims):
    text = "Ether, amid heavy outflows from funds, fell to its lowest price since May 2, 2024 on Tuesday."
    assert one(claims(text), "extreme_since").since_date == "2024-05-02"
    assert claims("Ether volume, amid heavy selling, hit the lowest level since May 2, 2024 on Tuesday.") == []


def test_a_level_not_seen_since_is_not_held_against_a_side_that_the_text_leaves_open(claims):
    text = "The swing brought ether on Tuesday to prices not seen since May 2, 2024."
    assert one(claims(text), "extreme_since").confidence < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "With open interest in ether close to a record high, any shock could hurt.",
        "Open interest in ether, a measure of money at stake, sits near an all-time high.",
        "Open positions in ether futures stand near an all-time high.",
    ],
)
def test_open_interest_near_its_record_in_any_clause(claims, text):
    claim = one(claims(text), "open_interest_rank")
    assert (claim.asset, claim.direction, claim.modality) == ("ETH", "high", "reported")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Spot ether ETFs have had net outflows five days in a row.", 5),
        ("Spot ether ETFs saw outflows for the sixth session running.", 6),
        ("Spot ether ETFs lost money: net outflows 8 days running.", 8),
    ],
)
def test_days_running_are_a_run(claims, text, days):
    assert one(claims(text), "etf_flow_streak").extent_days == days


def test_the_than_of_a_comparison_keeps_its_time(claims):
    claim = one(claims("Solana held up better than ether over the past seven days."), "relative_move")
    assert (claim.time_end - claim.time_start).days == 7
    assert claim.confidence >= 0.5


@pytest.mark.parametrize("base", ["May", "December last year"])
def test_the_time_that_an_extreme_reaches_back_to_does_not_date_it(claims, base):
    assert one(claims(f"Ether rose to the highest since {base}."), "extreme_since").time_start is None
