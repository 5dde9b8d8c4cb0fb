-- Prices that articles stated of one asset and that the tape could decide, with their verdicts.
-- Grain: claim. Parameters: ticker, since. Clock: available_at of the article. Units: US dollars.
select
    available_at,
    (value_low + value_high)::double / 2 as price,
    verdict
from claim_verdicts
where
    asset = $ticker
    and kind in ('price_touched', 'price_at')
    and unit = 'USD'
    and verdict in ('confirmed', 'near', 'contradicted')
    and available_at > $since
order by available_at, claim_id;
