"""The front door: `newstape COMMAND`.

Exit codes: 0 all went well; 1 a run finished, but a step failed, or `doctor`, `sources` or `prove-no-leak` found a
failure; 2 the input or the configuration is wrong.
"""

import errno
import io
import os
import sys
from pathlib import Path

import typer

from flows.commands import (
    backfill,
    check,
    demo,
    digest,
    doctor,
    event_study,
    importing,
    listen,
    market_states,
    prove_no_leak,
    read,
    replay,
    run,
    schedule,
    score,
    sentiment,
    sources,
    sql,
)
from flows.commands.common import warn
from flows.errors import FlowError
from nlp.errors import NlpError
from warehouse.errors import WarehouseError

app = typer.Typer(
    name="newstape",
    help="Crypto news, checked against the tape.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("demo")(demo.demo)
app.command("run")(run.run)
app.command("listen")(listen.listen)
app.command("read")(read.read)
app.command("check")(check.check)
app.command("sql")(sql.sql)
app.command("digest")(digest.digest)
app.command("event-study")(event_study.event_study)
app.command("market-states")(market_states.market_states)
app.add_typer(importing.app, name="import")
app.command("schedule")(schedule.schedule)
app.command("score")(score.score)
app.command("sentiment")(sentiment.sentiment)
app.command("backfill")(backfill.backfill)
app.command("replay")(replay.replay)
app.command("sources")(sources.sources)
app.command("doctor")(doctor.doctor)
app.command("prove-no-leak")(prove_no_leak.prove_no_leak)


def main() -> None:
    """Run the command line; every error made on purpose becomes one clear line and exit code 2."""
    _open_streams()
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except (FlowError, NlpError, WarehouseError) as error:
        warn(str(error))
        sys.exit(2)
    except KeyboardInterrupt:
        warn("stopped")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone (`newstape sql ... | head`); writing more would only raise again.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        warn(f"{error.strerror}: not all could be written; make room and run it again")
        sys.stderr.close()
        sys.exit(2)


def _open_streams() -> None:
    """Have any character pass the standard streams: a file's name need not be text, nor a terminal know all signs."""
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")
    if sys.stdout is None:
        warn("standard output is closed; send it to a file or to /dev/null")
        sys.exit(2)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")


if __name__ == "__main__":
    main()
