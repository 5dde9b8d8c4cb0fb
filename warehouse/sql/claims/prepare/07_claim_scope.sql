-- The claims to check: those that have no verdict yet, or other inputs than at the last check; those about which more
-- can have become known since, because they had not settled; and those whose data may have changed before they settled.
-- All of them where the last check went by other rules, or looked further than this one.
-- Grain: claim. Inputs: dated_claims, changed_data, checked_claims, last_claim_check, claim_checks.
create or replace temp table claim_scope as
with last_check as (
    select max(known_at) as known_at
    from last_claim_check
    where rules = getvariable('rules') and known_at <= getvariable('known_at')::timestamptz
),

-- Which series speak to which kind of claim.
feeds as (
    select
        unnest(
            [
                'price_touched', 'price_at', 'percent_change', 'extreme_since', 'moving_average_cross',
                'relative_move', 'liquidation_total', 'funding_sign', 'open_interest_rank', 'fear_greed_zone',
                'etf_flow_streak'
            ]
        ) as claim_kind,
        unnest(
            [
                'candles', 'candles', 'candles', 'candles', 'candles',
                'candles', 'liquidations', 'funding_rates', 'open_interest', 'fear_greed', 'etf_flows'
            ]
        ) as kind
),

changed_by_asset as (
    select
        feeds.claim_kind,
        changed_data.ticker,
        changed_data.changed_from
    from changed_data
    inner join feeds on changed_data.kind = feeds.kind
),

-- Liquidations of the whole market may be summed over all assets.
changed_by_kind as (
    select
        claim_kind,
        min(changed_from) as changed_from
    from changed_by_asset
    where claim_kind in ('liquidation_total', 'fear_greed_zone')
    group by claim_kind
),

compared as (
    select
        dated_claims.*,
        last_check.known_at as last_known_at,
        checked_claims.inputs as checked_inputs,
        least(
            of_asset.changed_from,
            of_benchmark.changed_from,
            if(
                dated_claims.kind = 'fear_greed_zone' or dated_claims.asset = 'ALL', changed_by_kind.changed_from, null
            )
        ) as changed_from
    from dated_claims
    cross join last_check
    left join checked_claims on dated_claims.claim_id = checked_claims.claim_id
    left join changed_by_asset as of_asset
        on dated_claims.kind = of_asset.claim_kind and dated_claims.asset = of_asset.ticker
    left join changed_by_asset as of_benchmark
        on dated_claims.kind = of_benchmark.claim_kind and dated_claims.benchmark = of_benchmark.ticker
    left join changed_by_kind
        on dated_claims.kind = changed_by_kind.claim_kind
),

final as (
    select * exclude (last_known_at, checked_inputs, changed_from)
    from compared
    where
        last_known_at is null
        or checked_inputs is distinct from inputs
        or (blocker is null and settles_at >= last_known_at)
        or (blocker is null and coalesce(settles_at >= changed_from, false))
        or of_claim_id not in (select claim_checks.claim_id from claim_checks)
)

select * from final;
