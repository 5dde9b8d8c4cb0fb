comment on table gap_requests is
'Gaps of candle series that their venue was asked for again and left open. One row per request.';
comment on column gap_requests.source is 'who supplied the series';
comment on column gap_requests.venue is 'where it was measured';
comment on column gap_requests.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP';
comment on column gap_requests.timeframe is 'length of the candle: 1m, 1h, 4h, 1d';
comment on column gap_requests.gap_start is 'close of the last candle before the gap, UTC';
comment on column gap_requests.gap_end is 'open of the first candle after it, UTC';
comment on column gap_requests.asked_at is 'clock of the run that asked, UTC';
