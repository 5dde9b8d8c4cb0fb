-- Lowest and highest price, and lowest and highest close, of each run of candles that some claim needs.
-- Grain: series, n_first and n_last. Inputs: claim_spans, tape_candles. Units: the quote of the symbol.
create or replace temp table span_extremes as
with runs as (
    select distinct
        series_id,
        n_first,
        n_last
    from claim_spans
),

numbers as (
    select
        series_id,
        n_first,
        n_last,
        unnest(range(n_first, n_last + 1)) as n
    from runs
),

final as (
    select
        numbers.series_id,
        numbers.n_first,
        numbers.n_last,
        min(tape_candles.low) as low,
        arg_min(tape_candles.open_time, tape_candles.low) as low_time,
        arg_min(tape_candles.close_time, tape_candles.low) as low_close_time,
        max(tape_candles.high) as high,
        arg_max(tape_candles.open_time, tape_candles.high) as high_time,
        arg_max(tape_candles.close_time, tape_candles.high) as high_close_time,
        min(tape_candles.close) as lowest_close,
        arg_min(tape_candles.close_time, tape_candles.close) as lowest_close_time,
        max(tape_candles.close) as highest_close,
        arg_max(tape_candles.close_time, tape_candles.close) as highest_close_time,
        min(tape_candles.open_time) as first_open_time,
        max(tape_candles.close_time) as last_close_time
    from numbers
    inner join tape_candles on numbers.series_id = tape_candles.series_id and numbers.n = tape_candles.n
    group by all
)

select * from final;
