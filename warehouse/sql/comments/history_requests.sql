comment on table history_requests is
'How far back the venue of a series was asked, so that it is asked again only for more. One row per request.';
comment on column history_requests.kind is 'candles, funding_rates and so on, as in series_status';
comment on column history_requests.source is 'who supplied the series';
comment on column history_requests.venue is 'where it was measured';
comment on column history_requests.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP';
comment on column history_requests.timeframe is 'length of the candle: 1m, 1h, 4h, 1d; empty for kinds without';
comment on column history_requests.asked_from is 'first moment that was asked for, UTC';
comment on column history_requests.asked_at is 'clock of the run that asked, UTC';
