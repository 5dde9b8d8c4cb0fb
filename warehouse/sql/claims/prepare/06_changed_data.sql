-- From when on the data of an asset may differ from what the last check saw. An observation that is added or revised
-- also changes what follows the one before it: where a series ended, whether a day had a successor. So the difference
-- begins with the observation before, and where there is none, or what holds of the whole series changed, at the
-- beginning of time.
-- Grain: kind of series and ticker. Inputs: market_changes, series_facts, checked_series, settled_liquidations and
-- the tables of the other series.
create or replace temp table changed_data as
with firsts as (
    select
        kind,
        source,
        venue,
        symbol,
        ticker,
        timeframe,
        min(first_time) as first_time
    from market_changes
    group by kind, source, venue, symbol, ticker, timeframe
),

observations as (
    select
        'candles' as kind,
        source,
        venue,
        symbol,
        ticker,
        timeframe,
        available_at,
        open_time as observed_at
    from candles
    union all
    select
        'liquidations' as kind,
        source,
        venue,
        symbol,
        ticker,
        '' as timeframe,
        available_at,
        open_time as observed_at
    from settled_liquidations
    union all
    select
        'funding_rates' as kind,
        source,
        venue,
        symbol,
        ticker,
        '' as timeframe,
        available_at,
        observed_at
    from funding_rates
    union all
    select
        'open_interest' as kind,
        source,
        venue,
        symbol,
        ticker,
        '' as timeframe,
        available_at,
        observed_at
    from open_interest
    union all
    select
        'fear_greed' as kind,
        source,
        '' as venue,
        '' as symbol,
        '' as ticker,
        '' as timeframe,
        available_at,
        observed_date::timestamptz as observed_at
    from fear_greed
    union all
    select
        'etf_flows' as kind,
        source,
        '' as venue,
        fund as symbol,
        ticker,
        '' as timeframe,
        available_at,
        flow_date::timestamptz as observed_at
    from etf_flows
),

predecessors as (
    select
        firsts.kind,
        firsts.source,
        firsts.venue,
        firsts.symbol,
        firsts.ticker,
        firsts.timeframe,
        max(observations.observed_at) as observed_at
    from firsts
    inner join observations
        on
            firsts.kind = observations.kind
            and firsts.source = observations.source
            and firsts.venue = observations.venue
            and firsts.symbol = observations.symbol
            and firsts.ticker = observations.ticker
            and firsts.timeframe = observations.timeframe
            and firsts.first_time > observations.observed_at
    where observations.available_at <= settled_at(observations.observed_at)
    group by firsts.kind, firsts.source, firsts.venue, firsts.symbol, firsts.ticker, firsts.timeframe
),

other_facts as (
    (
        select * from series_facts
        except
        select * exclude (known_at) from checked_series
    )
    union all
    (
        select * exclude (known_at) from checked_series
        except
        select * from series_facts
    )
),

changes as (
    select
        firsts.kind,
        firsts.ticker,
        coalesce(predecessors.observed_at, '-infinity'::timestamptz) as changed_from
    from firsts
    left join predecessors
        on
            firsts.kind = predecessors.kind
            and firsts.source = predecessors.source
            and firsts.venue = predecessors.venue
            and firsts.symbol = predecessors.symbol
            and firsts.ticker = predecessors.ticker
            and firsts.timeframe = predecessors.timeframe
    union all
    select
        kind,
        ticker,
        '-infinity'::timestamptz as changed_from
    from other_facts
),

final as (
    select
        kind,
        ticker,
        min(changed_from) as changed_from
    from changes
    group by kind, ticker
)

select * from final;
