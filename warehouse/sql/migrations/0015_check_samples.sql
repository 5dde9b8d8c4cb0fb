-- Quality checks tell which rows break a rule, not only how many.

alter table check_results add column sample varchar default '';
