-- What holds of a whole series and so bears on every claim about its asset, at whatever time: the length of its bars,
-- and its place in the order of preference. That the series begins earlier than before is seen by changed_data.
-- Grain: kind, source, venue, symbol, ticker and timeframe. Inputs: tape_series, settled_liquidations. Clock: as there.
create or replace temp table series_facts as
with final as (
    select
        'candles' as kind,
        source,
        venue,
        symbol,
        ticker,
        timeframe,
        hash(epoch_us(timestamptz 'epoch' + bar), preference) as facts
    from tape_series
    union all
    select
        'liquidations' as kind,
        source,
        venue,
        symbol,
        ticker,
        '' as timeframe,
        hash(any_value(bar_seconds), bool_or(is_simulated)) as facts
    from settled_liquidations
    group by source, venue, symbol, ticker
)

select * from final;
