-- Paragraphs that were left out of readings as learned boilerplate, those of most readings first.
-- Grain: outlet and paragraph. Inputs: boilerplate_spans, current_annotations, repeated_paragraphs. Clock:
-- available_at of the article.
with final as (
    select
        current_annotations.outlet,
        any_value(repeated_paragraphs.text) as paragraph,
        count(*) as n_left_out,
        max(repeated_paragraphs.n_articles) as n_articles
    from boilerplate_spans
    inner join current_annotations on boilerplate_spans.annotation_id = current_annotations.annotation_id
    left join repeated_paragraphs
        on current_annotations.outlet = repeated_paragraphs.outlet and boilerplate_spans.key = repeated_paragraphs.key
    group by current_annotations.outlet, boilerplate_spans.key
)

select * from final
order by n_left_out desc, outlet asc, paragraph asc;
