"""`newstape listen`: liquidations as they happen."""

import asyncio
import signal
from datetime import UTC, datetime
from typing import Annotated

import typer

from flows.commands.common import ConfigOption, JsonOption, print_json, settings_from
from flows.commands.run import show_report
from flows.settings import Settings
from flows.steps.report import StepReport


def listen(
    minutes: Annotated[
        float | None, typer.Option(help="Stop after so many minutes. Default: when stopped.", min=0, show_default=False)
    ] = None,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Listen to the liquidation streams of markets.toml and store finished bars, until stopped."""
    settings = settings_from(config)
    from flows.steps.refresh import recorded

    def work(_now: datetime, run_id: str) -> list[StepReport]:
        return [asyncio.run(_listen(settings, run_id, minutes))]

    report = recorded(settings, work, now=datetime.now(UTC), command="listen").as_dict()
    if json:
        print_json(report)
    else:
        show_report(report)


async def _listen(settings: Settings, run_id: str, minutes: float | None) -> StepReport:
    from flows.steps.listen import listen as listen_until

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if minutes is not None:
        loop.call_later(60 * minutes, stop.set)
    return await listen_until(settings, clock=lambda: datetime.now(UTC), stop=stop, run_id=run_id)
