-- Sentence sentiments of the current readings, with their article.
-- Grain: one span. Inputs: sentence_sentiments, current_annotations. Clock: available_at of the article.

create view sentences_current as
select
    sentence_sentiments.annotation_id,
    sentence_sentiments.start,
    sentence_sentiments."end",
    sentence_sentiments.p_bearish,
    sentence_sentiments.p_neutral,
    sentence_sentiments.p_bullish,
    sentence_sentiments.assets,
    sentence_sentiments.mover_rank,
    current_annotations.article_id,
    current_annotations.outlet,
    current_annotations.url,
    current_annotations.headline,
    current_annotations.published_at,
    current_annotations.available_at,
    current_annotations.is_simulated
from current_annotations
inner join sentence_sentiments on current_annotations.annotation_id = sentence_sentiments.annotation_id;

comment on view sentences_current is 'Sentence sentiments of the current readings. Grain: one span.';
comment on column sentences_current.annotation_id is 'key of the reading of one article revision by one set of models';
comment on column sentences_current.start is 'first code point of the sentence';
comment on column sentences_current."end" is 'one past its last code point';
comment on column sentences_current.p_bearish is 'probability of bearish, 0 to 1';
comment on column sentences_current.p_neutral is 'probability of neutral, 0 to 1';
comment on column sentences_current.p_bullish is 'probability of bullish, 0 to 1';
comment on column sentences_current.assets is 'tickers named in the sentence';
comment on column sentences_current.mover_rank is '1 for the sentence that moved the score most; null for the rest';
comment on column sentences_current.article_id is 'key of the article; the same for all its revisions';
comment on column sentences_current.outlet is 'name of the publisher as configured';
comment on column sentences_current.url is 'address of the article, null for files';
comment on column sentences_current.headline is 'first line of the article';
comment on column sentences_current.published_at is
'the publishers word, UTC; null where it is not known, never guessed';
comment on column sentences_current.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column sentences_current.is_simulated is 'true for invented outlets and markets';
