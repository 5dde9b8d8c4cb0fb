import math
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from nlp.article import Article
from nlp.pipeline import annotate

PUBLISHED = datetime(2024, 9, 5, 20, tzinfo=UTC)


@pytest.fixture
def claims(read):
    def claims(body, headline="", published_at=PUBLISHED):
        return list(read(body, headline=headline, published_at=published_at).claims)

    return claims


def one(claims, kind):
    (claim,) = (claim for claim in claims if claim.kind == kind)
    return claim


def test_price_touched_has_value_side_and_time(claims):
    claim = one(claims("Bitcoin plunged to about $53,200 in early trading on Tuesday."), "price_touched")
    assert (claim.asset, claim.value_low, claim.direction) == ("BTC", Decimal(53200), "low")
    assert claim.approximate
    assert claim.time_text in ("early trading", "Tuesday")
    assert claim.time_start == datetime(2024, 9, 5, tzinfo=UTC) or claim.time_start.day == 3


@pytest.mark.parametrize(
    ("text", "relation", "value"),
    [
        ("Ether now trades at $2,410.", "at", 2410),
        ("Bitcoin is back above $57,000.", "above", 57000),
        ("Ether slipped below $2,300 on Monday.", "below", 2300),
        ("Litecoin broke below support around $61.", "below", 61),
    ],
)
def test_price_held_or_crossed(claims, text, relation, value):
    claim = one(claims(text), "price_at")
    assert (claim.relation, claim.value_low, claim.modality) == (relation, Decimal(value), "reported")


def test_now_is_the_publication_whatever_else_is_dated(claims):
    claim = one(claims("Ether now trades at $2,410, far from where it stood in November 2021."), "price_at")
    assert claim.time_text is None


def test_condition_becomes_something_to_watch(claims):
    claim = one(claims("If bitcoin closes above $61,000, the correction may be over."), "price_at")
    assert claim.modality == "conditional"


def test_percent_change_has_its_window(claims):
    claim = one(claims("Solana fell 8% in the past 24 hours."), "percent_change")
    assert (claim.asset, claim.value_low, claim.direction, claim.window_hours) == ("SOL", Decimal(8), "down", 24)


@pytest.mark.parametrize(
    ("text", "direction", "days", "since"),
    [
        ("Bitcoin sank to a 14-month low.", "low", 426.16, None),
        ("Bitcoin is at its highest level since May 12.", "high", 116, "2024-05-12"),
        ("Bitcoin set a new all-time high.", "high", math.inf, None),
    ],
)
def test_extreme_says_how_far_back(claims, text, direction, days, since):
    claim = one(claims(text), "extreme_since")
    assert (claim.asset, claim.direction, claim.extent_days, claim.since_date) == ("BTC", direction, days, since)


def test_two_extents_of_one_low_are_two_claims(claims):
    found = claims("Bitcoin fell to a 14-month low near $53,000, a price not seen since the 2022 bear market.")
    assert [c.extent_days for c in found if c.kind == "extreme_since"] == [426.16, 796]


def test_price_of_the_rebound_is_not_the_low(claims):
    text = "Bitcoin fell to $53,000 on Tuesday, a price not seen since 2022, before it climbed back above $57,000."
    assert one(claims(text), "extreme_since").value_low == 53000


def test_extreme_of_two_assets_is_claimed_of_both(claims):
    found = claims("Bitcoin and ether both hit record highs on Monday.")
    assert [c.asset for c in found if c.kind == "extreme_since"] == ["BTC", "ETH"]


@pytest.mark.parametrize(
    "text",
    [
        "Bitcoin is 40% below its all-time high.",
        "Bitcoin nears its highest level since January.",
        "Open interest in bitcoin reached an all-time high.",
        "The 10-year yield hit a 16-year high while bitcoin slept.",
        "The Turkish lira fell to a record low as bitcoin rose.",
    ],
)
def test_marks_and_other_measures_are_no_price_extremes(claims, text):
    assert [c for c in claims(text) if c.kind == "extreme_since"] == []


