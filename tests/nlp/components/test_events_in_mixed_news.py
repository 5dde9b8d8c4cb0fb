"""Events in wraps, forecasts and old news: what is told in passing, as a cause, or denied."""

import pytest


def kinds(found):
    return {event.kind for event in found.events}


@pytest.mark.parametrize(
    ("headline", "body", "kind"),
    [
        ("Coins weaken", "Amid policy uncertainty in Europe, prices fell by a tenth.", "macro"),
        ("Coins weaken", "Ether has been volatile amidst the Ukrainian crisis and stocks slumped.", "macro"),
        ("Coins firm", "The green day came as jobless claims rose, which the Fed will like.", "macro"),
        ("Bitcoin at $19,000", "It extended its decline after breaking the $20,000 level.", "breakdown"),
        ("Bitcoin drops", "It sank 9%, slicing through key psychological levels.", "breakdown"),
        ("SEC asks exchanges for new papers on ether funds", "Prices rose.", "regulation"),
        (
            "Withdrawals frozen",
            "The exchange acted at the request of the central bank. Banks must regulate it, he said.",
            "regulation",
        ),
        (
            "Investors leave crypto funds",
            "A net $1.9 billion was withdrawn from bitcoin ETFs in a week.",
            "etf_outflow",
        ),
        ("ETF investors pull out as bitcoin slides", "Prices fell.", "etf_outflow"),
        ("Bitcoin at a high", "Some $640 million poured into exchange-traded funds on Monday.", "etf_inflow"),
        ("Bitcoin climbs on cooling prices and ETF inflows", "Traders cheered.", "etf_inflow"),
        ("Bitcoin rises", "The coin rose to an all-time high of $81,000.", "breakout"),
    ],
)
def test_what_happened_is_found_in_other_words(read, headline, body, kind):
    assert kind in kinds(read(body, headline=headline))


@pytest.mark.parametrize(
    ("headline", "body", "kind"),
    [
        (
            "Bitcoin soars",
            "The rally was not driven by shorts, with only $21 million in shorts liquidated.",
            "short_squeeze",
        ),
        ("Bitcoin soars", "Some $900 million in shorts are ready to be liquidated up to $80,000.", "short_squeeze"),
        ("Funds lose money", "Inflows into spot bitcoin ETFs have also flattened.", "etf_inflow"),
        ("Bitcoin weak", "The coin trades in loosely regulated markets and under scrutiny from nobody.", "macro"),
        ("Bitcoin calm", "Loosely regulated venues are common.", "regulation"),
        ("Bitcoin calm", "Developers poured work into the wallet.", "etf_inflow"),
    ],
)
def test_what_is_denied_or_to_come_is_no_event(read, headline, body, kind):
    assert kind not in kinds(read(body, headline=headline))


def test_a_hack_with_its_sum_counts_far_down_and_a_passing_word_does_not(read):
    filler = "Bitcoin traded at $101,000. Ether stood at $3,300. Volume was thin. Traders waited for news. "
    told = read(filler + "On Monday a lending protocol was hacked for $116 million.", headline="Crypto wrap")
    assert "hack" in kinds(told)
    passing = read(filler + "Wallets help against hackers.", headline="Crypto wrap")
    assert "hack" not in kinds(passing)


@pytest.mark.parametrize(
    ("headline", "body", "kind"),
    [
        ("Ether note", "The pair managed to clear a heavy resistance at $11.20 overnight.", "breakout"),
        (
            "Ether note",
            "The price rose. A bearish trend line on the chart of the pair was broken this morning.",
            "breakout",
        ),
        ("Ether note", "The price managed a break-out above $11.20.", "breakout"),
        ("Ether note", "As we can see, the price broke above the resistance at $11.20.", "breakout"),
        ("Bitcoin soars past $71,000 to a new record high", "Traders cheered.", "breakout"),
        ("Bitcoin briefly tops $31,000", "It hit its all-time high on Sunday, one venue says.", "breakout"),
        ("Bitcoin note", "The $21,300 support level was broken, and sellers came.", "breakdown"),
        ("Bitcoin sinks", "Fears over Covid in Europe grew. Covid cases rose again.", "macro"),
        ("Bitcoin sinks", "Investors dumped shares and coins after the tariffs were announced.", "macro"),
    ],
)
def test_breaks_in_the_words_of_chart_notes(read, headline, body, kind):
    assert kind in kinds(read(body, headline=headline))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Suppose bitcoin breaks below the neckline at $21,300.", "breakdown"),
        ("A close under $21,300 is required to confirm the loss of the support.", "breakdown"),
        ("A break below the 50-day average of $21,300 will bring more sellers.", "breakdown"),
        ("Any break above the resistance at $23,900 could start a rally.", "breakout"),
        ("Bitcoin hit a record high of $64,800 in April 2021.", "breakout"),
        ("We broke above the resistance with our own trades.", "breakout"),
        ("Litecoin looks ready for a bullish breakout.", "breakout"),
    ],
)
def test_breaks_that_are_supposed_or_history_are_none(read, body, kind):
    assert kind not in kinds(read(body, headline="Bitcoin note"))
