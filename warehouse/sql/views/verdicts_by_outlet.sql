-- How often the figures that each outlet was the first to state agree with the tape. What it repeats after another
-- outlet is counted as an echo and judged with its origin.
-- Grain: outlet. Inputs: claim_verdicts, figure_statements. Clock: known_at of the checks. Units: share_held is the
-- share of confirmed and near among the figures that could be decided.

create view verdicts_by_outlet as
with judged as (
    select
        claim_verdicts.outlet,
        claim_verdicts.verdict,
        coalesce(figure_statements.is_echo, false) as is_echo
    from claim_verdicts
    left join figure_statements on claim_verdicts.claim_id = figure_statements.statement_id
    where claim_verdicts.verdict is not null
    qualify
        row_number() over (
            partition by claim_verdicts.outlet, coalesce(figure_statements.figure_id, claim_verdicts.claim_id)
            order by figure_statements.place, claim_verdicts.available_at, claim_verdicts.start, claim_verdicts.claim_id
        ) = 1
),

final as (
    select
        outlet,
        count(*) filter (where not is_echo) as n_figures,
        count(*) filter (where verdict = 'confirmed' and not is_echo) as n_confirmed,
        count(*) filter (where verdict = 'near' and not is_echo) as n_near,
        count(*) filter (where verdict = 'contradicted' and not is_echo) as n_contradicted,
        count(*) filter (where verdict = 'untestable' and not is_echo) as n_untestable,
        round((n_confirmed + n_near) / nullif(n_figures - n_untestable, 0), 3) as share_held,
        count(*) filter (where is_echo) as n_echoes
    from judged
    group by outlet
)

select * from final;

comment on view verdicts_by_outlet is
'How often the figures that each outlet was the first to state agree with the tape. Grain: outlet.';
comment on column verdicts_by_outlet.outlet is 'name of the publisher as configured';
comment on column verdicts_by_outlet.n_figures is 'figures that it was the first to state, as far as they were checked';
comment on column verdicts_by_outlet.n_confirmed is 'of these, confirmed';
comment on column verdicts_by_outlet.n_near is 'of these, nearly confirmed';
comment on column verdicts_by_outlet.n_contradicted is 'of these, contradicted';
comment on column verdicts_by_outlet.n_untestable is 'of these, not decided by the data';
comment on column verdicts_by_outlet.share_held is
'confirmed and near among those that could be decided, 0 to 1; null where there are none';
comment on column verdicts_by_outlet.n_echoes is 'figures that it repeated after another outlet';
