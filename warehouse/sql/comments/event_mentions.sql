comment on table event_mentions is 'An event that an article tells of. Grain: one span.';
comment on column event_mentions.mention_id is 'key of the mention';
comment on column event_mentions.annotation_id is 'key of the reading of one article revision by one set of models';
comment on column event_mentions.text is 'the trigger words';
comment on column event_mentions.start is 'first code point of the span in the text';
comment on column event_mentions."end" is 'one past the last code point of the span';
comment on column event_mentions.sentence is 'the sentence around the span';
comment on column event_mentions.why is 'rule or model that produced it';
comment on column event_mentions.kind is 'which event: breakdown, short_squeeze, etf_outflow, hack...';
comment on column event_mentions.asset is
'ticker that it is about; ALL for the whole market; null where the text does not say';
comment on column event_mentions.confidence is '0 to 1';
