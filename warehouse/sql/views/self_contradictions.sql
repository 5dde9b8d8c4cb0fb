-- Statements of one article that exclude each other, whatever the tape says: two extents for one low, two figures for
-- the same end of the same move, a headline whose figure the body does not bear out. Only facts are compared: what is
-- foretold or supposed excludes nothing.
-- Grain: pair of claims of one reading. Inputs: claims_current. Clock: available_at of the article.

create view self_contradictions as
with facts as (
    select
        claim_id,
        annotation_id,
        article_id,
        outlet,
        url,
        headline,
        published_at,
        available_at,
        is_simulated,
        kind,
        asset,
        text,
        start,
        "end",
        direction,
        relation,
        window_hours,
        time_start,
        time_end,
        approximate,
        (value_low::double + value_high::double) / 2 as figure,
        coalesce(nullif(position_side, 'unknown'), 'both') as position_side,
        coalesce(
            if(isinf(extent_days), null, extent_days), date_diff('day', since_date, published_at::date)
        ) as extent_days,
        start < length(headline) as is_headline
    from claims_current
    where modality = 'reported' and asset is not null
),

pairs as (
    select
        one.*,
        other.claim_id as other_claim_id,
        other.text as other_text,
        other.start as other_start,
        other."end" as other_end,
        other.figure as other_figure,
        other.direction as other_direction,
        other.is_headline as other_is_headline,
        greatest(one.extent_days, other.extent_days) / nullif(least(one.extent_days, other.extent_days), 0)
            as extent_ratio,
        greatest(one.figure, other.figure) / nullif(least(one.figure, other.figure), 0) as figure_ratio,
        if(one.approximate or other.approximate, 2, 1) as slack,
        -- Sums and changes without a window are of the same window unless the text says otherwise.
        coalesce(one.window_hours = other.window_hours, one.window_hours is null and other.window_hours is null)
            as is_same_window,
        coalesce(one.time_start < other.time_end and other.time_start < one.time_end, true) as may_overlap,
        coalesce(one.time_start = other.time_start and one.time_end = other.time_end, false) as is_same_time
    from facts as one
    inner join facts as other
        on
            one.annotation_id = other.annotation_id
            and one.kind = other.kind
            and one.asset = other.asset
            and one.position_side = other.position_side
            and one.start < other.start
),

-- A headline stands if any statement of the body bears it out.
borne_out as (
    select distinct claim_id
    from pairs
    where
        is_headline and not other_is_headline and figure_ratio <= 1.02
        and direction is not distinct from other_direction
),

judged as (
    select
        pairs.*,
        case
            when
                kind = 'extreme_since' and direction = other_direction and may_overlap
                and extent_ratio > 1 + 0.25 * slack
                and coalesce(figure_ratio, 1) <= 1.01
                then concat('two extents for one ', if(direction in ('low', 'high'), direction, 'move'))
            when
                kind = 'price_touched' and relation = 'at' and direction = other_direction and is_same_time
                and figure_ratio > 1 + 0.01 * slack
                then concat('two figures for one ', direction)
            when not is_headline or other_is_headline then null
            when
                kind = 'percent_change' and is_same_window and may_overlap and figure_ratio <= 1.02
                and direction != other_direction
                then 'headline against body: the other way'
            when borne_out.claim_id is not null then null
            when
                kind in ('price_touched', 'price_at', 'liquidation_total')
                and figure_ratio > 9 and abs(log10(figure_ratio) - round(log10(figure_ratio))) < 0.01
                then format('headline against body: a factor of {:,.0f}', pow(10, round(log10(figure_ratio))))
            when
                kind = 'liquidation_total' and is_same_window and may_overlap and figure_ratio > 1 + 0.25 * slack
                then 'headline against body'
            when kind = 'fear_greed_zone' and may_overlap and abs(figure - other_figure) > 3 * slack
                then 'headline against body'
        end as reason
    from pairs
    left join borne_out on pairs.claim_id = borne_out.claim_id
),

final as (
    select
        claim_id,
        other_claim_id,
        annotation_id,
        article_id,
        outlet,
        url,
        headline,
        published_at,
        available_at,
        is_simulated,
        kind,
        asset,
        reason,
        text,
        start,
        "end",
        other_text,
        other_start,
        other_end
    from judged
    where reason is not null
    -- The same figure may be told many times: each pair of wordings is named once.
    qualify
        row_number() over (
            partition by annotation_id, kind, asset, reason, lower(text), lower(other_text) order by start, other_start
        ) = 1
)

select * from final;

comment on view self_contradictions is
'Statements of one article that exclude each other, whatever the tape says. Grain: pair of claims.';
comment on column self_contradictions.claim_id is 'key of the claim that stands first in the text';
comment on column self_contradictions.other_claim_id is 'key of the claim that stands later in the text';
comment on column self_contradictions.annotation_id is
'key of the reading of one article revision by one set of models';
comment on column self_contradictions.article_id is 'key of the article; the same for all its revisions';
comment on column self_contradictions.outlet is 'name of the publisher as configured';
comment on column self_contradictions.url is 'address of the article, null for files';
comment on column self_contradictions.headline is 'first line of the article';
comment on column self_contradictions.published_at is
'the publishers word, UTC; null where it is not known, never guessed';
comment on column self_contradictions.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column self_contradictions.is_simulated is 'true for invented outlets and markets';
comment on column self_contradictions.kind is 'which of the eleven kinds of checks';
comment on column self_contradictions.asset is 'ticker that both are about; ALL for the whole market';
comment on column self_contradictions.reason is 'in what they exclude each other';
comment on column self_contradictions.text is 'span of the claim that stands first';
comment on column self_contradictions.start is 'first code point of that span in the text';
comment on column self_contradictions."end" is 'one past its last';
comment on column self_contradictions.other_text is 'span of the claim that stands later';
comment on column self_contradictions.other_start is 'first code point of that span in the text';
comment on column self_contradictions.other_end is 'one past its last';
