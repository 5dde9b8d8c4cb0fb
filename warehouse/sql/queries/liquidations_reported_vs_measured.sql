-- What articles say was liquidated, beside what the series show for the same hours: each figure once, with its first
-- source, whatever number of outlets repeat it.
-- Grain: figure and source of the series. Inputs: the view of the same name, figure_statements. Clock: window_end.
-- Units: millions of US dollars.
with compared as (
    select
        liquidations_reported_vs_measured.*,
        figure_statements.place,
        coalesce(figure_statements.figure_id, liquidations_reported_vs_measured.mention_id) as figure_id
    from liquidations_reported_vs_measured
    left join figure_statements on liquidations_reported_vs_measured.mention_id = figure_statements.statement_id
    where liquidations_reported_vs_measured.measured_usd is not null
),

final as (
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
        count(distinct outlet) over (partition by figure_id) - 1 as n_echoes,
        headline
    from compared
    qualify row_number() over (partition by figure_id, source order by place, available_at, mention_id) = 1
)

select * from final
order by published_at asc, stated_musd desc, outlet asc;
