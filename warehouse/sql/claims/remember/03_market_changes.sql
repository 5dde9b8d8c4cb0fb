-- Forget the changes that this check used; what is not all known yet stays for the next one. Grain: series and batch.
delete from market_changes
where known_at <= getvariable('known_at')::timestamptz;
