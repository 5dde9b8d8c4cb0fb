-- Open interest as it was known when the day of the observation had settled: a revision after that changes no verdict.
-- Grain: source, venue, symbol and observed_at. Inputs: open_interest, claim_scope. Clock: available_at,
-- superseded_at. Units: US dollars; n counts the observations of a series in order.
create or replace temp table settled_open_interest as
select
    source,
    venue,
    symbol,
    ticker,
    observed_at,
    as_double(open_interest_usd) as open_interest_usd,
    row_number() over (partition by source, venue, symbol order by observed_at) as n
from open_interest
where
    ticker in (
        select claim_scope.asset from claim_scope
        where claim_scope.kind = 'open_interest_rank'
    )
    and available_at <= settled_at(observed_at)
    and (superseded_at is null or superseded_at > settled_at(observed_at));
