-- Near-equal levels of one asset that have not ended yet: neighbours less than 0.25 % apart form one cluster.
-- Grain: asset and cluster. Inputs: level_ledger, reference_candles. Clock: available_at, then close_time. Units: US
-- dollars, basis points of the last close.

create view level_clusters as
with live as (
    select
        *,
        (price_low::double + price_high::double) / 2 as middle
    from level_ledger
    where status in ('open', 'touched')
),

steps as (
    select
        *,
        middle > 1.0025 * lag(middle) over (partition by asset order by middle, mention_id) as is_apart
    from live
),

numbered as (
    select
        *,
        count(*) filter (where is_apart) over (
            partition by asset order by middle, mention_id rows unbounded preceding
        ) as cluster_number
    from steps
),

latest as (
    select
        ticker,
        close
    from reference_candles
    qualify row_number() over (partition by ticker order by close_time desc) = 1
),

clusters as (
    select
        asset,
        cluster_number,
        min(price_low) as price_low,
        max(price_high) as price_high,
        avg(middle) as mean_price,
        count(*) as n_levels,
        count(distinct article_id) as n_articles,
        count(distinct outlet) as n_outlets,
        list(distinct role order by role) as roles,
        count(*) filter (where status = 'touched') as n_touched,
        min(available_at) as first_stated_at,
        max(available_at) as last_stated_at,
        bool_or(is_simulated) as is_simulated
    from numbered
    group by asset, cluster_number
),

final as (
    select
        clusters.* exclude (cluster_number, is_simulated),
        latest.close as last_close,
        1e4 * (clusters.mean_price / latest.close - 1) as distance_bps,
        clusters.is_simulated
    from clusters
    inner join latest on clusters.asset = latest.ticker
)

select * from final;

comment on view level_clusters is
'Near-equal levels of one asset that have not ended yet, as one. Grain: asset and cluster.';
comment on column level_clusters.asset is 'ticker that it is about';
comment on column level_clusters.price_low is 'lowest price of its levels, US dollars';
comment on column level_clusters.price_high is 'highest price of its levels, US dollars';
comment on column level_clusters.mean_price is 'mean of the middles of its levels, US dollars';
comment on column level_clusters.n_levels is 'levels in the cluster';
comment on column level_clusters.n_articles is 'articles that state one of them';
comment on column level_clusters.n_outlets is 'publishers of these articles';
comment on column level_clusters.roles is 'support, resistance, target: what they are to their authors';
comment on column level_clusters.n_touched is 'levels of it that were touched, and neither held nor broken yet';
comment on column level_clusters.first_stated_at is 'available_at of the first of the articles';
comment on column level_clusters.last_stated_at is 'available_at of the last';
comment on column level_clusters.last_close is 'last close of the asset, US dollars';
comment on column level_clusters.distance_bps is 'from the last close to mean_price, basis points of the close';
comment on column level_clusters.is_simulated is 'true for invented outlets and markets';
