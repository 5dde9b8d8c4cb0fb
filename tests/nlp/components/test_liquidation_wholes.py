def sides(found):
    return [mention.position_side for mention in found.liquidations]


def hours(found):
    return [mention.window_hours for mention in found.liquidations]


def test_a_breakdown_shares_the_time_of_its_total(read_figures):
    text = "In 24 hours $900 million was liquidated. Longs made up $800 million of it. Ether led with $300 million."
    assert hours(read_figures(text)) == [24, 24, 24]


def test_a_new_count_does_not_share_the_time_of_the_one_before(read_figures):
    text = "In 24 hours $900 million was liquidated. Short liquidations reached $965 million at one point in May."
    assert hours(read_figures(text)) == [24, None]


def test_items_of_a_list_do_not_share_the_time_of_the_item_before(read_figures):
    text = "- Liquidations came to $181 million today.\n- Shorts were hit, with $120 million in liquidations.\n"
    assert hours(read_figures(text)) == [24, None]


def test_a_largest_single_order_has_no_time_of_its_own(read_figures):
    text = "In 24 hours $900 million was liquidated. The largest single order was worth $9 million."
    assert hours(read_figures(text)) == [24, None]


def test_an_independent_figure_does_not_take_the_side_of_the_one_before(read_figures):
    text = "BTC short liquidations came to $220 million. Ethereum futures saw $75 million in liquidations."
    assert sides(read_figures(text)) == ["short", "unknown"]


def test_a_part_takes_the_side_of_its_total(read_figures):
    text = "Some $220 million of shorts was liquidated. Of that, $90 million was in ether."
    found = read_figures(text)
    assert sides(found) == ["short", "short"]
    assert [mention.asset for mention in found.liquidations] == ["ALL", "ETH"]


def test_a_split_with_one_side_in_percent_covers_both(read_figures):
    text = "Over $1 billion was liquidated in a day. Shorts lost $900 million, while longs made up 10% of the total."
    assert sides(read_figures(text))[0] == "both"


def test_parts_of_another_window_are_no_split(read_figures):
    text = (
        "In 24 hours $864 million was liquidated. In the past 4 hours, longs lost $730 million and "
        "shorts $27 million to liquidations."
    )
    assert sides(read_figures(text))[0] == "unknown"


def test_an_earlier_value_is_of_the_same_kind(read_figures):
    found = read_figures("Ether long liquidations reached $200 million, a rise from just $38 million.")
    assert [(m.position_side, m.asset) for m in found.liquidations] == [("long", "ETH"), ("long", "ETH")]


def test_an_amount_that_comes_back_is_the_same_liquidation(read_figures):
    text = "Liquidations came to $416 million. Accounts on social media repeated the $416 million figure all day."
    assert [mention.text for mention in read_figures(text).liquidations] == ["$416 million", "$416 million"]


def test_a_list_of_venues_goes_on_from_the_total(read_figures):
    text = "Liquidations came to $310 million today. OKX ($98 million) came ahead of Binance ($96 million)."
    found = read_figures(text).liquidations
    assert [mention.text for mention in found] == ["$310 million", "$98 million", "$96 million"]


def test_sums_below_a_million_are_read_where_they_are_called_liquidations(read_figures):
    text = "Nearly all were longs, with only $600,000 in short positions liquidated."
    (mention,) = read_figures(text).liquidations
    assert (mention.amount_usd, mention.position_side) == (600_000, "short")


def test_a_price_beside_liquidations_stays_a_price(read_figures):
    text = "Bitcoin fell to $61,000 in a wave of liquidations."
    found = read_figures(text)
    assert not found.liquidations
    assert [level.text for level in found.price_levels] == ["$61,000"]


def test_what_adds_up_both_sides_is_of_both(read_figures):
    text = "Liquidations of shorts came to $64 million and of longs to $31 million, totalling $95 million."
    assert [mention.position_side for mention in read_figures(text).liquidations] == ["short", "long", "both"]


def test_a_split_in_the_headline_is_one_too(read_figures):
    found = read_figures("Nothing more.", headline="$95M liquidated in crypto: $64M of shorts and $31M of longs")
    assert sides(found) == ["both", "short", "long"]


def test_a_record_that_was_beaten_is_of_the_same_kind(read_figures):
    found = read_figures("Litecoin short liquidations hit $9 million, beating the previous high of $7 million.")
    assert [(m.position_side, m.asset) for m in found.liquidations] == [("short", "LTC"), ("short", "LTC")]


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
