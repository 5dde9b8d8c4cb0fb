comment on table runs is 'One run of a command, with its report. Key: run_id.';
comment on column runs.run_id is 'key, sorts by time';
comment on column runs.command is 'what was run';
comment on column runs.started_at is 'start of the run, UTC';
comment on column runs.finished_at is 'end of the run, UTC; null while it runs or when it was killed';
comment on column runs.status is 'running, ok, problems or failed';
comment on column runs.report is 'counts, problems and times of each step, as JSON';
