comment on table figure_placements is
'The figure that each statement was placed in; it never moves. Grain: claim or mention.';
comment on column figure_placements.statement_id is 'key of the claim or mention';
comment on column figure_placements.statement_table is 'where it stands: claims, liquidation_mentions, metric_mentions';
comment on column figure_placements.annotation_id is 'key of the reading of one article revision by one set of models';
comment on column figure_placements.article_id is 'key of the article; the same for all its revisions';
comment on column figure_placements.revision is 'number of the version, 1 is the first one seen';
comment on column figure_placements.figure_id is 'key of the figure, made of the statement that opened it';
comment on column figure_placements.story_id is 'story of the article when the statement was placed';
comment on column figure_placements.identity is
'all that statements of one figure have in common: kind, asset, direction, side, unit, modality and the like';
comment on column figure_placements.kind is 'kind of the claim or metric; liquidation_total for liquidations';
comment on column figure_placements.asset is
'ticker that it is about; ALL for the whole market; null where the text does not say';
comment on column figure_placements.unit is 'unit of the figure: USD, %, index, x, days or null';
comment on column figure_placements.text is 'the span itself';
comment on column figure_placements.start is 'first code point of the span in the text';
comment on column figure_placements.value_low is 'stated figure, or lower end of a stated range, in unit';
comment on column figure_placements.value_high is 'upper end; equal to value_low for a point';
comment on column figure_placements.window_hours is 'length of the window that the figure covers, hours';
comment on column figure_placements.starts_at is 'start of the interval meant, UTC; null without a date';
comment on column figure_placements.ends_at is 'end of the interval meant, exclusive, UTC';
comment on column figure_placements.happened_at is 'when the article speaks, UTC';
