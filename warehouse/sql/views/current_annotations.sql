-- The latest reading of the latest known version of each article. A reading counts as known when its article is: it is
-- drawn from nothing else. Which models did it stands in model.
-- Grain: article. Input: annotations_as_of. Clock: available_at of the article.

create view current_annotations as
select
    annotation_id,
    article_id,
    revision,
    model,
    annotated_at,
    language,
    problem,
    sentiment_label,
    sentiment_score,
    headline_score,
    outlet,
    url,
    headline,
    published_at,
    available_at,
    is_simulated,
    published_date,
    time_zone
from annotations_as_of(coalesce(getvariable('as_of')::timestamptz, 'infinity'::timestamptz));

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
