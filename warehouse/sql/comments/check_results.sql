comment on table check_results is
'Outcome of each quality check after each sync. One row per run and check.';
comment on column check_results.run_id is 'run that checked';
comment on column check_results.checked_at is 'clock of that run, UTC';
comment on column check_results.name is 'file of warehouse/sql/checks without its ending';
comment on column check_results.description is 'what the check looks for';
comment on column check_results.n_rows is 'rows that break the rule; 0 when all is well';
comment on column check_results.sample is 'the first of these rows; empty when all is well';
