-- What became of the levels that articles stated, by asset, role and outlet.
-- Grain: asset, role, outlet. Input: level_ledger. Clock: available_at of the article, close_time. Units: counts; hours
-- from the article to the touch.
with final as (
    select
        asset,
        role,
        outlet,
        count(*) as n_levels,
        count(*) filter (where touched_at is not null) as n_touched,
        count(*) filter (where status in ('held', 'reached')) as n_held_or_reached,
        count(*) filter (where broken_at is not null) as n_broken,
        count(*) filter (where status = 'open') as n_open,
        count(*) filter (where status = 'lost') as n_lost_before,
        round(median(hours_to_touch), 1) as median_hours_to_touch
    from level_ledger
    where status != 'no_price'
    group by asset, role, outlet
)

select * from final
order by asset asc, role asc, n_levels desc, outlet asc;
