-- How far back the low and the high of each day reach: the last day before that was as low, or as high.
-- Grain: asset and day. Inputs: reference_days. Clock: close_time of the day. Units: US dollars, calendar days.
-- Not each day is compared with each before: only with those of its own month, and of the last month before that holds
-- a price as extreme. Highs are turned, so that lower is more extreme for both sides.

create view daily_extremes as
with sides as (
    select
        ticker,
        day,
        date_trunc('month', day) as month,
        unnest(['low', 'high']) as side,
        unnest([low, -high]) as figure
    from reference_days
),

months as (
    select
        ticker,
        side,
        month,
        min(figure) as figure
    from sides
    group by ticker, side, month
),

searches as (
    select
        sides.ticker,
        sides.side,
        sides.day,
        sides.figure,
        max(months.month) as month
    from sides
    inner join months
        on
            sides.ticker = months.ticker
            and sides.side = months.side
            and sides.month > months.month
            and sides.figure >= months.figure
    group by sides.ticker, sides.side, sides.day, sides.figure
    union all by name
    select * from sides
),

found as (
    select
        searches.ticker,
        searches.day,
        max(earlier.day) filter (where searches.side = 'low') as low_since,
        max(earlier.day) filter (where searches.side = 'high') as high_since
    from searches
    inner join sides as earlier
        on
            searches.ticker = earlier.ticker
            and searches.side = earlier.side
            and searches.month = earlier.month
            and searches.day > earlier.day
            and searches.figure >= earlier.figure
    group by searches.ticker, searches.day
),

final as (
    select
        reference_days.ticker,
        reference_days.day,
        reference_days.close_time,
        reference_days.low,
        found.low_since,
        reference_days.day
        - coalesce(found.low_since, min(reference_days.day) over (partition by reference_days.ticker)) as low_days,
        reference_days.high,
        found.high_since,
        reference_days.day
        - coalesce(found.high_since, min(reference_days.day) over (partition by reference_days.ticker)) as high_days
    from reference_days
    left join found on reference_days.ticker = found.ticker and reference_days.day = found.day
)

select * from final;

comment on view daily_extremes is
'How far back the low and the high of each day reach: lowest since when, highest since when. Grain: ticker, day.';
comment on column daily_extremes.ticker is 'asset, as in configs/assets.toml';
comment on column daily_extremes.day is 'day, UTC';
comment on column daily_extremes.close_time is 'end of the last bar of the day, UTC';
comment on column daily_extremes.low is 'lowest price of the day, US dollars';
comment on column daily_extremes.low_since is
'last day before with a price as low: the day is the lowest since then; null where the history has none';
comment on column daily_extremes.low_days is 'days since then, or since the history began where there is no such day';
comment on column daily_extremes.high is 'highest price of the day, US dollars';
comment on column daily_extremes.high_since is
'last day before with a price as high: the day is the highest since then; null where the history has none';
comment on column daily_extremes.high_days is 'days since then, or since the history began where there is no such day';
