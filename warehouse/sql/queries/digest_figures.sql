-- The claims of the window with their verdicts, contradictions first; the same figure of one article once.
-- Grain: claim. Parameters: window_start. Clock: available_at of the article.
with final as (
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
        claim_verdicts.available_at
    from claim_verdicts
    inner join current_annotations on claim_verdicts.annotation_id = current_annotations.annotation_id
    where claim_verdicts.available_at > $window_start and claim_verdicts.verdict is not null
    qualify
        row_number() over (
            partition by claim_verdicts.article_id, claim_verdicts.kind, claim_verdicts.asset, claim_verdicts.text
            order by claim_verdicts.start
        ) = 1
    order by
        list_position(['contradicted', 'near', 'confirmed', 'untestable'], claim_verdicts.verdict),
        claim_verdicts.available_at desc,
        claim_verdicts.start
)

select * from final;
