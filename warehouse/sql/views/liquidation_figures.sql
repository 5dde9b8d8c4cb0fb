-- Stated liquidations of the current readings, with their article.
-- Grain: one span. Inputs: liquidation_mentions, current_annotations. Clock: available_at of the article.

create view liquidation_figures as
select
    liquidation_mentions.mention_id,
    liquidation_mentions.annotation_id,
    liquidation_mentions.text,
    liquidation_mentions.start,
    liquidation_mentions."end",
    liquidation_mentions.sentence,
    liquidation_mentions.why,
    liquidation_mentions.amount_usd,
    liquidation_mentions.position_side,
    liquidation_mentions.asset,
    liquidation_mentions.window_hours,
    liquidation_mentions.source,
    liquidation_mentions.venue,
    liquidation_mentions.modality,
    liquidation_mentions.n_traders,
    liquidation_mentions.confidence,
    current_annotations.article_id,
    current_annotations.outlet,
    current_annotations.url,
    current_annotations.headline,
    current_annotations.published_at,
    current_annotations.available_at,
    current_annotations.is_simulated
from current_annotations
inner join liquidation_mentions on current_annotations.annotation_id = liquidation_mentions.annotation_id;

comment on view liquidation_figures is 'Stated liquidations of the current readings. Grain: one span.';
comment on column liquidation_figures.mention_id is 'key of the mention';
comment on column liquidation_figures.annotation_id is
'key of the reading of one article revision by one set of models';
comment on column liquidation_figures.text is 'the span itself';
comment on column liquidation_figures.start is 'first code point of the span in the text';
comment on column liquidation_figures."end" is 'one past the last code point of the span';
comment on column liquidation_figures.sentence is 'the sentence around the span';
comment on column liquidation_figures.why is 'rule or model that produced it';
comment on column liquidation_figures.amount_usd is
'stated amount in US dollars; null where only a coin count is given';
comment on column liquidation_figures.position_side is 'side that was closed by force: long, short, both, unknown';
comment on column liquidation_figures.asset is
'ticker that it is about; ALL for the whole market; null where the text does not say';
comment on column liquidation_figures.window_hours is 'length of the window that the figure covers, hours';
comment on column liquidation_figures.source is 'who counted, if stated';
comment on column liquidation_figures.venue is 'where, if stated';
comment on column liquidation_figures.modality is 'reported, conditional or forecast';
comment on column liquidation_figures.n_traders is 'number of traders hit, if stated';
comment on column liquidation_figures.confidence is '0 to 1';
comment on column liquidation_figures.article_id is 'key of the article; the same for all its revisions';
comment on column liquidation_figures.outlet is 'name of the publisher as configured';
comment on column liquidation_figures.url is 'address of the article, null for files';
comment on column liquidation_figures.headline is 'first line of the article';
comment on column liquidation_figures.published_at is
'the publishers word, UTC; null where it is not known, never guessed';
comment on column liquidation_figures.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column liquidation_figures.is_simulated is 'true for invented outlets and markets';
