-- Claims of the current readings, with their article.
-- Grain: one span. Inputs: claims, current_annotations. Clock: available_at of the article.

create view claims_current as
select
    claims.claim_id,
    claims.annotation_id,
    claims.text,
    claims.start,
    claims."end",
    claims.sentence,
    claims.why,
    claims.kind,
    claims.asset,
    claims.value_low,
    claims.value_high,
    claims.unit,
    claims.direction,
    claims.relation,
    claims.position_side,
    claims.window_hours,
    claims.extent_days,
    claims.since_date,
    claims.average_days,
    claims.average_kind,
    claims.benchmark,
    claims.zone,
    claims.approximate,
    claims.modality,
    claims.time_text,
    claims.time_start,
    claims.time_end,
    claims.confidence,
    current_annotations.article_id,
    current_annotations.outlet,
    current_annotations.url,
    current_annotations.headline,
    current_annotations.published_at,
    current_annotations.available_at,
    current_annotations.is_simulated,
    current_annotations.published_date,
    current_annotations.time_zone
from current_annotations
inner join claims on current_annotations.annotation_id = claims.annotation_id;

comment on view claims_current is 'Claims of the current readings. Grain: one span.';
comment on column claims_current.claim_id is 'key of the claim';
comment on column claims_current.annotation_id is 'key of the reading of one article revision by one set of models';
comment on column claims_current.text is 'the span itself';
comment on column claims_current.start is 'first code point of the span in the text';
comment on column claims_current."end" is 'one past the last code point of the span';
comment on column claims_current.sentence is 'the sentence around the span';
comment on column claims_current.why is 'rule or model that produced it';
comment on column claims_current.kind is 'which of the eleven kinds of checks';
comment on column claims_current.asset is
'ticker that it is about; ALL for the whole market; null where the text does not say';
comment on column claims_current.value_low is 'stated figure, or lower end of a stated range, in unit';
comment on column claims_current.value_high is 'upper end; equal to value_low for a point';
comment on column claims_current.unit is 'unit of the figure: USD, %, index, x, days or null';
comment on column claims_current.direction is 'up, down, high, low, positive, negative, inflow, outflow';
comment on column claims_current.relation is
'where the price is said to be relative to the level: above, below, at, between';
comment on column claims_current.position_side is 'side that was closed by force: long, short, both, unknown';
comment on column claims_current.window_hours is 'length of the window that the figure covers, hours';
comment on column claims_current.extent_days is 'how far back the text says it is the extreme, days';
comment on column claims_current.since_date is 'day that the text compares with';
comment on column claims_current.average_days is 'period of the moving average, days';
comment on column claims_current.average_kind is 'sma or ema';
comment on column claims_current.benchmark is 'the other asset or index of a relative move';
comment on column claims_current.zone is
'class of the Fear & Greed index: Extreme Fear, Fear, Neutral, Greed, Extreme Greed';
comment on column claims_current.approximate is 'near, around, roughly: widens tolerances';
comment on column claims_current.modality is 'reported, conditional or forecast';
comment on column claims_current.time_text is 'the words that date it';
comment on column claims_current.time_start is 'start of the interval meant, UTC; null without a date';
comment on column claims_current.time_end is 'end of the interval meant, exclusive, UTC';
comment on column claims_current.confidence is '0 to 1';
comment on column claims_current.article_id is 'key of the article; the same for all its revisions';
comment on column claims_current.outlet is 'name of the publisher as configured';
comment on column claims_current.url is 'address of the article, null for files';
comment on column claims_current.headline is 'first line of the article';
comment on column claims_current.published_at is 'the publishers word, UTC; null where it is not known, never guessed';
comment on column claims_current.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column claims_current.is_simulated is 'true for invented outlets and markets';
comment on column claims_current.published_date is
'day of publication in the zone of the outlet, where the publisher gives no time of day; else null';
comment on column claims_current.time_zone is 'IANA zone of the outlet, in which its "Tuesday" is meant';
