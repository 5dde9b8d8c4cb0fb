import pytest

READINGS = [
    ('The "Fear-Greed Index" fell from the previous day to 28.', [("28", "down")]),
    ("With the Fear & Greed Index now sitting at a chilling 8, traders are nervous.", [("8", None)]),
    (
        "The Fear and Greed Index dropped to 31. The mood is poor. The current reading of 31 is a low.",
        [("31", "down"), ("31", None)],
    ),
    ("The Fear & Greed Index slid to the greed zone, with a reading of 71.", [("71", "down")]),
    ("On the Fear and Greed Index, values below 47 imply that investors are fearful.", []),
    ("The Fear & Greed Index is at 40. It weighs volatility (25%) and trading volume (25%).", [("40", None)]),
]


@pytest.mark.parametrize(("text", "readings"), READINGS)
def test_readings_of_the_index_are_told_from_its_scale(read_figures, text, readings):
    found = [m for m in read_figures(text).metrics if m.value is not None]
    assert [(m.text, m.direction) for m in found] == readings


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The Fear & Greed Index printed 73 (greed) on Friday versus 48 (neutral) before.", [73, 48]),
        ("The Crypto Fear and Greed Index dropped to 22, or extreme fear.", [22]),
        ("The Fear & Greed Index went 18 (extreme fear), 31 (fear), then 55.", [18, 31]),
        ("The Fear & Greed Index has logged fear on 12 days, greed aside.", []),
    ],
)
def test_a_value_with_its_zone_right_behind_it_is_a_reading(read_figures, text, values):
    readings = [m.value for m in read_figures(text).metrics if m.kind == "fear_greed" and m.value is not None]
    assert readings == values
