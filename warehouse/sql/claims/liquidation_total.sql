-- Liquidations over a window that ends with the span: the bars that closed in it, or the bars that opened in it, which
-- differ by one bar at each end; anything between both sums agrees. A single venue is only a part of the market, so it
-- can show that a total is too small, never that it is too large. An invented market has no other venues. A bar of a
-- stream counts towards the coverage as far as it was heard.
-- Grain: claim and source. Inputs: settled_liquidations, claim_scope, data_needs. Clock: close_time, open_time; values
-- as settled. Units: US dollars; error in basis points of the stated total.
with bounds as (
    select
        settled_liquidations.source,
        settled_liquidations.venue,
        settled_liquidations.symbol,
        min(settled_liquidations.open_time) as first_time,
        max(settled_liquidations.open_time) filter (
            where settled_liquidations.open_time < data_needs.needed_from
        ) as last_before
    from settled_liquidations
    inner join data_needs on settled_liquidations.ticker = data_needs.ticker and data_needs.kind = 'liquidations'
    group by settled_liquidations.source, settled_liquidations.venue, settled_liquidations.symbol
),

bars as (
    select
        settled_liquidations.*,
        sum(settled_liquidations.long_usd) over bars_so_far as long_so_far,
        sum(settled_liquidations.short_usd) over bars_so_far as short_so_far,
        sum(settled_liquidations.bar_seconds * settled_liquidations.coverage) over bars_so_far as seconds_so_far
    from settled_liquidations
    inner join bounds
        on
            settled_liquidations.source = bounds.source
            and settled_liquidations.venue = bounds.venue
            and settled_liquidations.symbol = bounds.symbol
            and (
                settled_liquidations.open_time >= coalesce(bounds.last_before, bounds.first_time)
                or settled_liquidations.open_time = bounds.first_time
            )
    window
        bars_so_far as (
            partition by settled_liquidations.source, settled_liquidations.venue, settled_liquidations.symbol
            order by settled_liquidations.open_time rows between unbounded preceding and current row
        )
),

series as (
    select
        source,
        venue,
        symbol,
        ticker,
        source_has_total,
        max(bar_seconds) as bar_seconds,
        min(open_time) as first_open_time,
        max(close_time) as last_close_time,
        bool_or(is_simulated) or venue in ('', 'all') as is_whole_market
    from bars
    group by source, venue, symbol, ticker, source_has_total
),

windows as (
    select
        claim_scope.claim_id,
        claim_scope.position_side,
        claim_scope.unit,
        claim_scope.stated,
        claim_scope.stated_low,
        claim_scope.stated_high,
        claim_scope.near,
        claim_scope.span_end as window_end,
        unnest(
            if(
                claim_scope.window_hours is null,
                -- "On Tuesday" may be the day so far, or the trackers' last 24 hours.
                list_distinct([claim_scope.span_start, claim_scope.span_end - interval 24 hours]),
                [claim_scope.span_end - claim_scope.window_hours * interval 1 hour]
            )
        ) as window_start,
        claim_scope.window_hours is null and claim_scope.span_is_assumed as is_assumed,
        series.*
    from claim_scope
    inner join series
        on claim_scope.asset = series.ticker or (claim_scope.asset = 'ALL' and not series.source_has_total)
    where claim_scope.kind = 'liquidation_total' and claim_scope.blocker is null
),

edges as (
    select
        windows.*,
        coalesce(closed_end.long_so_far, 0) - coalesce(closed_start.long_so_far, 0) as closed_long,
        coalesce(closed_end.short_so_far, 0) - coalesce(closed_start.short_so_far, 0) as closed_short,
        coalesce(closed_end.seconds_so_far, 0) - coalesce(closed_start.seconds_so_far, 0) as closed_seconds,
        coalesce(opened_end.long_so_far, 0) - coalesce(opened_start.long_so_far, 0) as opened_long,
        coalesce(opened_end.short_so_far, 0) - coalesce(opened_start.short_so_far, 0) as opened_short,
        coalesce(closed_end.close_time, opened_end.close_time) as evidence_at
    from windows
    asof left join bars as closed_end
        on
            windows.source = closed_end.source
            and windows.venue = closed_end.venue
            and windows.symbol = closed_end.symbol
            and windows.window_end >= closed_end.close_time
    asof left join bars as closed_start
        on
            windows.source = closed_start.source
            and windows.venue = closed_start.venue
            and windows.symbol = closed_start.symbol
            and windows.window_start >= closed_start.close_time
    asof left join bars as opened_end
        on
            windows.source = opened_end.source
            and windows.venue = opened_end.venue
            and windows.symbol = opened_end.symbol
            and windows.window_end > opened_end.open_time
    asof left join bars as opened_start
        on
            windows.source = opened_start.source
            and windows.venue = opened_start.venue
            and windows.symbol = opened_start.symbol
            and windows.window_start > opened_start.open_time
),

totals as (
    select
        claim_id,
        source,
        position_side,
        unit,
        stated,
        stated_low,
        stated_high,
        near,
        window_start,
        window_end,
        is_assumed,
        string_agg(distinct venue, ', ' order by venue) as venue,
        if(count(*) = 1, max(symbol), concat(count(*), ' symbols')) as symbol,
        bool_and(is_whole_market) as is_whole_market,
        max(bar_seconds) as bar_seconds,
        sum(closed_long) as closed_long,
        sum(closed_short) as closed_short,
        sum(opened_long) as opened_long,
        sum(opened_short) as opened_short,
        max(evidence_at) as evidence_at,
        sum(closed_seconds / bar_seconds)::bigint as n_observations,
        -- A bar may stand across each edge of the window.
        least(1, avg(closed_seconds + bar_seconds) / epoch(window_end - window_start)) as coverage,
        bool_or(first_open_time <= window_start) as reaches_back
    from edges
    -- A series that ended before the window says nothing of it.
    where last_close_time > window_start and first_open_time < window_end
    group by
        claim_id, source, position_side, unit, stated, stated_low, stated_high, near, window_start, window_end,
        is_assumed
),

sides as (
    select
        *,
        case position_side
            when 'long' then closed_long when 'short' then closed_short else closed_long + closed_short
        end as closed_usd,
        case position_side
            when 'long' then opened_long when 'short' then opened_short else opened_long + opened_short
        end as opened_usd,
        least(closed_usd, opened_usd) as lowest,
        greatest(closed_usd, opened_usd) as highest
    from totals
),

distances as (
    select
        *,
        round(if(abs(closed_usd - stated) <= abs(opened_usd - stated), closed_usd, opened_usd), 2) as measured_value,
        1e4 * greatest(0, stated_low - highest, lowest - stated_high) / stated as distance
    from sides
),

final as (
    select
        claim_id,
        source,
        venue,
        symbol,
        1 as preference,
        stated as stated_value,
        measured_value,
        distance as error,
        window_start as evidence_start,
        window_end as evidence_end,
        evidence_at,
        n_observations,
        coverage,
        concat(
            usd_text(measured_value),
            case position_side when 'long' then ' of longs' when 'short' then ' of shorts' else '' end,
            format(' in {:.0f} hours', epoch(window_end - window_start) / 3600),
            if(venue = '', '', concat(' on ', venue)),
            if(is_assumed, ' (the text names no window: the 24 h before publication)', '')
        ) as finding,
        case
            when unit is not null and unit != 'USD' then 'unit is not US dollars'
            when bar_seconds > epoch(window_end - window_start) then 'bars are longer than the window'
            when not reaches_back then 'no history that far back'
            when not is_whole_market and distance > near and highest < stated_low then 'only a part of the market'
        end as reason
    from distances
)

select * from final;
