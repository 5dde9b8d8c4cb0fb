-- Each claim of the current readings with its latest verdict; verdict is null where it was not checked yet.
-- Grain: claim. Inputs: claims_current, known_claim_checks. Clock: available_at of the article, known_at of the check.

create view claim_verdicts as
with latest as (
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
    from known_claim_checks
    qualify row_number() over (partition by claim_id order by checked_at desc, known_at desc) = 1
),

final as (
    select
        claims_current.claim_id,
        claims_current.annotation_id,
        claims_current.text,
        claims_current.start,
        claims_current."end",
        claims_current.sentence,
        claims_current.why,
        claims_current.kind,
        claims_current.asset,
        claims_current.value_low,
        claims_current.value_high,
        claims_current.unit,
        claims_current.direction,
        claims_current.relation,
        claims_current.position_side,
        claims_current.window_hours,
        claims_current.extent_days,
        claims_current.since_date,
        claims_current.average_days,
        claims_current.average_kind,
        claims_current.benchmark,
        claims_current.zone,
        claims_current.approximate,
        claims_current.modality,
        claims_current.time_text,
        claims_current.time_start,
        claims_current.time_end,
        claims_current.confidence,
        claims_current.article_id,
        claims_current.outlet,
        claims_current.url,
        claims_current.headline,
        claims_current.published_at,
        claims_current.available_at,
        claims_current.is_simulated,
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
        latest.finding,
        latest.known_at,
        latest.checked_at,
        claims_current.published_date
    from claims_current
    left join latest on claims_current.claim_id = latest.claim_id
)

select * from final;

comment on view claim_verdicts is 'Each claim of the current readings with its latest verdict. Grain: claim_id.';
comment on column claim_verdicts.claim_id is 'key of the claim';
comment on column claim_verdicts.annotation_id is 'key of the reading of one article revision by one set of models';
comment on column claim_verdicts.text is 'the span itself';
comment on column claim_verdicts.start is 'first code point of the span in the text';
comment on column claim_verdicts."end" is 'one past the last code point of the span';
comment on column claim_verdicts.sentence is 'the sentence around the span';
comment on column claim_verdicts.why is 'rule or model that produced it';
comment on column claim_verdicts.kind is 'which of the eleven kinds of checks';
comment on column claim_verdicts.asset is
'ticker that it is about; ALL for the whole market; null where the text does not say';
comment on column claim_verdicts.value_low is 'stated figure, or lower end of a stated range, in unit';
comment on column claim_verdicts.value_high is 'upper end; equal to value_low for a point';
comment on column claim_verdicts.unit is 'unit of the figure: USD, %, index, x, days or null';
comment on column claim_verdicts.direction is 'up, down, high, low, positive, negative, inflow, outflow';
comment on column claim_verdicts.relation is
'where the price is said to be relative to the level: above, below, at, between';
comment on column claim_verdicts.position_side is 'side that was closed by force: long, short, both, unknown';
comment on column claim_verdicts.window_hours is 'length of the window that the figure covers, hours';
comment on column claim_verdicts.extent_days is 'how far back the text says it is the extreme, days';
comment on column claim_verdicts.since_date is 'day that the text compares with';
comment on column claim_verdicts.average_days is 'period of the moving average, days';
comment on column claim_verdicts.average_kind is 'sma or ema';
comment on column claim_verdicts.benchmark is 'the other asset or index of a relative move';
comment on column claim_verdicts.zone is
'class of the Fear & Greed index: Extreme Fear, Fear, Neutral, Greed, Extreme Greed';
comment on column claim_verdicts.approximate is 'near, around, roughly: widens tolerances';
comment on column claim_verdicts.modality is 'reported, conditional or forecast';
comment on column claim_verdicts.time_text is 'the words that date it';
comment on column claim_verdicts.time_start is 'start of the interval meant, UTC; null without a date';
comment on column claim_verdicts.time_end is 'end of the interval meant, exclusive, UTC';
comment on column claim_verdicts.confidence is '0 to 1';
comment on column claim_verdicts.article_id is 'key of the article; the same for all its revisions';
comment on column claim_verdicts.outlet is 'name of the publisher as configured';
comment on column claim_verdicts.url is 'address of the article, null for files';
comment on column claim_verdicts.headline is 'first line of the article';
comment on column claim_verdicts.published_at is 'the publishers word, UTC; null where it is not known, never guessed';
comment on column claim_verdicts.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column claim_verdicts.is_simulated is 'true for invented outlets and markets';
comment on column claim_verdicts.verdict is 'confirmed, near, contradicted or untestable';
comment on column claim_verdicts.reason is 'why it is untestable';
comment on column claim_verdicts.stated_value is 'figure that the text states, in the unit of the claim';
comment on column claim_verdicts.measured_value is 'figure that the tape shows, in the same unit';
comment on column claim_verdicts.error_bps is
'distance between both, basis points (index points for fear_greed_zone, trading days for etf_flow_streak)';
comment on column claim_verdicts.tolerance_bps is 'largest error of a confirmed claim, in the unit of error_bps';
comment on column claim_verdicts.near_tolerance_bps is 'largest error of a near claim, in the unit of error_bps';
comment on column claim_verdicts.source is 'series that decided: who supplied it';
comment on column claim_verdicts.venue is 'series that decided: where it was measured';
comment on column claim_verdicts.symbol is 'series that decided: its instrument';
comment on column claim_verdicts.evidence_start is 'start of the span of the observations used, UTC';
comment on column claim_verdicts.evidence_end is 'end of that span, UTC';
comment on column claim_verdicts.evidence_at is 'the one observation that decided (close of its bar), UTC';
comment on column claim_verdicts.n_observations is 'number of observations used';
comment on column claim_verdicts.coverage is 'share of the span that the observations cover, 0 to 1';
comment on column claim_verdicts.finding is 'what the tape says, for people';
comment on column claim_verdicts.known_at is 'up to when data was taken into account, UTC';
comment on column claim_verdicts.checked_at is 'when the check ran, UTC';
comment on column claim_verdicts.published_date is
'day of publication in the zone of the outlet, where the publisher gives no time of day; else null';
