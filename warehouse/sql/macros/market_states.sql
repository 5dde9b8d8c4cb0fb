-- The market around given moments: the last close at or before the moment, the first one at or after it (the entry, at
-- most four days later: a long weekend), and the returns from there to the close that was due at entry plus the
-- horizon. A return is missing where the data ends earlier, has a gap there, or its bars are longer than the horizon.
-- Parameter: starts, the name of a relation with the columns ticker and start_at (instants, UTC); equal rows count
-- once. Grain: ticker and start_at, of assets that have candles. Inputs: known_candles, price_series. Clock: start_at,
-- then close_time. Units: US dollars; returns are fractions (0.01 is one percent).
-- A page is 60 bars. Where a page is complete and ends on a grid, the time of a close is known without looking, and its
-- price is looked up by that time: all prices in one join, several times faster than as-of joins. Everything else
-- (gaps, longer bars) is joined as of over the edges: the closes of pages that are not complete, and the first and
-- last close of the complete ones, between which nothing can be missing.

create macro market_states(starts) as table
with series as (
    select
        series_key,
        ticker,
        source,
        venue,
        symbol,
        (shortest_bar_seconds * 1000000)::bigint as bar,
        (row_number() over (order by ticker))::integer as series_id
    from price_series
    where currency = 'USD' and preference = 1
),

