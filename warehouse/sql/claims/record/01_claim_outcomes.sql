-- One verdict per claim, from the series that agrees best. A contradiction needs a span without gaps: where something
-- is missing, the missing part could hold what the text says. And it needs a sure reading: a claim of which the time,
-- the base or the asset had to be guessed can be confirmed, but is not held against its article.
-- Where no candle lies in the span, the reason says on which side of the series it is, as far as the series was known
-- when the claim was settled. A claim that is dated to the day only has the verdict that it has at every hour of it.
-- Grain: claim. Inputs: claim_scope, claim_candidates, tape_series, tape_candles.
create or replace temp table claim_outcomes as
with without_candles as (
    select
        claim_scope.claim_id,
        claim_scope.asset,
        if(claim_scope.unit is null or claim_scope.unit in ('%', 'days'), 'USD', claim_scope.unit) as currency,
        claim_scope.span_start,
        claim_scope.span_end,
        claim_scope.known_at
    from claim_scope
    where
        claim_scope.blocker is null
        and claim_scope.kind in ('price_touched', 'price_at', 'extreme_since', 'moving_average_cross')
        and claim_scope.claim_id not in (select claim_candidates.claim_id from claim_candidates)
),

series_starts as (
    select
        tape_series.series_id,
        tape_series.ticker,
        tape_series.currency,
        min(tape_candles.open_time) as first_time
    from tape_candles
    inner join tape_series on tape_candles.series_id = tape_series.series_id
    group by all
),

last_known as (
    select
        without_candles.*,
        series_starts.first_time,
        tape_candles.close_time as last_time
    from without_candles
    inner join series_starts
        on
            without_candles.asset = series_starts.ticker
            and without_candles.currency = series_starts.currency
    asof left join tape_candles
        on series_starts.series_id = tape_candles.series_id and without_candles.known_at >= tape_candles.close_time
),

sides as (
    select
        claim_id,
        asset,
        any_value(span_end) <= min(first_time) as is_before,
        any_value(span_start) >= max(last_time) as is_after,
        min(first_time) as first_time,
        max(last_time) as last_time
    from last_known
    group by claim_id, asset
),

judged as (
    select
        claim_scope.claim_id,
        claim_scope.of_claim_id,
        claim_scope.published_at,
        claim_scope.confirmed,
        claim_scope.near,
        claim_scope.known_at,
        claim_candidates.* exclude (claim_id, reason, error, finding),
        case
            when sides.is_before
                then concat('the series of ', sides.asset, ' begins ', moment_text(sides.first_time, 0))
            when sides.is_after
                then concat('the series of ', sides.asset, ' ends ', moment_text(sides.last_time, 0))
            else claim_candidates.finding
        end as finding,
        round(claim_candidates.error, 6) as error,
        case
            when claim_scope.blocker is not null then claim_scope.blocker
            when sides.is_before then 'before the series'
            when sides.is_after then 'after the series'
            when claim_candidates.claim_id is null then if(sides.claim_id is null, 'no series', 'gap in the data')
            when claim_candidates.reason is not null then claim_candidates.reason
            when claim_candidates.error is null or not isfinite(claim_candidates.error) then 'gap in the data'
            when round(claim_candidates.error, 6) > claim_scope.near and claim_candidates.coverage < 0.99
                then
                    if(
                        claim_scope.known_at < claim_candidates.evidence_end
                        or getvariable('known_at')::timestamptz = claim_scope.known_at,
                        'not all known yet',
                        'gap in the data'
                    )
            when round(claim_candidates.error, 6) > claim_scope.near and claim_scope.is_guess
                then 'the text leaves its time, base or asset open'
        end as reason
    from claim_scope
    left join claim_candidates on claim_scope.claim_id = claim_candidates.claim_id
    left join sides on claim_scope.claim_id = sides.claim_id
),

verdicts as (
    select
        *,
        case
            when reason is not null then 'untestable'
            when error <= confirmed then 'confirmed'
            when error <= near then 'near'
            else 'contradicted'
        end as verdict
    from judged
),

chosen as (
    select
        claim_id,
        of_claim_id,
        published_at,
        known_at,
        verdict,
        reason,
        significant(stated_value) as stated_value,
        significant(measured_value) as measured_value,
        significant(error) as error_bps,
        confirmed as tolerance_bps,
        near as near_tolerance_bps,
        source,
        venue,
        symbol,
        evidence_start,
        evidence_end,
        evidence_at,
        n_observations,
        significant(coverage) as coverage,
        finding
    from verdicts
    qualify
        row_number() over (
            partition by claim_id
            order by
                case verdict when 'confirmed' then 1 when 'near' then 2 when 'contradicted' then 3 else 4 end,
                -- Of venues that agree equally, the preferred one speaks.
                preference,
                error,
                source,
                venue,
                symbol,
                evidence_start,
                evidence_at
        ) = 1
),

-- What each moment of a day gives a claim that is dated to the day only; all others have one moment.
days as (
    select
        of_claim_id,
        count(distinct verdict) > 1 as is_open,
        concat_ws(
            ', ',
            if(bool_or(verdict = 'confirmed'), 'confirmed', null),
            if(bool_or(verdict = 'near'), 'near', null),
            if(bool_or(verdict = 'contradicted'), 'contradicted', null),
            if(bool_or(verdict = 'untestable'), 'untestable', null)
        ) as verdicts
    from chosen
    group by of_claim_id
),

final as (
    select
        chosen.of_claim_id as claim_id,
        chosen.known_at,
        if(days.is_open, 'untestable', chosen.verdict) as verdict,
        if(days.is_open, 'dated to the day only, and the answer depends on the hour', chosen.reason) as reason,
        chosen.* exclude (claim_id, of_claim_id, published_at, known_at, verdict, reason, finding),
        if(days.is_open, concat('by hour of the day: ', days.verdicts), chosen.finding) as finding
    from chosen
    inner join days on chosen.of_claim_id = days.of_claim_id
    qualify
        row_number() over (
            partition by chosen.of_claim_id order by chosen.published_at desc, chosen.claim_id desc
        ) = 1
)

select * from final;
