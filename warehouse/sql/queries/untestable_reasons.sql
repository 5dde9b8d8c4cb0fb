-- Why figures could not be decided.
-- Grain: kind of claim and reason. Inputs: claim_verdicts, figure_statements. Clock: known_at of the checks.
select
    claim_verdicts.kind,
    claim_verdicts.reason,
    count(distinct coalesce(figure_statements.figure_id, claim_verdicts.claim_id)) as n_figures,
    count(*) as n_claims
from claim_verdicts
left join figure_statements on claim_verdicts.claim_id = figure_statements.statement_id
where claim_verdicts.verdict = 'untestable'
group by claim_verdicts.kind, claim_verdicts.reason
order by n_figures desc, claim_verdicts.kind asc, claim_verdicts.reason asc;
