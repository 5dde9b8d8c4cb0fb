-- Stated liquidation totals beside what the series shows for the same window, which ends at publication, or where the
-- text says ("in the four hours to 16:00": the time of the claim that stands on the same words). A market-wide series
-- (venue empty or all) may be compared with a market-wide total; a single venue is only a part of it.
-- Grain: stated figure and source of the series. Inputs: liquidation_figures, claims_current, liquidation_bars. Clock:
-- close_time at or before the end of the window, never after published_at; figures without a publication time or a
-- window are left out. Units: US dollars.

create view liquidations_reported_vs_measured as
with dated as (
    select
        annotation_id,
        start,
        min(time_end) as time_end
    from claims_current
    where kind = 'liquidation_total' and time_text is not null
    group by annotation_id, start
),

figures as (
    select
        liquidation_figures.*,
        liquidation_figures.window_hours * interval 1 hour as window_length,
        least(dated.time_end, liquidation_figures.published_at) as window_end
    from liquidation_figures
    left join dated
        on
            liquidation_figures.annotation_id = dated.annotation_id
            and liquidation_figures.start = dated.start
    where
        liquidation_figures.modality = 'reported'
        and liquidation_figures.amount_usd is not null
        and liquidation_figures.asset is not null
        and liquidation_figures.published_at is not null
        and liquidation_figures.window_hours between 1 and 24 * 31
),

hours as (
    select
        mention_id,
        asset,
        window_end,
        window_length,
        unnest(
            generate_series(
                date_trunc('hour', window_end - window_length), date_trunc('hour', window_end), interval 1 hour
            )
        ) as close_hour
    from figures
),

measured as (
    select
        hours.mention_id,
        bars.source,
        string_agg(distinct bars.venue, ', ' order by bars.venue) as venues,
        sum(bars.long_usd) as measured_long_usd,
        sum(bars.short_usd) as measured_short_usd,
        sum(bars.bar_seconds) / count(distinct bars.venue || ' ' || bars.symbol) as covered_seconds
    from hours
    inner join liquidation_bars as bars
        on
            hours.close_hour = date_trunc('hour', bars.close_time)
            and (hours.asset = bars.ticker or (hours.asset = 'ALL' and not bars.source_has_total))
    where
        bars.close_time <= hours.window_end
        and bars.close_time > hours.window_end - hours.window_length
        and bars.bar_seconds <= epoch(hours.window_length)
    group by hours.mention_id, bars.source
),

final as (
    select
        figures.mention_id,
        figures.article_id,
        figures.outlet,
        figures.headline,
        figures.published_at,
        figures.available_at,
        figures.asset,
        figures.position_side,
        figures.window_hours,
        figures.amount_usd::double as amount_usd,
        measured.source,
        measured.venues,
        figures.window_end,
        measured.measured_long_usd,
        measured.measured_short_usd,
        case figures.position_side
            when 'long' then measured.measured_long_usd
            when 'short' then measured.measured_short_usd
            else measured.measured_long_usd + measured.measured_short_usd
        end as measured_usd,
        case
            when measured.source is not null
                then least(1, measured.covered_seconds / epoch(figures.window_length))
        end as coverage,
        figures.amount_usd::double / nullif(measured_usd, 0) as reported_to_measured,
        figures.is_simulated
    from figures
    left join measured on figures.mention_id = measured.mention_id
)

select * from final;

comment on view liquidations_reported_vs_measured is
'Stated liquidation totals beside what the series shows for the same window. Grain: mention_id, source.';
comment on column liquidations_reported_vs_measured.mention_id is 'key of the mention';
comment on column liquidations_reported_vs_measured.article_id is 'key of the article; the same for all its revisions';
comment on column liquidations_reported_vs_measured.outlet is 'name of the publisher as configured';
comment on column liquidations_reported_vs_measured.headline is 'first line of the article';
comment on column liquidations_reported_vs_measured.published_at is
'the publishers word, UTC; null where it is not known, never guessed';
comment on column liquidations_reported_vs_measured.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column liquidations_reported_vs_measured.asset is
'ticker that it is about; ALL for the whole market; null where the text does not say';
comment on column liquidations_reported_vs_measured.position_side is
'side that was closed by force: long, short, both, unknown';
comment on column liquidations_reported_vs_measured.window_hours is
'length of the window that the figure covers, hours';
comment on column liquidations_reported_vs_measured.amount_usd is 'stated amount, US dollars';
comment on column liquidations_reported_vs_measured.source is 'who supplied the series; null where there is none';
comment on column liquidations_reported_vs_measured.venues is 'venues that the series covers';
comment on column liquidations_reported_vs_measured.window_end is 'end of the window, UTC';
comment on column liquidations_reported_vs_measured.measured_long_usd is
'longs closed by force in the window, US dollars';
comment on column liquidations_reported_vs_measured.measured_short_usd is
'shorts closed by force in the window, US dollars';
comment on column liquidations_reported_vs_measured.measured_usd is 'the side or sides that the text means, US dollars';
comment on column liquidations_reported_vs_measured.coverage is 'share of the window that the bars cover, 0 to 1';
comment on column liquidations_reported_vs_measured.reported_to_measured is
'stated over measured; far above 1 where the series covers one venue only';
comment on column liquidations_reported_vs_measured.is_simulated is 'true for invented outlets and markets';
