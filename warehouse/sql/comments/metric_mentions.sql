comment on table metric_mentions is 'A metric that an article states, with a number or without. Grain: one span.';
comment on column metric_mentions.mention_id is 'key of the mention';
comment on column metric_mentions.annotation_id is 'key of the reading of one article revision by one set of models';
comment on column metric_mentions.text is 'the span itself';
comment on column metric_mentions.start is 'first code point of the span in the text';
comment on column metric_mentions."end" is 'one past the last code point of the span';
comment on column metric_mentions.sentence is 'the sentence around the span';
comment on column metric_mentions.why is 'rule or model that produced it';
comment on column metric_mentions.kind is
'which metric: funding_rate, open_interest, fear_greed, etf_flow, percent_change...';
comment on column metric_mentions.value is 'stated figure; unsigned for changes';
comment on column metric_mentions.unit is 'unit of the figure: USD or another currency, %, index, x, days or null';
comment on column metric_mentions.direction is 'up, down, high, low, positive, negative, inflow, outflow';
comment on column metric_mentions.asset is
'ticker that it is about; ALL for the whole market; null where the text does not say';
comment on column metric_mentions.window_hours is 'length of the window that the figure covers, hours';
comment on column metric_mentions.window_days is 'period in days, for averages and longer windows';
comment on column metric_mentions.is_change is 'the value is a change of the metric, not its standing';
comment on column metric_mentions.modality is 'reported, conditional or forecast';
comment on column metric_mentions.confidence is '0 to 1';
