from flows.terminal_text import printable


def test_escape_sequences_lose_their_effect():
    assert printable("\x1b[31mred\x1b[0m") == "\ufffd[31mred\ufffd[0m"


def test_text_direction_controls_are_shown_not_obeyed():
    assert printable("a\u202eb\u2066c") == "a\ufffdb\ufffdc"


def test_ordinary_text_and_lines_stay():
    assert printable("Bitcoin\n\t€ 58K – “up” 🚀") == "Bitcoin\n\t€ 58K – “up” 🚀"


def test_offsets_hold():
    text = "x\x00\x1by\u200fz"
    assert len(printable(text)) == len(text)
