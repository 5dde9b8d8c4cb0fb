import pytest

HOURS = [
    ("Liquidations came to $45 million over the past 12 hours and $73 million in the past 24 hours.", [12, 24]),
    ("In a frantic two-hour window, $51 million in shorts was liquidated.", [2]),
    ("During that one hour, $11 million in positions was liquidated.", [1]),
    ("Longs worth $41 million were liquidated, a four-week high.", [None]),
    ("Liquidations hit $200 million, up from $38 million an hour earlier.", [None, None]),
    ("Liquidations totaled $280 million, most of which happened in the last 12 hours.", [None]),
    ("The 7-day liquidation heatmap shows $1.6 billion in shorts at risk.", [None]),
    ("$33M Liquidated in 24 Hours as Ether Slides", [24]),
    ("Ether sank from $4,300 to $3,900 in barely 20 minutes, with $310 million in longs liquidated.", [None]),
    ("No such past hour was seen since June, when $340 million in shorts was liquidated.", [None]),
    ("Some $80 million in longs was liquidated throughout the day.", [24]),
    ("In the last half hour $4 million was liquidated.", [0.5]),
    ("Within that very same hour $4 million was liquidated.", [1]),
    ("A trader lost $40 million on a solana long as liquidations over the past 24 hours hit $2 billion.", [None, 24]),
    (
        "Liquidations hit $30 million in an hour. This is 9% of the total over 24 hours. Longs lost $28 million.",
        [1, None],
    ),
    ("The 12-hour count of $114 million in liquidations was nearly half of the day's total.", [12]),
]


@pytest.mark.parametrize(("text", "hours"), HOURS)
def test_the_window_is_a_length_of_time_that_covers_the_figure(read_figures, text, hours):
    assert [mention.window_hours for mention in read_figures(text).liquidations] == hours


def test_a_sentence_about_liquidations_sets_the_time_of_the_next(read_figures):
    text = "Ether liquidations tripled within an hour. Some $9 million in long positions was wiped out."
    (mention,) = read_figures(text).liquidations
    assert (mention.asset, mention.window_hours) == ("ETH", 1)


def test_the_same_period_is_the_one_told_before(read_figures):
    text = (
        "In four hours, $758 million was liquidated. Traders were caught off guard. "
        "Shorts were liquidated for $27 million in the same period."
    )
    assert [mention.window_hours for mention in read_figures(text).liquidations] == [4, 4]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Liquidations now top $900 million for the last seven days.", [168]),
        ("Liquidations hit $210 million in a day. They are the bulk of the $250 million in positions "
         "closed.", [24, 24]),
        ("Liquidations of $800 million hit the market on Friday. The 12-hour chart tells of the pace. In all, "
         "$310 million "
         "was liquidated, with $280 million of that from longs.", [None, 12, 12]),
        ("Longs were liquidated for $90 million. It was calmer of late, with $6 million in the four-hour window and "
         "$2 million in the past hour.", [None, 4, 1]),
        ("Liquidations in 24 hours: $50 million.\n\nLongs liquidated $42 million, shorts $8 million.", [24, 24, 24]),
    ],
)  # fmt: skip
def test_parts_and_views_of_a_total_have_the_time_that_is_told(read_figures, text, hours):
    assert [mention.window_hours for mention in read_figures(text).liquidations] == hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("The 24-hour picture is worse. Across all coins, $910 million was liquidated.", [24]),
        ("Over the preceding week, cumulative short liquidations passed $340 million.", [168]),
        ("Some $310 million of shorts was liquidated within days, with a notable $90 million in a single hour.",
         [None, 1]),
        ("Bybit reported $310 million in liquidations, including a $9 million trade, the largest liquidation of the "
         "day.", [None, None]),
        ("Longs were liquidated for $40 million over the day, while the largest single order was $7 million.",
         [24, None]),
    ],
)  # fmt: skip
def test_a_time_is_that_of_the_figure_it_stands_with(read_figures, text, hours):
    assert [mention.window_hours for mention in read_figures(text).liquidations] == hours


def test_a_new_paragraph_takes_over_only_the_time_that_the_sentence_before_states(read_figures):
    text = "In 24 hours $900 million was liquidated. Longs made up $800 million.\n\nEther followed with $90 million."
    assert [mention.window_hours for mention in read_figures(text).liquidations] == [24, 24, None]


def test_a_rounded_sum_that_is_given_again_keeps_its_time(read_figures):
    text = "Over $300 million was liquidated in twelve hours. CoinGlass counted $306 million in closed positions."
    assert [mention.window_hours for mention in read_figures(text).liquidations] == [12, 12]


def test_last_week_is_a_date_and_the_last_week_a_length(read_figures):
    dated, long = (
        "What rose last week was sold, with $40 million in liquidations.",
        "In the last week $40 million was liquidated.",
    )
    assert [read_figures(text).liquidations[0].window_hours for text in (dated, long)] == [None, 168]


def test_the_biggest_hit_may_be_one_order_or_that_of_a_coin(read_figures):
    order = "Within an hour $90 million was liquidated. The biggest hit was a $4 million order."
    coin = "Within an hour $90 million was liquidated. Ether took the biggest hit with $41 million."
    assert [mention.window_hours for mention in read_figures(order).liquidations] == [1, None]
    assert [mention.window_hours for mention in read_figures(coin).liquidations] == [1, 1]
