-- Remember what held of whole series. Grain: series. Inputs: series_facts.
delete from checked_series;

insert into checked_series by name
select
    *,
    getvariable('known_at')::timestamptz as known_at
from series_facts;
