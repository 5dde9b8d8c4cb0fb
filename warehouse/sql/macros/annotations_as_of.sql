-- The latest reading of each article in the latest version that was known at a moment.
-- Grain: article. Inputs: articles_as_of, annotations. Clock: available_at of the article.

create macro annotations_as_of(moment) as table
select
    annotations.annotation_id,
    annotations.article_id,
    annotations.revision,
    annotations.model,
    annotations.annotated_at,
    annotations.language,
    annotations.problem,
    annotations.sentiment_label,
    annotations.sentiment_score,
    annotations.headline_score,
    articles.outlet,
    articles.url,
    articles.headline,
    articles.published_at,
    articles.available_at,
    articles.is_simulated,
    articles.published_date,
    articles.time_zone
from articles_as_of(moment) as articles
inner join annotations on articles.article_id = annotations.article_id and articles.revision = annotations.revision
qualify
    row_number() over (
        partition by articles.article_id order by annotations.annotated_at desc, annotations.annotation_id asc
    ) = 1;

comment on macro table annotations_as_of is -- noqa: PRS
'The latest reading of each article in the version known at the moment. Columns as in current_annotations.';
