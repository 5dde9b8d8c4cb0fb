def sides(found):
    return [mention.position_side for mention in found.liquidations]


def test_a_split_with_one_side_in_percent_covers_both(read_figures):
    text = "Over $1 billion was liquidated in a day. Shorts lost $900 million, while longs made up 10% of the total."
    assert sides(read_figures(text))[0] == "both"


def test_parts_of_another_window_are_no_split(read_figures):
    text = (
        "In 24 hours $864 million was liquidated. In the past 4 hours, longs lost $730 million and "
        "shorts $27 million to liquidations."
    )
    assert sides(read_figures(text))[0] == "unknown"


def test_what_adds_up_both_sides_is_of_both(read_figures):
    text = "Liquidations of shorts came to $64 million and of longs to $31 million, totalling $95 million."
    assert [mention.position_side for mention in read_figures(text).liquidations] == ["short", "long", "both"]


def test_a_split_in_the_headline_is_one_too(read_figures):
    found = read_figures("Nothing more.", headline="$95M liquidated in crypto: $64M of shorts and $31M of longs")
    assert sides(found) == ["both", "short", "long"]
