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


def test_a_total_between_its_parts_is_of_both(read_figures):
    text = "Longs accounted for $240 million of the $300 million liquidated, while shorts made up $60 million."
    assert sides(read_figures(text)) == ["long", "both", "short"]


def test_a_split_told_in_two_sentences_covers_both(read_figures):
    text = (
        "Liquidations came to $300 million in a day. Longs made up $240 million of the total. "
        "\n\nThe remaining $60 million was liquidated from shorts."
    )
    assert sides(read_figures(text)) == ["both", "long", "short"]


def test_a_split_in_the_body_is_none_of_the_headline(read_figures):
    text = "Longs lost $240 million and shorts lost $60 million to liquidations."
    assert sides(read_figures(text, headline="$300 Million Liquidated"))[0] == "unknown"


def test_parts_may_exceed_a_total_that_is_called_a_floor(read_figures):
    text = "Over $300 million was liquidated. Longs lost $280 million and shorts $61 million to liquidations."
    assert sides(read_figures(text)) == ["both", "long", "short"]
