-- Statements that the tape contradicts, newest first, with what it shows instead.
-- Grain: claim. Input: claim_verdicts. Clock: published_at.
select
    published_at,
    outlet,
    asset,
    kind,
    text,
    sentence,
    finding,
    round(error_bps, 1) as error_bps,
    venue,
    url
from claim_verdicts
where verdict = 'contradicted'
order by published_at desc, claim_id asc;
