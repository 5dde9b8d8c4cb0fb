-- Days made of 24 hourly candles beside the daily candle of the same series, to check one against the other.
-- Grain: source, venue, symbol and day. Inputs: known_candles. Clock: close_time. Units: the quote of the symbol.

create view daily_bars as
with hourly as (
    select
        source,
        venue,
        symbol,
        ticker,
        -- Plain arithmetic on microseconds: date_trunc minds time zones and takes 30 times as long.
        make_date((epoch_us(open_time) // 86400000000)::integer) as day,
        count(*) as n_hours,
        arg_min(open, open_time)::double as hourly_open,
        max(high)::double as hourly_high,
        min(low)::double as hourly_low,
        arg_max(close, open_time)::double as hourly_close
    from known_candles
    where timeframe = '1h'
    group by all
),

final as (
    select
        hourly.source,
        hourly.venue,
        hourly.symbol,
        hourly.ticker,
        hourly.day,
        hourly.n_hours,
        hourly.hourly_open,
        hourly.hourly_high,
        hourly.hourly_low,
        hourly.hourly_close,
        daily.open::double as stored_open,
        daily.high::double as stored_high,
        daily.low::double as stored_low,
        daily.close::double as stored_close
    from hourly
    left join known_candles as daily
        on
            hourly.source = daily.source
            and hourly.venue = daily.venue
            and hourly.symbol = daily.symbol
            and hourly.day::timestamptz = daily.open_time
            and daily.timeframe = '1d'
    where hourly.n_hours = 24
)

select * from final;

comment on view daily_bars is
'Days made of 24 hourly candles beside the stored daily candle. Grain: source, venue, symbol, day.';
comment on column daily_bars.source is 'who supplied the series';
comment on column daily_bars.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column daily_bars.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column daily_bars.ticker is 'asset, as in configs/assets.toml';
comment on column daily_bars.day is 'day, UTC';
comment on column daily_bars.n_hours is 'hourly candles of the day: always 24';
comment on column daily_bars.hourly_open is 'open of the first hour';
comment on column daily_bars.hourly_high is 'highest high of the hours';
comment on column daily_bars.hourly_low is 'lowest low of the hours';
comment on column daily_bars.hourly_close is 'close of the last hour';
comment on column daily_bars.stored_open is 'open of the daily candle; null where there is none';
comment on column daily_bars.stored_high is 'high of the daily candle';
comment on column daily_bars.stored_low is 'low of the daily candle';
comment on column daily_bars.stored_close is 'close of the daily candle';
