-- Stated metrics of the current readings, with their article.
-- Grain: one span. Inputs: metric_mentions, current_annotations. Clock: available_at of the article.

create view metric_figures as
select
    metric_mentions.mention_id,
    metric_mentions.annotation_id,
    metric_mentions.text,
    metric_mentions.start,
    metric_mentions."end",
    metric_mentions.sentence,
    metric_mentions.why,
    metric_mentions.kind,
    metric_mentions.value,
    metric_mentions.unit,
    metric_mentions.direction,
    metric_mentions.asset,
    metric_mentions.window_hours,
    metric_mentions.window_days,
    metric_mentions.is_change,
    metric_mentions.modality,
    metric_mentions.confidence,
    current_annotations.article_id,
    current_annotations.outlet,
    current_annotations.url,
    current_annotations.headline,
    current_annotations.published_at,
    current_annotations.available_at,
    current_annotations.is_simulated
from current_annotations
inner join metric_mentions on current_annotations.annotation_id = metric_mentions.annotation_id;

comment on view metric_figures is 'Stated metrics of the current readings. Grain: one span.';
comment on column metric_figures.mention_id is 'key of the mention';
comment on column metric_figures.annotation_id is 'key of the reading of one article revision by one set of models';
comment on column metric_figures.text is 'the span itself';
comment on column metric_figures.start is 'first code point of the span in the text';
comment on column metric_figures."end" is 'one past the last code point of the span';
comment on column metric_figures.sentence is 'the sentence around the span';
comment on column metric_figures.why is 'rule or model that produced it';
comment on column metric_figures.kind is
'which metric: funding_rate, open_interest, fear_greed, etf_flow, percent_change...';
comment on column metric_figures.value is 'stated figure; unsigned for changes';
comment on column metric_figures.unit is 'unit of the figure: USD, %, index, x, days or null';
comment on column metric_figures.direction is 'up, down, high, low, positive, negative, inflow, outflow';
comment on column metric_figures.asset is
'ticker that it is about; ALL for the whole market; null where the text does not say';
comment on column metric_figures.window_hours is 'length of the window that the figure covers, hours';
comment on column metric_figures.window_days is 'period in days, for averages and longer windows';
comment on column metric_figures.is_change is 'the value is a change of the metric, not its standing';
comment on column metric_figures.modality is 'reported, conditional or forecast';
comment on column metric_figures.confidence is '0 to 1';
comment on column metric_figures.article_id is 'key of the article; the same for all its revisions';
comment on column metric_figures.outlet is 'name of the publisher as configured';
comment on column metric_figures.url is 'address of the article, null for files';
comment on column metric_figures.headline is 'first line of the article';
comment on column metric_figures.published_at is 'the publishers word, UTC; null where it is not known, never guessed';
comment on column metric_figures.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column metric_figures.is_simulated is 'true for invented outlets and markets';