closes as materialized (
    select
        series.series_id,
        epoch_us(known_candles.close_time) as at_us,
        known_candles.bar_us as bar,
        at_us // (60 * series.bar) as page,
        if(at_us % series.bar = 0, at_us // series.bar % 60, null)::tinyint as slot,
        known_candles.close_double as close
    from known_candles
    inner join series on known_candles.series_key = series.series_key
),

complete_pages as (
    select
        closes.series_id,
        closes.page
    from closes
    inner join series on closes.series_id = series.series_id
    group by closes.series_id, closes.page
    having count(*) filter (where closes.bar = series.bar) = 60 and bool_and(closes.slot is not null)
),

tape as (
    select
        closes.series_id * (1::bigint << 34) + closes.at_us // 1000000 as place,
        closes.close
    from closes
    inner join series on closes.series_id = series.series_id and closes.bar = series.bar
),

edges as (
    select
        closes.series_id,
        closes.at_us,
        closes.bar,
        closes.close
    from closes
    left join complete_pages
        on closes.series_id = complete_pages.series_id and closes.page = complete_pages.page
    where complete_pages.page is null or closes.slot in (0, 59)
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
        (row_number() over ())::integer as moment_id,
        epoch_us(asked.start_at) as at_us,
        asked.start_at,
        series.series_id,
        series.bar,
        series.series_id * (1::bigint << 34) as first_place,
        at_us // series.bar as bar_before,
        (at_us + series.bar - 1) // series.bar as bar_after
    from asked
    inner join series on asked.ticker = series.ticker
),

-- When the last close at or before the moment was, and the first one at or after it.
found as (
    select
        moments.*,
        if(page_before.page is null, null, moments.bar_before * moments.bar) as price_us,
        if(page_after.page is null, null, moments.bar_after * moments.bar) as entry_us
    from moments
    left join complete_pages as page_before
        on moments.series_id = page_before.series_id and moments.bar_before // 60 = page_before.page
    left join complete_pages as page_after
        on moments.series_id = page_after.series_id and moments.bar_after // 60 = page_after.page
),

entered as (
    select
        moment_id,
        start_at,
        series_id,
        at_us,
        bar,
        first_place,
        price_us,
        entry_us,
        null::double as edge_price,
        null::double as edge_entry_price
    from found
    where price_us is not null and entry_us is not null
    union all
    select
        found.moment_id,
        found.start_at,
        found.series_id,
        found.at_us,
        found.bar,
        found.first_place,
        coalesce(found.price_us, before.at_us) as price_us,
        coalesce(found.entry_us, after.at_us) as entry_us,
        if(found.price_us is null, before.close, null) as edge_price,
        if(found.entry_us is null, after.close, null) as edge_entry_price
    from found
    asof left join edges as before
        on found.series_id = before.series_id and found.at_us >= before.at_us
    asof left join edges as after
        on found.series_id = after.series_id and found.at_us <= after.at_us
    where found.price_us is null or found.entry_us is null
),

timely as (
    select
        *,
        coalesce(entry_us - at_us <= 4 * 86400000000, false) as is_entered
    from entered
),

horizons as (
    select
        unnest([5, 60, 240, 1440, 10080])::smallint as minutes,
        minutes * 60000000::bigint as horizon
),

exits as (
    select
        timely.moment_id,
        timely.series_id,
        timely.first_place,
        timely.bar,
        horizons.minutes,
        horizons.horizon,
        timely.entry_us + horizons.horizon as due_us,
        due_us // timely.bar as bar_due
    from timely
    cross join horizons
    where timely.is_entered
),

exits_found as (
    select
        exits.*,
        complete_pages.page is not null as is_on_tape
    from exits
    left join complete_pages
        on exits.series_id = complete_pages.series_id and exits.bar_due // 60 = complete_pages.page
),

-- The prices to look up, each by its moment and purpose: the minutes of a horizon, 0 for the entry, -1 for the
-- price before.
wanted as (
    select
        moment_id,
        -1::smallint as purpose,
        first_place + price_us // 1000000 as place
    from timely
    where price_us is not null and edge_price is null
    union all
    select
        moment_id,
        0::smallint as purpose,
        first_place + entry_us // 1000000 as place
    from timely
    where is_entered and edge_entry_price is null
    union all
    select
        moment_id,
        minutes as purpose,
        first_place + bar_due * bar // 1000000 as place
    from exits_found
    where is_on_tape and bar <= horizon
),

prices as (
    select
        wanted.moment_id,
        wanted.purpose,
        tape.close
    from wanted
    inner join tape on wanted.place = tape.place
    union all
    select
        exits_found.moment_id,
        exits_found.minutes as purpose,
        edges.close
    from exits_found
    asof inner join edges
        on exits_found.series_id = edges.series_id and exits_found.due_us >= edges.at_us
    where
        not exits_found.is_on_tape
        and edges.bar <= exits_found.horizon
        and exits_found.due_us - edges.at_us < edges.bar
),

prices_by_purpose as (
    select
        moment_id,
        max(close) filter (where purpose = -1) as price,
        max(close) filter (where purpose = 0) as entry_price,
        max(close) filter (where purpose = 5) as close_5m,
        max(close) filter (where purpose = 60) as close_1h,
        max(close) filter (where purpose = 240) as close_4h,
        max(close) filter (where purpose = 1440) as close_1d,
        max(close) filter (where purpose = 10080) as close_1w
    from prices
    group by moment_id
),

priced as (
    select
        timely.series_id,
        timely.start_at,
        timely.is_entered,
        timely.price_us,
        timely.entry_us,
        coalesce(timely.edge_price, prices_by_purpose.price) as price,
        coalesce(timely.edge_entry_price, prices_by_purpose.entry_price) as entry_price,
        prices_by_purpose.close_5m,
        prices_by_purpose.close_1h,
        prices_by_purpose.close_4h,
        prices_by_purpose.close_1d,
        prices_by_purpose.close_1w
    from timely
    left join prices_by_purpose on timely.moment_id = prices_by_purpose.moment_id
),

final as (
    select
        series.ticker,
        priced.start_at,
        series.source,
        series.venue,
        series.symbol,
        make_timestamptz(priced.price_us) as price_time,
        priced.price,
        if(priced.is_entered, make_timestamptz(priced.entry_us), null) as entry_time,
        if(priced.is_entered, priced.entry_price, null) as entry_price,
        priced.close_5m / priced.entry_price - 1 as return_5m,
        priced.close_1h / priced.entry_price - 1 as return_1h,
        priced.close_4h / priced.entry_price - 1 as return_4h,
        priced.close_1d / priced.entry_price - 1 as return_1d,
        priced.close_1w / priced.entry_price - 1 as return_1w
    from priced
    inner join series on priced.series_id = series.series_id
)

select * from final;

comment on macro table market_states is -- noqa: PRS
'The market around given moments: the last price before, the entry price after, and the returns from there.';
