import pytest

from flows.steps.report import counts_text


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ({"files": 1, "articles": 31, "unchanged": 0}, "1 file, 31 articles"),
        ({"copies": 1, "merged_stories": 1, "series": 1, "new": 1}, "1 copy, 1 merged story, 1 series, 1 new"),
        ({"copies": 2, "merged_stories": 1_200}, "2 copies, 1,200 merged stories"),
        ({"files": 0}, ""),
    ],
)
def test_counts_are_written_as_people_read_them(counts, text):
    assert counts_text(counts) == text
