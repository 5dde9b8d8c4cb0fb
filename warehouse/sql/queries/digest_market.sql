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

days as (
    select
        known_candles.ticker,
        known_candles.close::double as close,
        known_candles.open_time,
        row_number() over (partition by known_candles.ticker order by known_candles.open_time desc) as days_back
    from known_candles
    semi join latest
        on
            known_candles.source = latest.source
            and known_candles.venue = latest.venue
            and known_candles.symbol = latest.symbol
    where known_candles.timeframe = '1d'
),

averages as (
    select
        ticker,
        avg(close) as sma_200d,
        max(open_time) as last_open_time
    from days
    where days_back <= 200
    group by ticker
    having count(*) = 200 and max(open_time) - min(open_time) <= interval 300 days
),

final as (
    select
        latest.ticker,
        latest.close,
        latest.close_time,
        latest.candle_row as close_row,
        100 * (latest.close / earlier.close - 1) as change_percent,
        earlier.candle_row || ' to ' || latest.candle_row as change_row,
        100 * (latest.close / averages.sma_200d - 1) as sma_200d_distance_percent,
        'candles/'
        || concat_ws('/', latest.source, latest.venue, latest.symbol)
        || '/1d/200 days to '
        || strftime(averages.last_open_time, '%Y-%m-%d') as sma_row,
        latest.is_simulated
    from assets
    inner join latest on assets.ticker = latest.ticker
    left join earlier on assets.ticker = earlier.ticker
    left join averages on assets.ticker = averages.ticker
    order by assets.place
)

select * from final;
