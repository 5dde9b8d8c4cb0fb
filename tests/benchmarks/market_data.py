"""Large warehouses for the measurements, drawn in SQL without chance: wandering prices, gaps, claims of all kinds."""

from datetime import datetime

import duckdb

TICKERS = ("BTC", "ETH", "SOL", "XRP", "BNB", "ADA", "DOGE", "AVAX", "LINK", "DOT")
_BAR_SECONDS = {"1m": 60, "1h": 3600, "1d": 86400}


def fill_candles(
    con: duckdb.DuckDBPyConnection,
    *,
    timeframe: str,
    tickers: tuple[str, ...],
    first: datetime,
    n_candles: int,
    share_missing: float = 0.0,
    longest_gap: int = 1,
) -> None:
    """Store candles of each ticker from `first` on, `n_candles` before some go missing.

    Args:
        con: A writer's connection.
        timeframe: `1m`, `1h` or `1d`.
        tickers: One spot series each.
        first: Open of the first candle.
        n_candles: Candles of each series.
        share_missing: Share of candles that are left out, 0 to 1.
        longest_gap: Candles are left out in runs of 1 to this many.
    """
    gap_every = max(1, round((1 + longest_gap) / 2 / share_missing)) if share_missing else 0
    con.execute(
        """
        insert into candles by name
        with tickers as (select unnest($tickers) as ticker, generate_subscripts($tickers, 1) as place),
        bars as (
            select ticker, place, n, 100 * place * exp(
                0.3 * sin(n * $bar / 1.1e7 + place) + 0.1 * sin(n * $bar / 5.3e5 + 2 * place)
                + 0.01 * sin(n * $bar / 9.1e3) + 1e-3 * (hash(n, place, 'noise') % 1000 / 1000 - 0.5)
            ) as price
            from tickers, (select unnest(range($n)) as n)
            where $gap_every = 0
                or n % greatest($gap_every, 1) >= 1 + hash(n // greatest($gap_every, 1), place) % $longest
        )
        select
            'sim' as source, 'binance' as venue, ticker || '-USDT' as symbol, ticker, $timeframe as timeframe,
            $first::timestamptz + to_seconds(n * $bar) as open_time,
            $first::timestamptz + to_seconds((n + 1) * $bar) as close_time,
            price as open, price * 1.002 as high, price * 0.998 as low, price * (1 + 1e-4 * sin(n)) as close,
            10 as volume, false as is_simulated, close_time as available_at,
            series_key(source, venue, symbol, ticker) as series_key, $bar::bigint * 1000000 as bar_us,
            as_double(close::decimal(38, 18)) as close_double
        from bars order by ticker, n
        """,
        {
            "n": n_candles, "tickers": list(tickers), "bar": _BAR_SECONDS[timeframe], "timeframe": timeframe,
            "first": first, "gap_every": gap_every, "longest": longest_gap,
        },
    )  # fmt: skip


def fill_derivatives(con: duckdb.DuckDBPyConnection, *, tickers: tuple[str, ...], first: datetime, days: int) -> None:
    """Store funding and open interest of every eight hours, liquidations of every four, and two daily indices."""
    values = {"tickers": list(tickers), "first": first, "days": days}
    for table, hours, columns in (
        ("funding_rates", 8, "moment as observed_at, 1e-4 * sin(n / 40 + place) as funding_rate, 8 as interval_hours"),
        (
            "open_interest", 8,
            "moment as observed_at, 1e9 * place * (2 + sin(n / 300) + sin(n / 7) / 9) as open_interest_usd",
        ),
        (
            "liquidations", 4,
            "moment - interval 4 hours as open_time, moment as close_time, 1e6 * (2 + sin(n)) as long_usd, "
            "1e6 * (2 + cos(n)) as short_usd",
        ),
    ):  # fmt: skip
        con.execute(
            f"""
            insert into {table} by name
            with tickers as (select unnest($tickers) as ticker, generate_subscripts($tickers, 1) as place),
            steps as (
                select *, $first::timestamptz + to_hours((n + 1) * {hours}) as moment
                from tickers, (select unnest(range($days * 24 // {hours})) as n)
            )
            select 'sim' as source, 'binance' as venue, ticker || '-USDT-PERP' as symbol, ticker, {columns},
                false as is_simulated, moment as available_at
            from steps order by ticker, n
            """,
            values,
        )
    con.execute(
        """
        insert into fear_greed by name
        select 'sim' as source, ($first::timestamptz + to_days(n))::date as observed_date,
            (50 + 45 * sin(n / 23))::smallint as value,
            case when value <= 25 then 'Extreme Fear' when value <= 46 then 'Fear' when value <= 54 then 'Neutral'
                when value <= 75 then 'Greed' else 'Extreme Greed' end as zone,
            false as is_simulated, $first::timestamptz + to_days(n) + interval 10 minutes as available_at
        from (select unnest(range($days))::integer as n)
        """,
        {"first": first, "days": days},
    )
    con.execute(
        """
        insert into etf_flows by name
        select 'sim' as source, ticker, 'TOTAL' as fund, ($first::timestamptz + to_days(n))::date as flow_date,
            1e7 * sin(n / 9) as flow_usd, false as is_simulated,
            $first::timestamptz + to_hours(n * 24 + 30) as available_at
        from (select unnest(range($days))::integer as n), (select unnest($tickers) as ticker)
        where isodow($first::timestamptz + to_days(n)) <= 5
        """,
        values,
    )


