-- How often funding was positive and negative in the days up to each settlement, and its mean.
-- Grain: source, venue, symbol and observed_at. Inputs: known_funding_rates. Clock: observed_at. Units: fractions per
-- interval, shares of 1. Parameter: days, looked back; the settlement itself is among them, the one days before is not.

create macro funding_shares(days := 7) as table
with settlements as (
    select
        source,
        venue,
        symbol,
        ticker,
        observed_at,
        -- Venues stamp some settlements milliseconds late.
        (epoch_us(observed_at) + 30000000) // 60000000 as minute,
        funding_rate::double as funding_rate,
        interval_hours
    from known_funding_rates
),

final as (
    select
        source,
        venue,
        symbol,
        ticker,
        observed_at,
        funding_rate,
        interval_hours,
        count(*) over lookback as n_settlements,
        avg(if(funding_rate > 0, 1, 0)) over lookback as share_positive,
        avg(if(funding_rate < 0, 1, 0)) over lookback as share_negative,
        avg(funding_rate) over lookback as mean_rate,
        least(1, sum(interval_hours) over lookback / (days * 24)) as coverage
    from settlements
    window
        lookback as (
            partition by source, venue, symbol order by minute
            range between (days * 1440)::bigint - 1 preceding and current row -- noqa: PRS
        )
)

select * from final;

comment on macro table funding_shares is -- noqa: PRS
'How often funding was positive and negative in the days up to each settlement. Grain: source, venue, symbol, observed_at.
source: who supplied the series
venue: where it was measured; empty or all where it covers the whole market
symbol: instrument, like BTC-USDT-PERP
ticker: asset, as in configs/assets.toml
observed_at: when the rate was settled, UTC
funding_rate: settled rate as a fraction per interval; positive means longs pay shorts
interval_hours: length of the funding interval, hours
n_settlements: settlements in the days looked back
share_positive: share of them with a rate above zero, 0 to 1
share_negative: share of them with a rate below zero, 0 to 1
mean_rate: mean of their rates, a fraction per interval
coverage: share of the days looked back that their intervals fill, 0 to 1';
