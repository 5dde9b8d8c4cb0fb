-- What is missing inside each series: bars, settlements, observations, days. Nights and weekends of stocks are no gaps,
-- and up to two weekdays without fund flows are a holiday. Where nothing says how far observations lie apart, it is
-- their usual step, of series that have one: samples of irregular syncs have no gaps.
-- Grain: one gap. Inputs: known_observations. Clock: the time of the observations.

create view series_gaps as
with neighbours as not materialized (
    select
        kind,
        source,
        venue,
        symbol,
        ticker,
        timeframe,
        start_time,
        end_time,
        step_seconds,
        -- Bars of several lengths may share a series, and each length has its own line. Told as a number: parting by an
        -- interval takes four times as long.
        lead(start_time) over (
            partition by kind, source, venue, symbol, ticker, timeframe, epoch_us(end_time) - epoch_us(start_time)
            order by start_time
        ) as next_start
    from known_observations
    where kind != 'candles' or symbol like '%-%'
),

usual_steps as (
    select
        kind,
        source,
        venue,
        symbol,
        ticker,
        median(epoch(next_start - start_time)) as usual_seconds,
        quantile_cont(epoch(next_start - start_time), 0.2) as short_seconds
    from neighbours
    where kind in ('open_interest', 'long_short_ratios') -- those without step_seconds
    group by kind, source, venue, symbol, ticker
    having short_seconds > 0.9 * usual_seconds
),

stepped as (
    select
        neighbours.* exclude (step_seconds),
        coalesce(neighbours.step_seconds, usual_steps.usual_seconds) as step_seconds
    from neighbours
    left join usual_steps
        on
            neighbours.kind = usual_steps.kind
            and neighbours.source = usual_steps.source
            and neighbours.venue = usual_steps.venue
            and neighbours.symbol = usual_steps.symbol
            and neighbours.ticker = usual_steps.ticker
),

counted as (
    select
        *,
        if(
            kind = 'etf_flows',
            len(list_filter(
                generate_series(end_time::date, next_start::date - 1, interval 1 day), lambda day: isodow(day) < 6
            )),
            round(epoch(next_start - start_time) / step_seconds)::bigint - 1
        ) as n_missing
    from stepped
    where next_start > end_time
),

final as (
    select
        kind,
        source,
        venue,
        symbol,
        ticker,
        timeframe,
        end_time as gap_start,
        next_start as gap_end,
        n_missing
    from counted
    where n_missing > if(kind = 'etf_flows', 2, 0)
)

select * from final;

comment on view series_gaps is
'What is missing inside each series. Grain: kind, source, venue, symbol, ticker, timeframe, gap_start.';
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
