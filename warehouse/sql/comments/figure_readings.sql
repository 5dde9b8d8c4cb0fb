comment on table figure_readings is 'Readings whose statements were put into figures. Grain: annotation.';
comment on column figure_readings.annotation_id is 'key of the reading of one article revision by one set of models';
comment on column figure_readings.grouped_at is 'when that was done, UTC';
