-- Liquidation series with bars of several lengths; only the shortest are used. Input: known_liquidations.
select
    source,
    venue,
    symbol,
    count(distinct close_time - open_time) as n_lengths
from known_liquidations
group by source, venue, symbol
having count(distinct close_time - open_time) > 1;
