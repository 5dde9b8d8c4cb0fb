from datetime import UTC, datetime, timedelta

from rich.console import Console

from flows.digest.document import Digest, Finding, Label, Number, Quote, Section
from flows.digest.terminal import terminal_digest

NOW = datetime(2025, 2, 19, 7, tzinfo=UTC)


def shown(section, *, width=120, is_simulated=False):
    digest = Digest(
        digest_id="d",
        title="digest",
        as_of=NOW,
        window_start=NOW - timedelta(hours=24),
        is_simulated=is_simulated,
        summary=(),
        sections=(section,),
        foot=("Read with lexicon-1.",),
    )
    console = Console(width=width, record=True)
    with console.capture() as capture:
        console.print(terminal_digest(digest))
    return capture.get()


def test_a_column_without_a_single_figure_is_shown_empty():
    section = Section(
        title="Liquidations", columns=("reported", "measured"), rows=((Number(text="$1", row="r"), None),)
    )
    assert "$1" in shown(section)


def test_every_kind_of_cell_is_shown():
    row = (
        Label(text="near", tone="fair"),
        Number(text="$52,000", row="claims/c"),
        Quote(text="It  fell\nto $52,000.", span="a@1:0-9"),
        Finding(text="low 51,900", row="claim_checks/c"),
        NOW,
        None,
        "Moonwire",
    )
    text = shown(Section(title="All", columns=tuple("abcdefg"), rows=(row,)))
    for words in ("near", "$52,000", "It fell to $52,000.", "low 51,900", "19 Feb 07:00", "Moonwire"):
        assert words in text


def test_escape_sequences_of_an_article_stay_text():
    quote = Quote(text="\x1b[2Jgone", span="a@1:0-9")
    assert "\x1b[2J" not in shown(Section(title="t", columns=("q",), rows=((quote,),)))


def test_simulated_data_are_marked():
    section = Section(title="t", columns=(), rows=(), note="Nothing.")
    assert "SIMULATED DATA" in shown(section, is_simulated=True)
    assert "SIMULATED DATA" not in shown(section)
