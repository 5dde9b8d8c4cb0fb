-- How the statements of each outlet have fared so far, not only in the window.
-- Grain: outlet. Parameters: window_start (an outlet appears when it has an article since). Clock: known_at.
with final as (
    select
        outlet,
        count(*) filter (verdict = 'confirmed') as confirmed,
        count(*) filter (verdict = 'near') as near,
        count(*) filter (verdict = 'contradicted') as contradicted,
        count(*) filter (verdict = 'untestable') as untestable
    from claim_verdicts
    where verdict is not null
    group by outlet
    having max(available_at) > $window_start
    order by confirmed desc, outlet asc
)

select * from final;
