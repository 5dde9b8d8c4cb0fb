-- The values that a figure took over time, as articles stated them.
-- Grain: figure and value. Inputs: figure_statements, claim_verdicts. Clock: stated_at. Units: as in unit.

create view figure_values as
with judged as (
    select
        figure_statements.*,
        claim_verdicts.verdict,
        row_number() over (
            partition by figure_statements.figure_id
            order by figure_statements.place, figure_statements.start, figure_statements.statement_id
        ) as turn
    from figure_statements
    left join claim_verdicts on figure_statements.statement_id = claim_verdicts.claim_id
),

final as (
    select
        figure_id,
        kind,
        asset,
        unit,
        value_low,
        value_high,
        min(stated_at) as first_stated_at,
        max(stated_at) as last_stated_at,
        arg_min(outlet, turn) as first_outlet,
        arg_min(text, turn) as text,
        count(distinct article_id) as n_articles,
        count(distinct outlet) as n_outlets,
        arg_min(verdict, turn) as verdict
    from judged
    group by figure_id, kind, asset, unit, value_low, value_high
)

select * from final;

comment on view figure_values is
'The values that a figure took over time, as articles stated them. Grain: figure_id, value_low, value_high.';
comment on column figure_values.figure_id is 'key of the figure';
comment on column figure_values.kind is 'kind of the claim or metric; liquidation_total for liquidations';
comment on column figure_values.asset is
'ticker that it is about; ALL for the whole market; null where the text does not say';
comment on column figure_values.unit is 'unit of the figure: USD, %, index, x, days or null';
comment on column figure_values.value_low is 'stated figure, or lower end of a stated range, in unit';
comment on column figure_values.value_high is 'upper end; equal to value_low for a point';
comment on column figure_values.first_stated_at is 'when it was first stated with this value, UTC';
comment on column figure_values.last_stated_at is 'when it was last stated with this value, UTC';
comment on column figure_values.first_outlet is 'publisher that stated this value first';
comment on column figure_values.text is 'the words of that statement';
comment on column figure_values.n_articles is 'articles that state this value';
comment on column figure_values.n_outlets is 'publishers that state this value';
comment on column figure_values.verdict is 'verdict of the first claim of this value; null where none was checked';
