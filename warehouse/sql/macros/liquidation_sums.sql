-- Liquidations of the last hours, at the end of each bar: the bars that lie wholly in the window, and how much of the
-- window they cover (a bar of a stream counts as far as it was heard). Bars longer than the window say nothing.
-- Grain: source, venue, symbol and window_end. Inputs: liquidation_bars. Clock: close_time. Units: US dollars.
-- Parameter: hours, of the window.

create macro liquidation_sums(hours := 24) as table
with bars as (
    select
        *,
        epoch_us(open_time) as open_us,
        (bar_seconds * 1000000)::bigint as bar_us,
        (hours * 3600000000)::bigint as window_us
    from liquidation_bars
    where bar_seconds <= hours * 3600
),

final as (
    select
        source,
        venue,
        symbol,
        ticker,
        close_time as window_end,
        sum(long_usd) over in_window as long_usd,
        sum(short_usd) over in_window as short_usd,
        sum(long_usd + short_usd) over in_window as total_usd,
        count(*) over in_window as n_bars,
        sum(bar_seconds * coalesce(coverage, 1)) over in_window / (hours * 3600) as coverage,
        source_has_total
    from bars
    window
        in_window as (
            partition by source, venue, symbol order by open_us
            range between window_us - bar_us preceding and current row -- noqa: PRS
        )
)

select * from final;

comment on macro table liquidation_sums is -- noqa: PRS
'Liquidations of the last hours at the end of each bar. Grain: source, venue, symbol, window_end.
source: who supplied the series
venue: where it was measured; empty or all where it covers the whole market
symbol: instrument, like BTC-USDT-PERP
ticker: asset, as in configs/assets.toml
window_end: end of the window and of its last bar, UTC
long_usd: longs closed by force in the window, US dollars
short_usd: shorts closed by force in the window, US dollars
total_usd: both, US dollars
n_bars: bars in the window
coverage: share of the window that was measured, 0 to 1; below 1 where bars are missing or were heard in part
source_has_total: true where the source also has a series of the whole market (ticker ALL), which already contains the others';