def test_extreme_that_may_come_is_a_forecast(claims):
    assert one(claims("Bitcoin could set a new all-time high."), "extreme_since").modality == "forecast"


def test_moving_averages_of_one_sentence_are_a_claim_each(claims):
    found = claims("Monero stays above both the 50-day and 100-day exponential moving averages.")
    crosses = [c for c in found if c.kind == "moving_average_cross"]
    assert {(c.average_days, c.average_kind, c.relation) for c in crosses} == {
        (50, "ema", "above"),
        (100, "ema", "above"),
    }


def test_crossing_of_two_averages_says_nothing_of_the_price(claims):
    found = claims("Bitcoin's 50-day moving average crossed below its 200-day average.")
    assert [c for c in found if c.kind == "moving_average_cross"] == []


def test_liquidation_total_has_side_and_window(claims):
    claim = one(
        claims("Traders saw $310 million of long positions liquidated in the past 24 hours."), "liquidation_total"
    )
    assert (claim.value_low, claim.position_side, claim.window_hours) == (Decimal(310_000_000), "long", 24)


def test_states_of_metrics_become_claims(claims):
    found = claims(
        "Funding rates for bitcoin have been negative. Open interest in bitcoin futures is near record highs. "
        "The Fear & Greed Index dropped to 22, in Extreme Fear."
    )
    assert one(found, "funding_sign").direction == "negative"
    assert one(found, "open_interest_rank").direction == "high"
    assert (one(found, "fear_greed_zone").value_low, one(found, "fear_greed_zone").zone) == (
        Decimal(22),
        "Extreme Fear",
    )


@pytest.mark.parametrize(
    ("text", "direction", "days"),
    [
        ("Spot bitcoin ETFs have seen net outflows for over a week.", "outflow", 5),
        ("Spot bitcoin ETFs took in cash on a fifth straight day of inflows.", "inflow", 5),
        ("Bitcoin ETFs logged inflows for six consecutive days.", "inflow", 6),
        ("Bitcoin ETFs ended a 19-day streak of inflows.", "inflow", 19),
    ],
)
def test_runs_of_fund_flows_are_counted_in_trading_days(claims, text, direction, days):
    claim = one(claims(text), "etf_flow_streak")
    assert (claim.asset, claim.direction, claim.extent_days) == ("BTC", direction, days)


def test_underperformance_names_both_sides(claims):
    found = claims("Shares of Coinbase (COIN) and MicroStrategy (MSTR) fell, underperforming the broader tech sector.")
    moves = [c for c in found if c.kind == "relative_move"]
    assert [(c.asset, c.benchmark, c.direction) for c in moves] == [("COIN", "NDX", "down"), ("MSTR", "NDX", "down")]


def test_milder_fall_is_a_better_return(claims):
    found = claims("Ether followed bitcoin's lead, though with less intensity.", headline="Bitcoin plunges")
    claim = one(found, "relative_move")
    assert (claim.asset, claim.benchmark, claim.direction) == ("ETH", "BTC", "up")


def test_price_as_of_writing_is_the_publications_price(claims):
    claim = one(claims("The last trade on our screens: ether at $2,605 as of writing."), "price_at")
    assert (claim.relation, claim.value_low, claim.time_start, claim.confidence >= 0.5) == ("at", 2605, None, True)


def test_the_month_of_may_is_no_supposition(claims):
    found = claims(
        "It was a long session: on May 8 ether sank to $2,900.", published_at=datetime(2024, 5, 11, tzinfo=UTC)
    )
    assert one(found, "price_touched").modality == "reported"


def test_a_low_counted_in_months_is_no_vague_one(claims):
    assert one(claims("Ether fell to the lowest level in nine months on Monday."), "extreme_since").confidence == 1


def test_volume_of_the_next_clause_does_not_hide_a_low(claims):
    assert (
        one(claims("Ether reached a six-month low on Sunday, and volume dried up."), "extreme_since").direction == "low"
    )


def test_open_interest_that_remains_near_its_record_is_a_claim(claims):
    claim = one(claims("Open interest on bitcoin contracts remains near an all-time low."), "open_interest_rank")
    assert claim.direction == "low"


