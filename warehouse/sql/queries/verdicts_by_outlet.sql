-- How often the figures that each outlet was the first to state agree with the tape. What it repeats after another
-- outlet is counted as an echo and judged with its origin.
-- Grain: outlet. Inputs: claim_verdicts, figure_statements. Clock: known_at of the checks. Units: share_held is the
-- share of confirmed and near among the figures that could be decided.
with judged as (
    select
        claim_verdicts.outlet,
        claim_verdicts.verdict,
        coalesce(figure_statements.figure_id, claim_verdicts.claim_id) as figure_id,
        coalesce(figure_statements.is_echo, false) as is_echo
    from claim_verdicts
    left join figure_statements on claim_verdicts.claim_id = figure_statements.statement_id
    where claim_verdicts.verdict is not null
    qualify
        row_number() over (
            partition by claim_verdicts.outlet, coalesce(figure_statements.figure_id, claim_verdicts.claim_id)
            order by figure_statements.place, claim_verdicts.available_at, claim_verdicts.start, claim_verdicts.claim_id
        ) = 1
),

final as (
    select
        outlet,
        count(*) filter (where not is_echo) as n_figures,
        count(*) filter (where verdict = 'confirmed' and not is_echo) as n_confirmed,
        count(*) filter (where verdict = 'near' and not is_echo) as n_near,
        count(*) filter (where verdict = 'contradicted' and not is_echo) as n_contradicted,
        count(*) filter (where verdict = 'untestable' and not is_echo) as n_untestable,
        round((n_confirmed + n_near) / nullif(n_figures - n_untestable, 0), 3) as share_held,
        count(*) filter (where is_echo) as n_echoes
    from judged
    group by outlet
)

select * from final
order by share_held desc nulls last, n_figures desc, outlet asc;
