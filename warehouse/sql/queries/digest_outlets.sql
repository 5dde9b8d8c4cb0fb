-- How the figures that each outlet was the first to state have fared so far, not only in the window, and how many it
-- repeated after others.
-- Grain: outlet. Parameters: window_start (an outlet appears when it has an article since). Clock: known_at.
with judged as (
    select
        claim_verdicts.outlet,
        claim_verdicts.verdict,
        claim_verdicts.available_at,
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

recent as (
    select outlet
    from claim_verdicts
    group by outlet
    having max(available_at) > $window_start
),

final as (
    select
        judged.outlet,
        count(*) filter (judged.verdict = 'confirmed' and not judged.is_echo) as confirmed,
        count(*) filter (judged.verdict = 'near' and not judged.is_echo) as near,
        count(*) filter (judged.verdict = 'contradicted' and not judged.is_echo) as contradicted,
        count(*) filter (judged.verdict = 'untestable' and not judged.is_echo) as untestable,
        count(*) filter (judged.is_echo) as echoes
    from judged
    semi join recent on judged.outlet = recent.outlet
    group by judged.outlet
    order by confirmed desc, judged.outlet asc
)

select * from final;
