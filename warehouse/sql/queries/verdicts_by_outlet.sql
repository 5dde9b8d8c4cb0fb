-- How often the figures that each outlet was the first to state agree with the tape. What it repeats after another
-- outlet is counted as an echo and judged with its origin.
-- Grain: outlet. Input: the view of the same name.
select * from verdicts_by_outlet
order by share_held desc nulls last, n_figures desc, outlet asc;
