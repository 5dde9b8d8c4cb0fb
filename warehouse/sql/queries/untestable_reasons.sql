-- Why claims could not be decided.
-- Grain: kind of claim and reason. Input: claim_verdicts. Clock: known_at of the checks.
select
    kind,
    reason,
    count(*) as n_claims
from claim_verdicts
where verdict = 'untestable'
group by kind, reason
order by n_claims desc, kind asc, reason asc;
