comment on table claim_checks is
'Verdicts with their evidence; a new row when verdict or evidence changed. The latest known_at, checked_at counts.';
comment on column claim_checks.claim_id is 'key of the claim';
comment on column claim_checks.checked_at is 'when the check ran, UTC';
comment on column claim_checks.known_at is 'up to when data was taken into account, UTC';
comment on column claim_checks.verdict is 'confirmed, near, contradicted or untestable';
comment on column claim_checks.reason is 'why it is untestable';
comment on column claim_checks.stated_value is 'figure that the text states, in the unit of the claim';
comment on column claim_checks.measured_value is 'figure that the tape shows, in the same unit';
comment on column claim_checks.error_bps is
'distance between both, basis points (index points for fear_greed_zone, trading days for etf_flow_streak)';
comment on column claim_checks.tolerance_bps is 'largest error of a confirmed claim, in the unit of error_bps';
comment on column claim_checks.near_tolerance_bps is 'largest error of a near claim, in the unit of error_bps';
comment on column claim_checks.source is 'series that decided: who supplied it';
comment on column claim_checks.venue is 'series that decided: where it was measured';
comment on column claim_checks.symbol is 'series that decided: its instrument';
comment on column claim_checks.evidence_start is 'start of the span of the observations used, UTC';
comment on column claim_checks.evidence_end is 'end of that span, UTC';
comment on column claim_checks.evidence_at is 'the one observation that decided (close of its bar), UTC';
comment on column claim_checks.n_observations is 'number of observations used';
comment on column claim_checks.coverage is 'share of the span that the observations cover, 0 to 1';
comment on column claim_checks.finding is 'what the tape says, for people';
