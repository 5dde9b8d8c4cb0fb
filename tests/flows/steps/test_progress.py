import io

from rich.console import Console

from flows.steps.progress import progress


def shown(*, is_terminal: bool) -> str:
    out = io.StringIO()
    console = Console(file=out, force_terminal=is_terminal, width=100)
    with progress("sync", 2, console=console) as bar:
        bar.begin("candles binance BTC-USDT 1h")
        bar.begin("candles okx BTC-USDT 1h")
        bar.tell("to 2024-03-01")
    return out.getvalue()


def test_a_terminal_shows_how_far_a_step_is_and_what_it_is_at():
    text = shown(is_terminal=True)
    assert "sync: candles okx BTC-USDT 1h to 2024-03-01" in text and "1/2" in text


def test_a_pipe_or_a_log_gets_nothing():
    assert shown(is_terminal=False) == ""
