-- How the figures that each outlet was the first to state have fared so far, not only in the window, and how many it
-- repeated after others.
-- Grain: outlet. Parameters: window_start (an outlet appears when it has an article since). Inputs: verdicts_by_outlet,
-- claim_verdicts. Clock: known_at.
with recent as (
    select outlet
    from claim_verdicts
    group by outlet
    having max(available_at) > $window_start
),

final as (
    select
        verdicts_by_outlet.outlet,
        verdicts_by_outlet.n_confirmed as confirmed,
        verdicts_by_outlet.n_near as near,
        verdicts_by_outlet.n_contradicted as contradicted,
        verdicts_by_outlet.n_untestable as untestable,
        verdicts_by_outlet.n_echoes as echoes
    from verdicts_by_outlet
    semi join recent on verdicts_by_outlet.outlet = recent.outlet
    order by confirmed desc, verdicts_by_outlet.outlet asc
)

select * from final;
