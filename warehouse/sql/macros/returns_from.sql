-- What the price of assets did after given moments. Entry is the first close of the asset's reference candles at or
-- after the moment (at most four days later: a long weekend); exit is the close that was due at entry plus the horizon.
-- A return is missing where the data ends earlier, has a gap there, or its bars are longer than the horizon.
-- Parameter: starts, the name of a relation with the columns ticker and start_at (instants, UTC); equal rows
-- count once.
-- Grain: ticker and start_at, where there is an entry. Inputs: reference_candles. Clock: start_at, then close_time.
-- Units: US dollars; returns are fractions (0.01 is one percent).

create macro returns_from(starts) as table
with horizons as (
    select
        unnest(
            [interval 5 minutes, interval 1 hour, interval 4 hours, interval 1 day, interval 7 days]
        ) as horizon
),

moments as (
    select distinct
        ticker,
        start_at
    from query_table(starts)
),

entries as (
    select
        moments.ticker,
        moments.start_at,
        reference_candles.source,
        reference_candles.venue,
        reference_candles.symbol,
        reference_candles.close_time as entry_time,
        reference_candles.close as entry_price
    from moments
    asof inner join reference_candles
        on
            moments.ticker = reference_candles.ticker
            and moments.start_at <= reference_candles.close_time
    where reference_candles.close_time - moments.start_at <= interval 4 days
),

exits as (
    select
        entries.ticker,
        entries.start_at,
        entries.entry_price,
        horizons.horizon,
        entries.entry_time + horizons.horizon as exit_due
    from entries
    cross join horizons
),

returns as (
    select
        exits.ticker,
        exits.start_at,
        exits.horizon,
        reference_candles.close / exits.entry_price - 1 as forward_return
    from exits
    asof inner join reference_candles
        on exits.ticker = reference_candles.ticker and exits.exit_due >= reference_candles.close_time
    where
        reference_candles.bar_seconds <= epoch(exits.horizon)
        and epoch(exits.exit_due - reference_candles.close_time) < reference_candles.bar_seconds
),

final as (
    select
        entries.ticker,
        entries.start_at,
        entries.source,
        entries.venue,
        entries.symbol,
        entries.entry_time,
        entries.entry_price,
        max(returns.forward_return) filter (where returns.horizon = interval 5 minutes) as return_5m,
        max(returns.forward_return) filter (where returns.horizon = interval 1 hour) as return_1h,
        max(returns.forward_return) filter (where returns.horizon = interval 4 hours) as return_4h,
        max(returns.forward_return) filter (where returns.horizon = interval 1 day) as return_1d,
        max(returns.forward_return) filter (where returns.horizon = interval 7 days) as return_1w
    from entries
    left join returns on entries.ticker = returns.ticker and entries.start_at = returns.start_at
    group by all
)

select * from final;

comment on macro table returns_from is -- noqa: PRS
'What the price of assets did after given moments: entry price and returns at five horizons, for each ticker and start_at of the relation that starts names. Returns are fractions; missing where the data ends, has a gap, or its bars are too long.';
