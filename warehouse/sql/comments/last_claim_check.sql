comment on table last_claim_check is
'The last check of claims that looked no less far than the one before. One row at most.';
comment on column last_claim_check.known_at is 'up to when it took data into account, UTC';
comment on column last_claim_check.rules is
'hash of the SQL of checks and views and of settle_hours: where it differs, everything is checked';
