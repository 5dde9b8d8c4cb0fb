-- Events of the current readings, with their article.
-- Grain: one span. Inputs: event_mentions, current_annotations. Clock: available_at of the article.

create view events_current as
select
    event_mentions.mention_id,
    event_mentions.annotation_id,
    event_mentions.text,
    event_mentions.start,
    event_mentions."end",
    event_mentions.sentence,
    event_mentions.why,
    event_mentions.kind,
    event_mentions.asset,
    event_mentions.confidence,
    current_annotations.article_id,
    current_annotations.outlet,
    current_annotations.url,
    current_annotations.headline,
    current_annotations.published_at,
    current_annotations.available_at,
    current_annotations.is_simulated
from current_annotations
inner join event_mentions on current_annotations.annotation_id = event_mentions.annotation_id;

comment on view events_current is 'Events of the current readings. Grain: one span.';
comment on column events_current.mention_id is 'key of the mention';
comment on column events_current.annotation_id is 'key of the reading of one article revision by one set of models';
comment on column events_current.text is 'the trigger words';
comment on column events_current.start is 'first code point of the span in the text';
comment on column events_current."end" is 'one past the last code point of the span';
comment on column events_current.sentence is 'the sentence around the span';
comment on column events_current.why is 'rule or model that produced it';
comment on column events_current.kind is 'which event: breakdown, short_squeeze, etf_outflow, hack...';
comment on column events_current.asset is
'ticker that it is about; ALL for the whole market; null where the text does not say';
comment on column events_current.confidence is '0 to 1';
comment on column events_current.article_id is 'key of the article; the same for all its revisions';
comment on column events_current.outlet is 'name of the publisher as configured';
comment on column events_current.url is 'address of the article, null for files';
comment on column events_current.headline is 'first line of the article';
comment on column events_current.published_at is 'the publishers word, UTC; null where it is not known, never guessed';
comment on column events_current.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column events_current.is_simulated is 'true for invented outlets and markets';
