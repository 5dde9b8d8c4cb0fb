-- What is missing inside each series: bars, settlements, observations, days. Nights and weekends of stocks are no gaps,
-- and up to two weekdays without fund flows are a holiday. Where nothing says how far observations lie apart, it is
-- their usual step, of series that have one: samples of irregular syncs have no gaps.
-- Grain: one gap. Inputs: all known_* series. Clock: the time of the observations.

create view series_gaps as
with bars as (
    select
        'candles' as kind,
        source,
        venue,
        symbol,
        ticker,
        timeframe,
        open_time,
        close_time
    from known_candles
    where symbol like '%-%'
    union all
    select
        'mark_prices' as kind,
        source,
        venue,
        symbol,
        ticker,
        timeframe,
        open_time,
        close_time
    from known_mark_prices
    union all
    select
        'liquidations' as kind,
        source,
        venue,
        symbol,
        ticker,
        '' as timeframe,
        open_time,
        close_time
    from known_liquidations
),

bar_neighbours as (
    select
        kind,
        source,
        venue,
        symbol,
        ticker,
        timeframe,
        close_time as gap_start,
        close_time - open_time as step,
        lead(open_time) over (
            partition by kind, source, venue, symbol, timeframe, close_time - open_time order by open_time
        ) as gap_end
    from bars
),

moments as (
    select
        'funding_rates' as kind,
        source,
        venue,
        symbol,
        ticker,
        observed_at,
        to_microseconds((interval_hours * 3600000000)::bigint) as stated_step
    from known_funding_rates
    union all
    select
        'open_interest' as kind,
        source,
        venue,
        symbol,
        ticker,
        observed_at,
        null as stated_step
    from known_open_interest
    union all
    select
        'long_short_ratios' as kind,
        source,
        venue,
        symbol,
        ticker,
        observed_at,
        null as stated_step
    from known_long_short_ratios
),

moment_neighbours as (
    select
        *,
        lead(observed_at) over (partition by kind, source, venue, symbol order by observed_at) as next_at
    from moments
),

usual_steps as (
    select
        kind,
        source,
        venue,
        symbol,
        median(epoch(next_at - observed_at)) as usual_seconds,
        quantile_cont(epoch(next_at - observed_at), 0.2) as short_seconds
    from moment_neighbours
    where next_at is not null
    group by kind, source, venue, symbol
),

moment_steps as (
    select
        moment_neighbours.kind,
        moment_neighbours.source,
        moment_neighbours.venue,
        moment_neighbours.symbol,
        moment_neighbours.ticker,
        '' as timeframe,
        moment_neighbours.observed_at as gap_start,
        coalesce(
            moment_neighbours.stated_step,
            case
                when usual_steps.short_seconds > 0.9 * usual_steps.usual_seconds
                    then to_microseconds((usual_steps.usual_seconds * 1000000)::bigint)
            end
        ) as step,
        moment_neighbours.next_at as gap_end
    from moment_neighbours
    inner join usual_steps
        on
            moment_neighbours.kind = usual_steps.kind
            and moment_neighbours.source = usual_steps.source
            and moment_neighbours.venue = usual_steps.venue
            and moment_neighbours.symbol = usual_steps.symbol
),

index_days as (
    select
        source,
        observed_date + 1 as first_missing,
        lead(observed_date) over (partition by source order by observed_date) as next_day
    from known_fear_greed
),

flow_days as (
    select
        source,
        ticker,
        fund,
        flow_date + 1 as first_missing,
        lead(flow_date) over (partition by source, ticker, fund order by flow_date) as next_day
    from known_etf_flows
),

final as (
    select
        kind,
        source,
        venue,
        symbol,
        ticker,
        timeframe,
        gap_start,
        gap_end,
        round(epoch(gap_end - gap_start) / epoch(step))::bigint as n_missing
    from bar_neighbours
    where gap_end > gap_start
    union all
    select
        kind,
        source,
        venue,
        symbol,
        ticker,
        timeframe,
        gap_start,
        gap_end,
        round(epoch(gap_end - gap_start) / epoch(step))::bigint - 1 as n_missing
    from moment_steps
    where epoch(gap_end - gap_start) > 1.5 * epoch(step)
    union all
    select
        'fear_greed' as kind,
        source,
        '' as venue,
        '' as symbol,
        'ALL' as ticker,
        '' as timeframe,
        first_missing::timestamptz as gap_start,
        next_day::timestamptz as gap_end,
        next_day - first_missing as n_missing
    from index_days
    where next_day > first_missing
    union all
    select
        'etf_flows' as kind,
        source,
        '' as venue,
        fund as symbol,
        ticker,
        '' as timeframe,
        first_missing::timestamptz as gap_start,
        next_day::timestamptz as gap_end,
        len(list_filter(
            generate_series(first_missing, next_day - 1, interval 1 day), lambda moment: isodow(moment) < 6
        )) as n_missing
    from flow_days
    where
        len(list_filter(
            generate_series(first_missing, next_day - 1, interval 1 day), lambda moment: isodow(moment) < 6
        )) > 2
)

select * from final;

comment on view series_gaps is
'What is missing inside each series. Grain: kind, source, venue, symbol, timeframe, gap_start.';
comment on column series_gaps.kind is 'candles, mark_prices, funding_rates, open_interest, long_short_ratios and so on';
comment on column series_gaps.source is 'who supplied the series';
comment on column series_gaps.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column series_gaps.symbol is
'instrument, like BTC-USDT or BTC-USDT-PERP; fund for fund flows; empty for an index';
comment on column series_gaps.ticker is 'asset, as in configs/assets.toml';
comment on column series_gaps.timeframe is 'length of the candle: 1m, 1h, 4h, 1d; empty for kinds without';
comment on column series_gaps.gap_start is
'close of the last bar before the gap, last observation before it, or first missing day, UTC';
comment on column series_gaps.gap_end is
'open of the first bar after the gap, or first observation or day after it, UTC';
comment on column series_gaps.n_missing is 'bars, observations or weekdays that are missing';
