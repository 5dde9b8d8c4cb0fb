-- The latest reading of the latest known version of each article. A reading counts as known when its article is: it is
-- drawn from nothing else. Which models did it stands in model.
-- Grain: article. Inputs: articles, annotations. Clock: available_at of the article.

create view current_annotations as
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
from articles
inner join annotations on articles.article_id = annotations.article_id and articles.revision = annotations.revision
qualify
    row_number() over (
        partition by articles.article_id order by annotations.annotated_at desc, annotations.annotation_id asc
    ) = 1;

comment on view current_annotations is
'The latest reading of the latest known version of each article. Grain: article_id.';
comment on column current_annotations.annotation_id is
'key of the reading of one article revision by one set of models';
comment on column current_annotations.article_id is 'key of the article; the same for all its revisions';
comment on column current_annotations.revision is 'number of the version, 1 is the first one seen';
comment on column current_annotations.model is 'names and versions of every model and lexicon that had a part, as JSON';
comment on column current_annotations.annotated_at is 'when it was read, UTC';
comment on column current_annotations.language is 'ISO 639-1 code of the text';
comment on column current_annotations.problem is 'why nothing or not everything could be read; null when all went well';
comment on column current_annotations.sentiment_label is 'bearish, neutral or bullish';
comment on column current_annotations.sentiment_score is '-1 (bearish) to 1 (bullish)';
comment on column current_annotations.headline_score is 'sentiment of the headline alone, -1 to 1';
comment on column current_annotations.outlet is 'name of the publisher as configured';
comment on column current_annotations.url is 'address of the article, null for files';
comment on column current_annotations.headline is 'first line of the article';
comment on column current_annotations.published_at is
'the publishers word, UTC; null where it is not known, never guessed';
comment on column current_annotations.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column current_annotations.is_simulated is 'true for invented outlets and markets';
comment on column current_annotations.published_date is
'day of publication in the zone of the outlet, where the publisher gives no time of day; else null';
comment on column current_annotations.time_zone is 'IANA zone of the outlet, in which its "Tuesday" is meant';
