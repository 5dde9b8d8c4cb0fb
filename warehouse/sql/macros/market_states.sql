-- The market around given moments: the last close at or before the moment, the first one at or after it (the entry, at
-- most four days later: a long weekend), and the returns from there to the close that was due at entry plus the
-- horizon. A return is missing where the data ends earlier, has a gap there, or its bars are longer than the horizon.
-- Parameter: starts, the name of a relation with the columns ticker and start_at (instants, UTC); equal rows count
-- once. Grain: ticker and start_at, of assets that have candles. Inputs: known_candles, price_series. Clock: start_at,
-- then close_time. Units: US dollars; returns are fractions (0.01 is one percent).
-- Where the bars of an asset end on a grid, a close is looked up by its time, which is several times faster than an
-- as-of join. What is missing there (gaps, longer bars) is joined as of: over the closes of pages of 60 bars that are
-- not complete, and the first and last close of the complete ones, between which nothing can be missing.

create macro market_states(starts) as table
with series as (
    select
        ticker,
        source,
        venue,
        symbol,
        (shortest_bar_seconds * 1000000)::bigint as bar,
        row_number() over (order by ticker) as series_id
    from price_series
    where currency = 'USD' and preference = 1
),

closes as (
    select
        series.series_id,
        epoch_us(known_candles.close_time) as at_us,
        epoch_us(known_candles.close_time) - epoch_us(known_candles.open_time) as bar,
        series.bar as shortest_bar,
        series.series_id * (1::bigint << 34) + at_us // 1000000 as place,
        as_double(known_candles.close) as close
    from known_candles
    inner join series
        on
            known_candles.source = series.source
            and known_candles.venue = series.venue
            and known_candles.symbol = series.symbol
            and known_candles.ticker = series.ticker
),

aligned as (
    select series_id from closes
    group by series_id
    having bool_and(at_us % shortest_bar = 0)
),

pages as (
    select
        series_id,
        at_us // (60 * shortest_bar) as page
    from closes
    where bar = shortest_bar
    group by series_id, page
    having count(*) = 60
),

tape as (
    select
        place,
        close
    from closes
    where bar = shortest_bar
),

edges as (
    select
        closes.series_id,
        closes.at_us,
        closes.bar,
        closes.close
    from closes
    left join aligned on closes.series_id = aligned.series_id
    left join pages
        on aligned.series_id = pages.series_id and closes.at_us // (60 * closes.shortest_bar) = pages.page
    where pages.page is null or (closes.at_us // closes.shortest_bar) % 60 in (0, 59)
    -- Of bars that end together the shortest.
    qualify row_number() over (partition by closes.series_id, closes.at_us order by closes.bar) = 1
),

asked as (
    select distinct
        ticker,
        start_at
    from query_table(starts)
),

moments as (
    select
        row_number() over () as moment_id,
        asked.ticker,
        asked.start_at,
        epoch_us(asked.start_at) as at_us,
        series.series_id,
        series.bar,
        aligned.series_id * (1::bigint << 34) as first_place,
        series.source,
        series.venue,
        series.symbol
    from asked
    inner join series on asked.ticker = series.ticker
    left join aligned on series.series_id = aligned.series_id
),

-- Last close at or before the moment, and first close at or after it.
found as (
    select
        moments.*,
        before.close as price,
        if(before.close is null, null, moments.at_us // moments.bar * moments.bar) as price_us,
        after.close as entry_price,
        if(after.close is null, null, (moments.at_us + moments.bar - 1) // moments.bar * moments.bar) as entry_us
    from moments
    left join tape as before
        on
            moments.first_place + moments.at_us // moments.bar * (moments.bar // 1000000)
            = before.place
    left join tape as after
        on
            moments.first_place + (moments.at_us + moments.bar - 1) // moments.bar * (moments.bar // 1000000)
            = after.place
),

entered as (
    select
        moment_id,
        series_id,
        first_place,
        at_us,
        bar,
        price,
        price_us,
        entry_price,
        entry_us
    from found
    where price is not null and entry_price is not null
    union all
    select
        found.moment_id,
        found.series_id,
        found.first_place,
        found.at_us,
        found.bar,
        coalesce(found.price, before.close) as price,
        coalesce(found.price_us, before.at_us) as price_us,
        coalesce(found.entry_price, after.close) as entry_price,
        coalesce(found.entry_us, after.at_us) as entry_us
    from found
    asof left join edges as before
        on found.series_id = before.series_id and found.at_us >= before.at_us
    asof left join edges as after
        on found.series_id = after.series_id and found.at_us <= after.at_us
    where found.price is null or found.entry_price is null
),

timely as (
    select
        *,
        entry_us - at_us <= 4 * 86400000000 as is_entered
    from entered
),

horizons as (
    select unnest([300, 3600, 14400, 86400, 604800]) * 1000000::bigint as horizon
),

exits as (
    select
        timely.moment_id,
        timely.series_id,
        horizons.horizon,
        timely.entry_us + horizons.horizon as due_us,
        if(
            timely.bar <= horizons.horizon,
            timely.first_place + due_us // timely.bar * (timely.bar // 1000000),
            null
        ) as due_place
    from timely
    cross join horizons
    where timely.is_entered
),

exits_found as (
    select
        exits.*,
        tape.close
    from exits
    left join tape on exits.due_place = tape.place
),

exit_closes as (
    select
        moment_id,
        horizon,
        close
    from exits_found
    where close is not null
    union all
    select
        exits_found.moment_id,
        exits_found.horizon,
        edges.close
    from exits_found
    asof inner join edges
        on exits_found.series_id = edges.series_id and exits_found.due_us >= edges.at_us
    where
        exits_found.close is null
        and edges.bar <= exits_found.horizon
        and exits_found.due_us - edges.at_us < edges.bar
),

closes_by_horizon as (
    select
        moment_id,
        max(close) filter (where horizon = 300000000) as close_5m,
        max(close) filter (where horizon = 3600000000) as close_1h,
        max(close) filter (where horizon = 14400000000) as close_4h,
        max(close) filter (where horizon = 86400000000) as close_1d,
        max(close) filter (where horizon = 604800000000) as close_1w
    from exit_closes
    group by moment_id
),

final as (
    select
        moments.ticker,
        moments.start_at,
        moments.source,
        moments.venue,
        moments.symbol,
        make_timestamptz(timely.price_us) as price_time,
        timely.price,
        if(timely.is_entered, make_timestamptz(timely.entry_us), null) as entry_time,
        if(timely.is_entered, timely.entry_price, null) as entry_price,
        closes_by_horizon.close_5m / timely.entry_price - 1 as return_5m,
        closes_by_horizon.close_1h / timely.entry_price - 1 as return_1h,
        closes_by_horizon.close_4h / timely.entry_price - 1 as return_4h,
        closes_by_horizon.close_1d / timely.entry_price - 1 as return_1d,
        closes_by_horizon.close_1w / timely.entry_price - 1 as return_1w
    from moments
    inner join timely on moments.moment_id = timely.moment_id
    left join closes_by_horizon on moments.moment_id = closes_by_horizon.moment_id
)

select * from final;

comment on macro table market_states is -- noqa: PRS
'The market around given moments: the last price before, the entry price after, and the returns from there.';
