-- Verdicts that rest on nothing known after the moment as_of (now, where that variable is not set).
-- Grain: claim and check. Inputs: claim_checks. Clock: known_at.

create view known_claim_checks as
select
    claim_id,
    checked_at,
    known_at,
    verdict,
    reason,
    stated_value,
    measured_value,
    error_bps,
    tolerance_bps,
    near_tolerance_bps,
    source,
    venue,
    symbol,
    evidence_start,
    evidence_end,
    evidence_at,
    n_observations,
    coverage,
    finding
from claim_checks
where known_at <= coalesce(getvariable('as_of')::timestamptz, 'infinity'::timestamptz);

comment on view known_claim_checks is 'Verdicts that rest on nothing known after as_of. Grain: one check of one claim.';
comment on column known_claim_checks.claim_id is 'key of the claim';
comment on column known_claim_checks.checked_at is 'when the check ran, UTC';
comment on column known_claim_checks.known_at is 'up to when data was taken into account, UTC';
comment on column known_claim_checks.verdict is 'confirmed, near, contradicted or untestable';
comment on column known_claim_checks.reason is 'why it is untestable';
comment on column known_claim_checks.stated_value is 'figure that the text states, in the unit of the claim';
comment on column known_claim_checks.measured_value is 'figure that the tape shows, in the same unit';
comment on column known_claim_checks.error_bps is
'distance between both, basis points (index points for fear_greed_zone, trading days for etf_flow_streak)';
comment on column known_claim_checks.tolerance_bps is 'largest error of a confirmed claim, in the unit of error_bps';
comment on column known_claim_checks.near_tolerance_bps is 'largest error of a near claim, in the unit of error_bps';
comment on column known_claim_checks.source is 'series that decided: who supplied it';
comment on column known_claim_checks.venue is 'series that decided: where it was measured';
comment on column known_claim_checks.symbol is 'series that decided: its instrument';
comment on column known_claim_checks.evidence_start is 'start of the span of the observations used, UTC';
comment on column known_claim_checks.evidence_end is 'end of that span, UTC';
comment on column known_claim_checks.evidence_at is 'the one observation that decided (close of its bar), UTC';
comment on column known_claim_checks.n_observations is 'number of observations used';
comment on column known_claim_checks.coverage is 'share of the span that the observations cover, 0 to 1';
comment on column known_claim_checks.finding is 'what the tape says, for people';
