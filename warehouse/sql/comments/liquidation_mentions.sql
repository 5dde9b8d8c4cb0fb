comment on table liquidation_mentions is 'A liquidation figure that an article states. Grain: one span.';
comment on column liquidation_mentions.mention_id is 'key of the mention';
comment on column liquidation_mentions.annotation_id is
'key of the reading of one article revision by one set of models';
comment on column liquidation_mentions.text is 'the span itself';
comment on column liquidation_mentions.start is 'first code point of the span in the text';
comment on column liquidation_mentions."end" is 'one past the last code point of the span';
comment on column liquidation_mentions.sentence is 'the sentence around the span';
comment on column liquidation_mentions.why is 'rule or model that produced it';
comment on column liquidation_mentions.amount_usd is
'stated amount in US dollars; null where only a coin count is given';
comment on column liquidation_mentions.position_side is 'side that was closed by force: long, short, both, unknown';
comment on column liquidation_mentions.asset is
'ticker that it is about; ALL for the whole market; null where the text does not say';
comment on column liquidation_mentions.window_hours is 'length of the window that the figure covers, hours';
comment on column liquidation_mentions.source is 'who counted, if stated';
comment on column liquidation_mentions.venue is 'where, if stated';
comment on column liquidation_mentions.modality is 'reported, conditional or forecast';
comment on column liquidation_mentions.n_traders is 'number of traders hit, if stated';
comment on column liquidation_mentions.confidence is '0 to 1';
