-- The rank of each observation of open interest among the daily values (the last of each day, UTC) before its day.
-- A running count of the days above would compare every observation with every day. A window's rank is cheaper, but
-- counts all its rows: so the observations are ranked once among days and observations and once among themselves.
-- Grain: source, venue, symbol, observed_at. Parameters: observations, a relation with the columns of
-- known_open_interest. Clock: observed_at. Units: US dollars, shares of 1.

create macro open_interest_ranks(observations := 'known_open_interest') as table
    with observed as (
        select
            source,
            venue,
            symbol,
            ticker,
            observed_at,
            -- Plain arithmetic on microseconds: date_trunc minds time zones and takes 30 times as long.
            make_date((epoch_us(observed_at) // 86400000000)::integer) as day,
            open_interest_usd::double as open_interest_usd
        from query_table(observations)
    ),

    days as (
        select
            source,
            venue,
            symbol,
            max(ticker) as ticker,
            max(observed_at) as observed_at,
            day,
            arg_max(open_interest_usd, observed_at) as open_interest_usd
        from observed
        group by source, venue, symbol, day
    ),

    lines as (
        select
            *,
            false as is_day
        from observed
        union all by name
        select
            *,
            true as is_day
        from days
    ),

    -- The value of a day comes after the observations of that day, so they are compared with the days before.
    among_all as (
        select
            *,
            count(*) filter (where is_day) over so_far as n_days_before,
            rank(order by open_interest_usd desc) over so_far as place_from_top,
            rank(order by open_interest_usd asc) over so_far as place_from_bottom
        from lines
        window
            so_far as (
                partition by source, venue, symbol order by day, is_day, observed_at
                rows between unbounded preceding and current row
            )
    ),

    among_observed as (
        select
            *,
            rank(order by open_interest_usd desc) over so_far as observed_place_from_top,
            rank(order by open_interest_usd asc) over so_far as observed_place_from_bottom
        from among_all
        where not is_day
        window
            so_far as (
                partition by source, venue, symbol order by day, is_day, observed_at
                rows between unbounded preceding and current row
            )
    ),

    final as (
        select
            source,
            venue,
            symbol,
            ticker,
            observed_at,
            open_interest_usd,
            n_days_before,
            (place_from_top - observed_place_from_top) / nullif(n_days_before, 0) as share_above,
            (place_from_bottom - observed_place_from_bottom) / nullif(n_days_before, 0) as share_below
        from among_observed
    )

    select * from final;

comment on macro table open_interest_ranks is -- noqa: PRS
'Rank of each observation of open interest among the daily values before it. Grain: source, venue, symbol, observed_at.
source: who supplied the series
venue: where it was measured; empty or all where it covers the whole market
symbol: instrument, like BTC-USDT-PERP
ticker: asset, as in configs/assets.toml
observed_at: when it was measured, UTC
open_interest_usd: open interest, US dollars
n_days_before: days with a value before the day of the observation; what the shares are taken of
share_above: share of these days whose last value was higher, 0 to 1; null on the first day
share_below: share of these days whose last value was lower, 0 to 1: its percentile; null on the first day';
