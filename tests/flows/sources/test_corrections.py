"""A publisher's word on a correction is found; the corrections of markets are not taken for one."""

import pytest

from flows.sources.corrections import correction_note


@pytest.mark.parametrize(
    "line",
    [
        "Correction: Bitcoin slips below support",
        "CORRECTION (Aug. 5, 16:40 UTC): The low was $52,900, not $52,400.",
        "*Correction — an earlier figure for liquidations was wrong.",
        "Editor's note: This story was amended to correct the amount of the loan.",
        "An earlier version of this article misstated the fund's outflow.",
        "This story has been corrected to say that the vote is on Thursday.",
        "Clarification: the exchange is registered in Malta.",
        "The figure was $4 million, not $40 million. We regret the error.",
    ],
)
def test_word_of_the_publisher_is_found_in_its_line(line: str) -> None:
    assert correction_note(f"Bitcoin slips\n\nIt fell to $52,900.\n{line}\nMore.") == line


@pytest.mark.parametrize(
    "line",
    [
        "Correction ahead? Analysts see $48,000",
        "Correction of 20 percent leaves traders cold",
        "A correction: that is what bulls call a crash",
        "Corrected for inflation, the peak is still far away",
        "Editor's note: The author owns bitcoin.",
        "The market corrected after the vote.",
    ],
)
def test_what_a_market_does_is_no_correction_of_an_article(line: str) -> None:
    assert correction_note(f"{line}\n\n{line}") is None


def test_note_is_kept_short() -> None:
    assert len(correction_note("Correction: " + "x" * 9000) or "") == 500
