-- What followed articles of each sentiment and each event kind: raw and abnormal returns by horizon, for event studies.
-- Abnormal is the return less that of BTC from the same entry over the same time; for BTC itself, less what its mean
-- return over the 30 days before the entry comes to over the horizon. An article counts once in each of its groups. The
-- cluster is the UTC day of the entry (for one week, the week): returns inside one overlap and are not independent.
-- Grain: article, asset, grouping, its value and horizon, where the raw return exists. Inputs: forward_returns,
-- events_current, returns_from, reference_candles. Clock: available_at, then close_time. Units: fractions.

create view event_returns as
with entries as (
    select
        *,
        entry_time - interval 30 days as drift_start
    from forward_returns
),

starts as ( -- noqa: ST03
    select distinct
        'BTC' as ticker,
        entry_time as start_at
    from entries
),

benchmark as (
    select * from returns_from(starts)
),

drifts as (
    select
        entries.article_id,
        entries.ticker,
        -- Mean log return an hour over the 30 days.
        ln(entries.entry_price / reference_candles.close)
        / (epoch(entries.entry_time - reference_candles.close_time) / 3600) as hourly_drift
    from entries
    asof inner join reference_candles
        on entries.ticker = reference_candles.ticker and entries.drift_start >= reference_candles.close_time
    where entries.ticker = 'BTC' and entries.drift_start - reference_candles.close_time <= interval 1 day
),

horizons as (
    select unnest([
        { 'horizon': '5m', 'hours': 1 / 12 },
        { 'horizon': '1h', 'hours': 1 },
        { 'horizon': '4h', 'hours': 4 },
        { 'horizon': '1d', 'hours': 24 },
        { 'horizon': '1w', 'hours': 168 },
    ], recursive := true)
),

returns as (
    select
        entries.article_id,
        entries.ticker,
        entries.entry_time,
        horizons.horizon,
        horizons.hours,
        case horizons.horizon
            when '5m' then entries.return_5m
            when '1h' then entries.return_1h
            when '4h' then entries.return_4h
            when '1d' then entries.return_1d
            when '1w' then entries.return_1w
        end as raw_return,
        case
            when entries.ticker = 'BTC' then exp(drifts.hourly_drift * horizons.hours) - 1
            when benchmark.entry_time != entries.entry_time then null
            when horizons.horizon = '5m' then benchmark.return_5m
            when horizons.horizon = '1h' then benchmark.return_1h
            when horizons.horizon = '4h' then benchmark.return_4h
            when horizons.horizon = '1d' then benchmark.return_1d
            when horizons.horizon = '1w' then benchmark.return_1w
        end as expected_return
    from entries
    cross join horizons
    left join benchmark on entries.entry_time = benchmark.start_at
    left join drifts on entries.article_id = drifts.article_id and entries.ticker = drifts.ticker
),

labels as (
    select
        article_id,
        ticker,
        'sentiment' as grouping,
        sentiment_label as group_value
    from forward_returns
    where sentiment_label is not null
    union all
    select distinct
        entries.article_id,
        entries.ticker,
        'event' as grouping,
        events_current.kind
    from entries
    inner join events_current
        on
            entries.article_id = events_current.article_id
            and (events_current.asset is null or events_current.asset in (entries.ticker, 'ALL'))
),

final as (
    select
        returns.article_id,
        returns.ticker,
        labels.grouping,
        labels.group_value,
        returns.horizon,
        entries.outlet,
        entries.available_at,
        returns.entry_time,
        epoch_us(returns.entry_time) // (86400000000 * if(returns.horizon = '1w', 7, 1)) as cluster,
        entries.sentiment_score,
        returns.raw_return,
        returns.raw_return - returns.expected_return as abnormal_return,
        entries.is_simulated
    from returns
    inner join labels on returns.article_id = labels.article_id and returns.ticker = labels.ticker
    inner join entries on returns.article_id = entries.article_id and returns.ticker = entries.ticker
    where returns.raw_return is not null
)

select * from final;

comment on view event_returns is
'What followed articles of each sentiment and event kind. Grain: article_id, ticker, grouping, group_value, horizon.';
comment on column event_returns.article_id is 'key of the article; the same for all its revisions';
comment on column event_returns.ticker is 'asset, as in configs/assets.toml';
comment on column event_returns.grouping is 'sentiment or event';
comment on column event_returns.group_value is
'label of the sentiment towards the asset, or kind of an event in the article';
comment on column event_returns.horizon is '5m, 1h, 4h, 1d or 1w after entry';
comment on column event_returns.outlet is 'name of the publisher as configured';
comment on column event_returns.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column event_returns.entry_time is 'close of the entry candle, UTC: the first at or after available_at';
comment on column event_returns.cluster is
'day of the entry (week for 1w) since 1970: what overlaps, and is resampled, together';
comment on column event_returns.sentiment_score is '-1 (bearish) to 1 (bullish) towards this asset; null where unknown';
comment on column event_returns.raw_return is 'return from entry to the horizon, fraction';
comment on column event_returns.abnormal_return is
'raw_return less what was to be expected, fraction; null where the benchmark is missing';
comment on column event_returns.is_simulated is 'true for invented outlets and markets';
