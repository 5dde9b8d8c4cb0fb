-- One verdict per claim, from the series that agrees best. A contradiction needs a span without gaps: where something
-- is missing, the missing part could hold what the text says. And it needs a sure reading: a claim of which the time,
-- the base or the asset had to be guessed can be confirmed, but is not held against its article.
-- Grain: claim. Inputs: claim_scope, claim_candidates.
create or replace temp table claim_outcomes as
with judged as (
    select
        claim_scope.claim_id,
        claim_scope.confirmed,
        claim_scope.near,
        claim_scope.known_at,
        claim_candidates.* exclude (claim_id, reason, error),
        round(claim_candidates.error, 6) as error,
        case
            when claim_scope.blocker is not null then claim_scope.blocker
            when claim_candidates.claim_id is null then 'no series'
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

final as (
    select
        claim_id,
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
                list_position(['confirmed', 'near', 'contradicted', 'untestable'], verdict),
                -- Of venues that agree equally, the preferred one speaks.
                preference,
                error,
                source,
                venue,
                symbol
        ) = 1
)

select * from final;
