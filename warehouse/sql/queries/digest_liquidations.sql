-- Liquidation figures of the window, each once with its first source, beside the measured sums; without a series or a
-- window, measured stays empty.
-- Grain: figure. Parameters: window_start. Clock: available_at of the article. Units: US dollars.
with compared as (
    select * from liquidations_reported_vs_measured
    qualify row_number() over (partition by mention_id order by source) = 1
),

echoes as (
    select
        figure_id,
        list_sort(list_distinct(list(outlet))) as outlets
    from figure_statements
    where is_echo
    group by figure_id
),

final as (
    select
        liquidation_figures.mention_id,
        liquidation_figures.asset,
        liquidation_figures.position_side,
        liquidation_figures.amount_usd,
        liquidation_figures.window_hours,
        compared.measured_usd,
        'liquidations/'
        || compared.source
        || '/'
        || compared.venues
        || '/'
        || liquidation_figures.asset
        || '/to '
        || strftime(compared.window_end, '%Y-%m-%dT%H:%MZ') as measured_row,
        liquidation_figures.article_id,
        current_annotations.revision,
        liquidation_figures.start,
        liquidation_figures."end",
        liquidation_figures.outlet,
        coalesce(echoes.outlets, []) as echoed_by
    from liquidation_figures
    inner join current_annotations on liquidation_figures.annotation_id = current_annotations.annotation_id
    left join compared on liquidation_figures.mention_id = compared.mention_id
    left join figure_statements on liquidation_figures.mention_id = figure_statements.statement_id
    left join echoes on figure_statements.figure_id = echoes.figure_id
    where
        liquidation_figures.available_at > $window_start
        and liquidation_figures.amount_usd is not null
        and liquidation_figures.modality = 'reported'
    qualify
        row_number() over (
            partition by coalesce(figure_statements.figure_id, liquidation_figures.mention_id)
            order by figure_statements.place, compared.measured_usd is null, liquidation_figures.start
        ) = 1
    order by
        liquidation_figures.amount_usd desc,
        liquidation_figures.available_at asc,
        liquidation_figures.mention_id asc
)

select * from final;
