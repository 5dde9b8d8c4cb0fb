-- Price levels of the current readings, with their article.
-- Grain: one span. Inputs: price_level_mentions, current_annotations. Clock: available_at of the article.

create view price_levels as
select
    price_level_mentions.mention_id,
    price_level_mentions.annotation_id,
    price_level_mentions.text,
    price_level_mentions.start,
    price_level_mentions."end",
    price_level_mentions.sentence,
    price_level_mentions.why,
    price_level_mentions.asset,
    price_level_mentions.price_low,
    price_level_mentions.price_high,
    price_level_mentions.currency,
    price_level_mentions.role,
    price_level_mentions.previous_role,
    price_level_mentions.relation,
    price_level_mentions.approximate,
    price_level_mentions.modality,
    price_level_mentions.time_text,
    price_level_mentions.time_start,
    price_level_mentions.time_end,
    price_level_mentions.confidence,
    current_annotations.article_id,
    current_annotations.outlet,
    current_annotations.url,
    current_annotations.headline,
    current_annotations.published_at,
    current_annotations.available_at,
    current_annotations.is_simulated
from current_annotations
inner join price_level_mentions on current_annotations.annotation_id = price_level_mentions.annotation_id;

comment on view price_levels is 'Price levels of the current readings. Grain: one span.';
comment on column price_levels.mention_id is 'key of the mention';
comment on column price_levels.annotation_id is 'key of the reading of one article revision by one set of models';
comment on column price_levels.text is 'the span itself';
comment on column price_levels.start is 'first code point of the span in the text';
comment on column price_levels."end" is 'one past the last code point of the span';
comment on column price_levels.sentence is 'the sentence around the span';
comment on column price_levels.why is 'rule or model that produced it';
comment on column price_levels.asset is
'ticker that it is about; ALL for the whole market; null where the text does not say';
comment on column price_levels.price_low is 'stated price, or lower end of a stated range, in currency';
comment on column price_levels.price_high is 'upper end; equal to price_low for a point';
comment on column price_levels.currency is 'ISO code, BTC or ETH for crypto quotes, PTS for index points';
comment on column price_levels.role is
'what the level is to the author: support, resistance, low, high, target, spot, moving_average, entry, stop, other';
comment on column price_levels.previous_role is 'what it was before, where the text says that it flipped';
comment on column price_levels.relation is
'where the price is said to be relative to the level: above, below, at, between';
comment on column price_levels.approximate is 'near, around, roughly: widens tolerances';
comment on column price_levels.modality is 'reported, conditional or forecast';
comment on column price_levels.time_text is 'the words that date it';
comment on column price_levels.time_start is 'start of the interval meant, UTC; null without a date';
comment on column price_levels.time_end is 'end of the interval meant, exclusive, UTC';
comment on column price_levels.confidence is '0 to 1';
comment on column price_levels.article_id is 'key of the article; the same for all its revisions';
comment on column price_levels.outlet is 'name of the publisher as configured';
comment on column price_levels.url is 'address of the article, null for files';
comment on column price_levels.headline is 'first line of the article';
comment on column price_levels.published_at is 'the publishers word, UTC; null where it is not known, never guessed';
comment on column price_levels.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column price_levels.is_simulated is 'true for invented outlets and markets';
