-- The figures of the window with their verdicts, contradictions first. A figure that several articles state alike is
-- one row: its first source, and the outlets that echo it.
-- Grain: figure and verdict (a figure that drifted may deserve several). Parameters: window_start. Clock: available_at
-- of the article.
with stated as (
    select
        claim_verdicts.claim_id,
        claim_verdicts.kind,
        claim_verdicts.asset,
        claim_verdicts.text,
        claim_verdicts.start,
        claim_verdicts."end",
        claim_verdicts.sentence,
        claim_verdicts.article_id,
        current_annotations.revision,
        claim_verdicts.outlet,
        claim_verdicts.url,
        claim_verdicts.verdict,
        claim_verdicts.reason,
        claim_verdicts.finding,
        claim_verdicts.available_at,
        concat_ws(
            ' ', coalesce(figure_statements.figure_id, claim_verdicts.claim_id), claim_verdicts.verdict
        ) as figure
    from claim_verdicts
    inner join current_annotations on claim_verdicts.annotation_id = current_annotations.annotation_id
    left join figure_statements on claim_verdicts.claim_id = figure_statements.statement_id
    where claim_verdicts.available_at > $window_start and claim_verdicts.verdict is not null
),

echoes as (
    select
        figure,
        list_sort(list_distinct(list(outlet))) as outlets
    from stated
    group by figure
),

final as (
    select
        stated.* exclude (figure),
        list_filter(echoes.outlets, lambda name: name != stated.outlet) as echoed_by
    from stated
    inner join echoes on stated.figure = echoes.figure
    qualify row_number() over (partition by stated.figure order by stated.available_at, stated.start) = 1
    order by
        list_position(['contradicted', 'near', 'confirmed', 'untestable'], stated.verdict),
        stated.available_at desc,
        stated.start asc
)

select * from final;
