-- The last close of each asset, its change since the start of the window, and its distance from the 200-day average.
-- Grain: asset. Parameters: assets (tickers), window_start. Clock: close_time. Units: US dollars, percent.
with assets as (
    select
        unnest($assets) as ticker,
        generate_subscripts($assets, 1) as place
),

candles as (
    select
        reference_candles.*,
        concat_ws(
            '/', 'candles', source, venue, symbol, timeframe, strftime(open_time, '%Y-%m-%dT%H:%MZ')
        ) as candle_row
    from reference_candles
    where ticker in (select assets.ticker from assets)
),

latest as (
    select * from candles
    qualify row_number() over (partition by ticker order by close_time desc) = 1
),

earlier as (
    select * from candles
    where close_time <= $window_start
    qualify row_number() over (partition by ticker order by close_time desc) = 1
),

averages as (
    select
        ticker,
        day,
        sma
    from moving_averages(days := 200)
    qualify row_number() over (partition by ticker order by day desc) = 1
),

final as (
    select
        latest.ticker,
        latest.close,
        latest.close_time,
        latest.candle_row as close_row,
        100 * (latest.close / earlier.close - 1) as change_percent,
        earlier.candle_row || ' to ' || latest.candle_row as change_row,
        100 * (latest.close / averages.sma - 1) as sma_200d_distance_percent,
        'candles/'
        || concat_ws('/', latest.source, latest.venue, latest.symbol)
        || '/200 days to '
        || strftime(averages.day, '%Y-%m-%d') as sma_row,
        latest.is_simulated
    from assets
    inner join latest on assets.ticker = latest.ticker
    left join earlier on assets.ticker = earlier.ticker
    left join averages on assets.ticker = averages.ticker
    order by assets.place
)

select * from final;
