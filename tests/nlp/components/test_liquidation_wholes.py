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


def test_a_record_that_was_beaten_is_of_the_same_kind(read_figures):
    found = read_figures("Litecoin short liquidations hit $9 million, beating the previous high of $7 million.")
    assert [(m.position_side, m.asset) for m in found.liquidations] == [("short", "LTC"), ("short", "LTC")]
