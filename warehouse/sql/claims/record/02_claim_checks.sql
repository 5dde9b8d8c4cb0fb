-- Store the outcomes that differ from the last ones. One that the same clock gave before was that of a check which is
-- done again with other data: it makes way. Grain: claim. Inputs: claim_outcomes, claim_checks.
create or replace temp table changed_outcomes as
with latest as (
    select *
    from claim_checks
    qualify row_number() over (partition by claim_id order by checked_at desc, known_at desc) = 1
),

final as (
    select
        claim_outcomes.*,
        getvariable('checked_at')::timestamptz as checked_at
    from claim_outcomes
    left join latest on claim_outcomes.claim_id = latest.claim_id
    where
        (
            claim_outcomes.verdict,
            claim_outcomes.reason,
            claim_outcomes.stated_value,
            claim_outcomes.measured_value,
            claim_outcomes.error_bps,
            claim_outcomes.tolerance_bps,
            claim_outcomes.near_tolerance_bps,
            claim_outcomes.source,
            claim_outcomes.venue,
            claim_outcomes.symbol,
            claim_outcomes.evidence_start,
            claim_outcomes.evidence_end,
            claim_outcomes.evidence_at,
            claim_outcomes.n_observations,
            claim_outcomes.coverage,
            claim_outcomes.finding
        ) is distinct from (
            latest.verdict,
            latest.reason,
            latest.stated_value,
            latest.measured_value,
            latest.error_bps,
            latest.tolerance_bps,
            latest.near_tolerance_bps,
            latest.source,
            latest.venue,
            latest.symbol,
            latest.evidence_start,
            latest.evidence_end,
            latest.evidence_at,
            latest.n_observations,
            latest.coverage,
            latest.finding
        )
)

select * from final;

delete from claim_checks
where
    checked_at = getvariable('checked_at')::timestamptz
    and claim_id in (select changed_outcomes.claim_id from changed_outcomes);

insert into claim_checks by name
select * from changed_outcomes;
