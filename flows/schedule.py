"""Serves the flows on their schedules until it is stopped.

Needs a Prefect server that schedules: the one that PREFECT_API_URL names, or one that `newstape schedule` starts on a
loopback port and stops again. Prefect's own embedded server runs no scheduler.
"""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flows.errors import FlowError
from flows.prefect_settings import prepare_prefect
from flows.settings import Settings

SERVER_START_SECONDS = 120
"""How long a local server may take to answer: 10 to 25 s is usual on two cores."""
FIRST_RUN_SECONDS = 20
"""The interval schedules start this soon, so that a new user sees something happen; sooner, and Prefect's scheduler may
not have seen the deployment yet and the first run would be an interval late."""


def serve_schedules(settings: Settings, *, clock: Callable[[], datetime], say: Callable[[str], None]) -> None:
    """Serve the flows until SIGINT or SIGTERM; both pause the schedules before the program ends.

    Args:
        settings: The configuration; its folder is what the scheduled runs read again.
        clock: Says the present; the first runs start `FIRST_RUN_SECONDS` after the server is up.
        say: Takes lines for the user.

    Raises:
        FlowError: The local server does not come up.
    """
    prepare_prefect(settings.main.paths.data / "prefect")
    if os.environ.get("PREFECT_API_URL"):
        _serve(settings, clock())
        return
    say("starting a local Prefect server (10 to 25 s) ...")
    with local_server() as url:
        say(f"Prefect server: {url.removesuffix('/api')}")
        os.environ["PREFECT_API_URL"] = url
        _serve(settings, clock())


@contextmanager
def local_server() -> Iterator[str]:
    """Run a Prefect server on a free loopback port; yields its API address.

    Raises:
        FlowError: It does not answer within `SERVER_START_SECONDS`.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/api"
    process = subprocess.Popen(
        [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PREFECT_SERVER_API_HOST": "127.0.0.1", "PREFECT_API_URL": url},
        start_new_session=True,  # Ctrl-C reaches the runner first, which still needs the server to pause its schedules
    )
    try:
        _wait_until_healthy(url, process)
        yield url
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes]) -> None:
    from prefect.client.orchestration import SyncPrefectClient

    deadline = time.monotonic() + SERVER_START_SECONDS
    with SyncPrefectClient(url) as client:
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise FlowError(f"the Prefect server ended with code {process.returncode}; try `prefect server start`")
            if client.api_healthcheck() is None:
                return
            time.sleep(0.3)
    raise FlowError(f"no Prefect server at {url} after {SERVER_START_SECONDS} s; set PREFECT_API_URL to a running one")


def deployments(settings: Settings, now: datetime) -> list[Any]:
    """Make the four deployments with their schedules; a run still going makes the next one wait."""
    from prefect.schedules import Cron, Interval

    from flows.annotate import annotate_and_check
    from flows.ingest_market import ingest_market
    from flows.ingest_news import ingest_news
    from flows.publish_digest import publish_digest

    plan = settings.main.schedule
    start = now + timedelta(seconds=FIRST_RUN_SECONDS)
    hour, minute = plan.digest_time.split(":")
    timed = [
        (ingest_news, Interval(timedelta(minutes=plan.collect_minutes), anchor_date=start)),
        (ingest_market, Interval(timedelta(minutes=plan.market_minutes), anchor_date=start)),
        (annotate_and_check, Interval(timedelta(minutes=plan.annotate_minutes), anchor_date=start)),
        (publish_digest, Cron(f"{int(minute)} {int(hour)} * * *", timezone=plan.time_zone)),
    ]
    config = str(Path(settings.folder).resolve())
    return [flow.to_deployment(flow.name, schedule=schedule, parameters={"config": config}) for flow, schedule in timed]


def _serve(settings: Settings, now: datetime) -> None:
    from prefect.runner import Runner

    class StoppableRunner(Runner):
        """Prefect's own answer to SIGTERM leaves at once, its schedules unpaused."""

        def handle_sigterm(self, *_: object, **__: object) -> None:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second one would cut the pausing short
            signal.raise_signal(signal.SIGINT)

    runner = StoppableRunner(pause_on_shutdown=True, limit=1)  # one run at a time: the warehouse has one writer
    for deployment in deployments(settings, now):
        runner.add_deployment(deployment)
    # A shell that starts a program in the background has it ignore SIGINT, which asyncio then leaves at that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with suppress(KeyboardInterrupt):  # raised when the schedules have been paused
        asyncio.run(runner.start())
