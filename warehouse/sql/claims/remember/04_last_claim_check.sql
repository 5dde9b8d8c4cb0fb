-- Remember the check itself. Grain: one row.
delete from last_claim_check;

insert into last_claim_check by name
select
    getvariable('known_at')::timestamptz as known_at,
    getvariable('rules') as rules;
