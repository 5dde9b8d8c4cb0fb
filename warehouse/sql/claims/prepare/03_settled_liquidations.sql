-- Liquidations as they were known when the day of their bar had settled: a revision after that changes no verdict. Of
-- bars of several lengths only the shortest count, or sums would hold some twice.
-- Grain: source, venue, symbol and open_time. Inputs: liquidations. Clock: available_at, superseded_at. Units: US
-- dollars; coverage is the share of the bar that was listened to.
create or replace temp table settled_liquidations as
with settled as (
    select
        source,
        venue,
        symbol,
        ticker,
        open_time,
        close_time,
        epoch_us(close_time) - epoch_us(open_time) as bar_us,
        as_double(long_usd) as long_usd,
        as_double(short_usd) as short_usd,
        coalesce(coverage, 1) as coverage,
        is_simulated,
        available_at
    from liquidations
    where
        available_at <= settled_at(open_time)
        and (superseded_at is null or superseded_at > settled_at(open_time))
),

series as (
    select
        source,
        venue,
        symbol,
        min(bar_us) as bar_us,
        bool_or(ticker = 'ALL') as has_total
    from settled
    group by source, venue, symbol
),

sources as (
    select
        source,
        bool_or(has_total) as has_total
    from series
    group by source
),

final as (
    select
        settled.* exclude (bar_us),
        settled.bar_us / 1000000 as bar_seconds,
        sources.has_total as source_has_total
    from settled
    inner join series
        on
            settled.source = series.source
            and settled.venue = series.venue
            and settled.symbol = series.symbol
            and settled.bar_us = series.bar_us
    inner join sources on settled.source = sources.source
)

select * from final;
