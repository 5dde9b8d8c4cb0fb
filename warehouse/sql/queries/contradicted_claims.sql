-- Figures that the tape contradicts, newest first, with what it shows instead: each once, with its first source.
-- Grain: figure. Inputs: claim_verdicts, figure_statements. Clock: published_at.
with contradicted as (
    select
        claim_verdicts.*,
        figure_statements.place,
        coalesce(figure_statements.figure_id, claim_verdicts.claim_id) as figure_id
    from claim_verdicts
    left join figure_statements on claim_verdicts.claim_id = figure_statements.statement_id
    where claim_verdicts.verdict = 'contradicted'
),

final as (
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
        count(distinct outlet) over (partition by figure_id) - 1 as n_echoes,
        url,
        claim_id
    from contradicted
    qualify row_number() over (partition by figure_id order by place, available_at, start, claim_id) = 1
)

select * exclude (claim_id) from final
order by published_at desc, claim_id asc;
