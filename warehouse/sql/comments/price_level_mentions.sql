comment on table price_level_mentions is 'A price level that an article states. Grain: one span.';
comment on column price_level_mentions.mention_id is 'key of the mention';
comment on column price_level_mentions.annotation_id is
'key of the reading of one article revision by one set of models';
comment on column price_level_mentions.text is 'the span itself';
comment on column price_level_mentions.start is 'first code point of the span in the text';
comment on column price_level_mentions."end" is 'one past the last code point of the span';
comment on column price_level_mentions.sentence is 'the sentence around the span';
comment on column price_level_mentions.why is 'rule or model that produced it';
comment on column price_level_mentions.asset is
'ticker that it is about; ALL for the whole market; null where the text does not say';
comment on column price_level_mentions.price_low is 'stated price, or lower end of a stated range, in currency';
comment on column price_level_mentions.price_high is 'upper end; equal to price_low for a point';
comment on column price_level_mentions.currency is 'ISO code, BTC or ETH for crypto quotes, PTS for index points';
comment on column price_level_mentions.role is
'what the level is to the author: support, resistance, low, high, target, spot, moving_average, entry, stop, other';
comment on column price_level_mentions.previous_role is 'what it was before, where the text says that it flipped';
comment on column price_level_mentions.relation is
'where the price is said to be relative to the level: above, below, at, between';
comment on column price_level_mentions.approximate is 'near, around, roughly: widens tolerances';
comment on column price_level_mentions.modality is 'reported, conditional or forecast';
comment on column price_level_mentions.time_text is 'the words that date it';
comment on column price_level_mentions.time_start is 'start of the interval meant, UTC; null without a date';
comment on column price_level_mentions.time_end is 'end of the interval meant, exclusive, UTC';
comment on column price_level_mentions.confidence is '0 to 1';
