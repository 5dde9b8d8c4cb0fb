-- Liquidations per bar as they were known at the moment as_of (now, where that variable is not set).
-- Grain: source, venue, symbol, open_time, close_time.
-- Input: liquidations_as_of. Clock: available_at and superseded_at. Units: US dollars.

create view known_liquidations as
select
    source,
    venue,
    symbol,
    ticker,
    open_time,
    close_time,
    long_usd,
    short_usd,
    coverage,
    is_simulated,
    available_at,
    revised_at
from liquidations_as_of(coalesce(getvariable('as_of')::timestamptz, 'infinity'::timestamptz));

comment on view known_liquidations is
'Liquidations per bar as they were known at the moment as_of. Grain: source, venue, symbol, open_time, close_time.';
comment on column known_liquidations.source is 'who supplied the series';
comment on column known_liquidations.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column known_liquidations.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column known_liquidations.ticker is 'asset, as in configs/assets.toml';
comment on column known_liquidations.open_time is 'start of the bar, UTC, inclusive';
comment on column known_liquidations.close_time is 'end of the bar, UTC, exclusive';
comment on column known_liquidations.long_usd is 'longs closed by force in the bar, US dollars';
comment on column known_liquidations.short_usd is 'shorts closed by force in the bar, US dollars';
comment on column known_liquidations.coverage is
'share of the bar in which the stream of the venue was heard, 0 to 1; null where the source does not say';
comment on column known_liquidations.is_simulated is 'true for invented outlets and markets';
comment on column known_liquidations.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column known_liquidations.revised_at is
'when a changed value replaced the first one, UTC; null for first values';
