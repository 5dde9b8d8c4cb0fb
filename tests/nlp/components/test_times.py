from datetime import UTC, datetime

import pytest

from nlp.components.times import time_at

PUBLISHED = datetime(2024, 9, 5, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "figure", "words"),
    [
        ("On Tuesday, bitcoin fell to $53,000.", "$53,000", "Tuesday"),
        ("Bitcoin fell to $53,000 on Tuesday, after it stood at $60,000 last week.", "$53,000", "Tuesday"),
        ("Bitcoin fell to $53,000 on Tuesday, after it stood at $60,000 last week.", "$60,000", "last week"),
        ("By the afternoon the panic was over. Bitcoin was back at $57,000.", "$57,000", "afternoon"),
        ("As of 14:00 UTC on 3 September, bitcoin stood at $57,000.", "$57,000", "14:00 UTC"),
        ("The fork is due at 14:00 UTC. On Tuesday bitcoin stood at $57,000.", "$57,000", "Tuesday"),
        ("Last year was dull. Bitcoin was back at $57,000.", "$57,000", None),
        ("Bitcoin has grown since May to $57,000.", "$57,000", None),
        ("Bitcoin has grown since May, when it traded at $57,000.", "$57,000", "May"),
        ("It is the lowest price in two years, $17,000.", "$17,000", None),
    ],
)
def test_figure_is_dated_by_the_words_that_mean_it(read, text, figure, words):
    found = read(text, published_at=PUBLISHED)
    at = found.plain.index(figure)
    time = time_at(found, at, at + len(figure))
    assert (time and time.text) == words