def fill_articles(con: duckdb.DuckDBPyConnection, *, n: int, first: datetime, seconds: int) -> None:
    """Store `n` read articles, `a0` on, that became available at random seconds of the time from `first` on."""
    con.execute(
        """
        insert into article_revisions by name
        select 'a' || n as article_id, 1 as revision, 'Moonwire' as outlet, 'Bitcoin moves' as headline,
            'Bitcoin moves' as text, moment as published_at, moment as fetched_at, moment as available_at,
            'published_at' as available_basis, 'page' as body_source, '0' as content_hash, 'UTC' as time_zone,
            false as is_simulated
        from (
            select n, $first::timestamptz + to_seconds((hash(n, 'at') % $seconds)::bigint) as moment
            from (select unnest(range($n)) as n)
        )
        """,
        {"n": n, "first": first, "seconds": seconds},
    )
    con.execute(
        """
        insert into annotations by name
        select article_id || '-1' as annotation_id, article_id, 1 as revision, 'm1' as model,
            fetched_at as annotated_at, 'en' as language
        from article_revisions
        """
    )


def fill_claims(con: duckdb.DuckDBPyConnection, *, n: int, tickers: tuple[str, ...]) -> None:
    """Store `n` claims, as many of each kind, spread over the stored articles and the tickers."""
    con.execute(
        """
        insert into claims by name
        with kinds as (
            select unnest(
                ['price_touched', 'price_at', 'percent_change', 'extreme_since', 'moving_average_cross',
                 'liquidation_total', 'funding_sign', 'open_interest_rank', 'fear_greed_zone', 'etf_flow_streak',
                 'relative_move']
            ) as kind, generate_subscripts(range(11), 1) - 1 as place
        ),
        articles as (
            select article_id, published_at, row_number() over (order by published_at, article_id) - 1 as place
            from article_revisions
        ),
        drawn as (
            select n, (hash(n, 'article') % (select count(*) from articles))::bigint as article,
                hash(n, 'figure') % 1000 / 1000 as draw,
                $tickers[1 + (hash(n, 'asset') % len($tickers))::integer] as asset
            from (select unnest(range($n)) as n)
        )
        select
            'c' || n as claim_id, article_id || '-1' as annotation_id, '$1' as text, 0 as start, 2 as "end",
            'It stood at $1.' as sentence, 'rule:test' as why, kind, asset,
            case
                when kind in ('price_touched', 'price_at')
                    then 100 * list_position($tickers, asset) * (0.7 + 0.6 * draw)
                when kind = 'percent_change' then 0.1 + 5 * draw
                when kind = 'liquidation_total' then 1e7 + 3e7 * draw
            end as value_low,
            value_low as value_high,
            case when kind in ('price_touched', 'price_at', 'liquidation_total') then 'USD'
                when kind = 'percent_change' then '%' end as unit,
            case kind
                when 'price_touched' then 'low' when 'percent_change' then 'down' when 'extreme_since' then 'low'
                when 'funding_sign' then 'positive' when 'open_interest_rank' then 'high'
                when 'etf_flow_streak' then 'outflow' when 'relative_move' then 'down'
            end as direction,
            if(kind = 'moving_average_cross', 'below', null) as relation,
            if(kind = 'liquidation_total', 'both', null) as position_side,
            if(kind in ('percent_change', 'liquidation_total'), 24, null) as window_hours,
            if(kind = 'extreme_since', 30 + round(400 * draw), null) as extent_days,
            if(kind = 'moving_average_cross', if(draw < 0.5, 50, 200), null) as average_days,
            if(kind = 'relative_move', 'BTC', null) as benchmark,
            if(kind = 'fear_greed_zone', 'Extreme Fear', null) as zone,
            false as approximate, 'reported' as modality, 1 as confidence,
            if(draw < 0.5, date_trunc('day', published_at), null) as time_start,
            if(draw < 0.5, published_at, null) as time_end
        from drawn inner join articles on drawn.article = articles.place inner join kinds on n % 11 = kinds.place
        """,
        {"n": n, "tickers": list(tickers)},
    )
