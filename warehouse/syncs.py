"""What syncs remember: how far each series reaches, what its venue was asked for, how its files looked."""

from dataclasses import asdict, dataclass
from datetime import datetime

import duckdb

from warehouse.connection import transaction
from warehouse.market_rows import MarketKind

# Not one comparison of rows: only single ones are handed down to the tables, so that other series are not read.
_IS_SERIES = "kind = $kind and source = $source and venue = $venue and symbol = $symbol and timeframe = $timeframe"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesKey:
    """The name of one stored series.

    Attributes:
        kind: Its table.
        source: Who supplied it.
        venue: Where it was measured; empty for series without one.
        symbol: Instrument, or fund for fund flows; empty for an index.
        timeframe: Of candles and mark prices; empty for the others.
    """

    kind: MarketKind
    source: str
    venue: str = ""
    symbol: str = ""
    timeframe: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesEnds:
    """First and last opening of a bar, moment of an observation, or midnight UTC of a day."""

    first_time: datetime
    last_time: datetime


def series_ends(con: duckdb.DuckDBPyConnection, series: SeriesKey) -> SeriesEnds | None:
    """Return how far a series reaches, so that a sync can go on from there; `None` where nothing is stored."""
    sql = f"select min(start_time), max(start_time) from known_observations where {_IS_SERIES}"
    found = con.execute(sql, asdict(series)).fetchone()
    return SeriesEnds(first_time=found[0], last_time=found[1]) if found and found[0] else None


def open_gaps(
    con: duckdb.DuckDBPyConnection, series: SeriesKey, *, max_requests: int
) -> list[tuple[datetime, datetime]]:
    """Return start and end of the gaps of a series that were asked for less than so often, oldest first."""
    sql = f"""
        with gaps as (select gap_start, gap_end from series_gaps where {_IS_SERIES}),
        requests as (select gap_start, gap_end, asked_at from gap_requests where {_IS_SERIES})
        select gap_start, gap_end from gaps
        left join requests using (gap_start, gap_end)
        group by all
        having count(asked_at) < $max_requests
        order by gap_start
    """
    return con.execute(sql, asdict(series) | {"max_requests": max_requests}).fetchall()


def add_gap_request(
    con: duckdb.DuckDBPyConnection, series: SeriesKey, gap_start: datetime, gap_end: datetime, *, asked_at: datetime
) -> None:
    """Record that a venue was asked for a gap."""
    con.execute(
        """
        insert into gap_requests (kind, source, venue, symbol, timeframe, gap_start, gap_end, asked_at)
        values ($kind, $source, $venue, $symbol, $timeframe, $gap_start, $gap_end, $asked_at)
        """,
        asdict(series) | {"gap_start": gap_start, "gap_end": gap_end, "asked_at": asked_at},
    )


def history_asked_from(con: duckdb.DuckDBPyConnection, series: SeriesKey) -> datetime | None:
    """Return the earliest moment that the venue of a series was ever asked for."""
    sql = f"select min(asked_from) from history_requests where {_IS_SERIES}"
    found = con.execute(sql, asdict(series)).fetchone()
    return found[0] if found else None


def add_history_request(
    con: duckdb.DuckDBPyConnection, series: SeriesKey, asked_from: datetime, *, asked_at: datetime
) -> None:
    """Record how far back a venue was asked."""
    con.execute(
        """
        insert into history_requests (kind, source, venue, symbol, timeframe, asked_from, asked_at)
        values ($kind, $source, $venue, $symbol, $timeframe, $asked_from, $asked_at)
        """,
        asdict(series) | {"asked_from": asked_from, "asked_at": asked_at},
    )


def has_file_read(con: duckdb.DuckDBPyConnection, series: str, fingerprint: str) -> bool:
    """Say whether the files of a series were read when they looked like this."""
    sql = "select count(*) from file_reads where series = $series and fingerprint = $fingerprint"
    found = con.execute(sql, {"series": series, "fingerprint": fingerprint}).fetchone()
    return bool(found and found[0])


def set_file_read(con: duckdb.DuckDBPyConnection, series: str, fingerprint: str, *, read_at: datetime) -> None:
    """Record how the files of a series looked when all of them was stored."""
    with transaction(con):
        con.execute("delete from file_reads where series = ?", [series])
        con.execute("insert into file_reads values (?, ?, ?)", [series, fingerprint, read_at])
