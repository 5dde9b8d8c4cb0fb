-- What articles say was liquidated, beside what the series show for the same hours.
-- Grain: stated figure and source of the series. Input: the view of the same name. Clock: window_end. Units: millions
-- of US dollars.
with final as (
    select
        published_at,
        outlet,
        asset,
        position_side,
        window_hours,
        round(amount_usd / 1e6, 1) as stated_musd,
        round(measured_usd / 1e6, 1) as measured_musd,
        round(reported_to_measured, 2) as stated_over_measured,
        coverage,
        venues,
        headline
    from liquidations_reported_vs_measured
    where measured_usd is not null
)

select * from final
order by published_at asc, stated_musd desc, outlet asc;