def test_the_scale_of_the_index_is_no_reading(claims):
    assert one(claims("The Crypto Fear & Greed Index sits at 22 out of 100."), "fear_greed_zone").value_low == 22


def test_a_zone_that_may_come_is_a_forecast(claims):
    claim = one(claims('The Fear & Greed Index could move into "Greed" territory.'), "fear_greed_zone")
    assert claim.modality == "forecast"


def test_the_past_week_ends_with_the_publication(claims):
    claim = one(claims("Bitcoin has dropped 11.2% over the past week."), "percent_change")
    assert (claim.window_hours, claim.confidence >= 0.5) == (168, True)
    assert claim.time_end in (None, PUBLISHED)


def test_comparison_over_the_past_week_has_its_days(claims):
    claim = one(claims("Bitcoin outpaced ether over the past week."), "relative_move")
    assert (claim.time_end - claim.time_start).days == 7
    assert claim.time_end == PUBLISHED


@pytest.mark.parametrize(
    "text",
    [
        "The Fear & Greed Index slid to a record low of 6.",
        "The Fear & Greed Index stood at 11, an extreme fear reading and its lowest since July 2022.",
        "Bitcoin's relative strength index dropped to a yearly low.",
    ],
)
def test_the_low_of_an_index_is_neither_a_price_nor_a_visit_to_a_zone(claims, text):
    assert [claim for claim in claims(text) if claim.kind == "extreme_since" or claim.since_date] == []


def test_the_largest_drop_is_no_high(claims):
    text = "Bitcoin saw a one-day drop of $9,000 in the past 24 hours, the largest since 2022."
    claim = one(claims(text), "extreme_since")
    assert (claim.direction, claim.unit, claim.confidence < 0.5) == ("down", "%", True)


def test_the_largest_of_something_else_is_not_claimed(claims):
    text = "The fund took in 4,000 coins on Monday, its largest purchase... the largest since 2022, for bitcoin."
    assert [claim for claim in claims(text) if claim.kind == "extreme_since"] == []


def test_a_side_of_the_price_as_of_writing_is_of_now(claims):
    found = claims("Ether stood at just over $2,200 as of the time of writing, after the past 24 hours.")
    assert (one(found, "price_at").relation, one(found, "price_at").time_start) == ("above", None)


def test_boilerplate_claims_nothing(claims):
    assert claims("The post Bitcoin Falls Below $50,000 appeared first on Coin Gazette.") == []


def test_claims_keep_span_and_sentence(claims):
    (claim,) = claims("Nothing else. Ether now trades at $2,410.")
    assert claim.text == "$2,410"
    assert claim.sentence == "Ether now trades at $2,410."


@pytest.mark.corpus
def test_every_checkable_statement_of_the_seed_article_comes_out(pipeline, corpus):
    text = (corpus / "gold/articles/000.txt").read_text(encoding="utf-8")
    article = Article(
        id="000", text=text, published_at=datetime(2024, 8, 7, 12, tzinfo=UTC), time_zone="America/New_York"
    )
    found = annotate(pipeline, article).claims
    stated = {(c.kind, c.asset, c.benchmark) for c in found if c.modality == "reported"}
    assert stated >= {
        ("price_touched", "BTC", None),
        ("price_at", "BTC", None),
        ("extreme_since", "BTC", None),
        ("moving_average_cross", "BTC", None),
        ("funding_sign", "BTC", None),
        ("open_interest_rank", "BTC", None),
        ("fear_greed_zone", "ALL", None),
        ("etf_flow_streak", "BTC", None),
        ("relative_move", "ETH", "BTC"),
        ("relative_move", "COIN", "NDX"),
        ("relative_move", "MSTR", "NDX"),
    }
    assert {c.window_hours for c in found if c.kind == "liquidation_total"} >= {24}
    assert len({c.extent_days for c in found if c.kind == "extreme_since"}) == 2
    touched = next(c for c in found if c.kind == "price_touched")
    assert (touched.time_text, touched.time_start) == ("early trading", datetime(2024, 8, 6, 4, tzinfo=UTC))
