-- How often the figures of each outlet agree with the tape.
-- Grain: outlet. Input: claim_verdicts. Clock: known_at of the checks. Units: share_held is the share of confirmed and
-- near among the claims that could be decided.
with final as (
    select
        outlet,
        count(*) as n_claims,
        count(*) filter (where verdict = 'confirmed') as n_confirmed,
        count(*) filter (where verdict = 'near') as n_near,
        count(*) filter (where verdict = 'contradicted') as n_contradicted,
        count(*) filter (where verdict = 'untestable') as n_untestable,
        round((n_confirmed + n_near) / nullif(n_claims - n_untestable, 0), 3) as share_held
    from claim_verdicts
    where verdict is not null
    group by outlet
)

select * from final
order by share_held desc nulls last, n_claims desc, outlet asc;
