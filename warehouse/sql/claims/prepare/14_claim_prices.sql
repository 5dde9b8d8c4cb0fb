-- What each instrument shows in the span of each claim about prices, with the last candle that opened in it.
-- Grain: claim and instrument. Inputs: claim_spans, span_extremes, tape_series, tape_candles. Units: the quote of
-- the symbol.
create or replace temp table claim_prices as
select
    claim_spans.claim_id,
    claim_spans.instrument_id,
    claim_spans.bar_seconds,
    claim_spans.coverage,
    claim_spans.n_last - claim_spans.n_first + 1 as n_observations,
    span_extremes.* exclude (series_id, n_first, n_last),
    last_candle.open as last_open,
    last_candle.high as last_high,
    last_candle.low as last_low,
    last_candle.close as last_close,
    last_candle.open_time as last_open_time,
    tape_series.source,
    tape_series.venue,
    tape_series.symbol,
    tape_series.preference,
    tape_series.trades_always,
    if(claim_spans.bar_seconds >= 86400, ' (daily candles: no finer ones cover the time)', '') as basis
from claim_spans
inner join tape_series on claim_spans.series_id = tape_series.series_id
inner join span_extremes
    on
        claim_spans.series_id = span_extremes.series_id
        and claim_spans.n_first = span_extremes.n_first
        and claim_spans.n_last = span_extremes.n_last
inner join tape_candles as last_candle
    on claim_spans.series_id = last_candle.series_id and claim_spans.n_last = last_candle.n;
