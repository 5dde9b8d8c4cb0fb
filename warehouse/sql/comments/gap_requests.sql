comment on table gap_requests is
'Gaps of series that their venue was asked for again. One row per request.';
comment on column gap_requests.kind is 'candles, funding_rates and so on, as in series_status';
comment on column gap_requests.source is 'who supplied the series';
comment on column gap_requests.venue is 'where it was measured';
comment on column gap_requests.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP';
comment on column gap_requests.timeframe is 'length of the candle: 1m, 1h, 4h, 1d; empty for kinds without';
comment on column gap_requests.gap_start is 'begin of the gap, as in series_gaps, UTC';
comment on column gap_requests.gap_end is 'end of the gap, as in series_gaps, UTC';
comment on column gap_requests.asked_at is 'clock of the run that asked, UTC';
