-- Figures with their first source, their echoes by publisher, and one verdict: that of the first claim that has one.
-- Grain: figure. Inputs: figure_statements, claim_verdicts. Clock: stated_at. Units: as in unit.

create view figures as
with judged as (
    select
        figure_statements.*,
        claim_verdicts.verdict,
        claim_verdicts.finding,
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
        arg_min(value_low, turn) as first_value_low,
        arg_min(value_high, turn) as first_value_high,
        arg_max(value_low, turn) as last_value_low,
        arg_max(value_high, turn) as last_value_high,
        arg_min(text, turn) as text,
        arg_min(article_id, turn) as origin_article_id,
        min(origin_outlet) as origin_outlet,
        min(stated_at) as first_stated_at,
        max(stated_at) as last_stated_at,
        count(distinct article_id) as n_articles,
        count(distinct outlet) as n_outlets,
        count(distinct outlet) filter (is_echo) as n_echoes,
        count(distinct concat_ws(' to ', value_low, value_high)) as n_values,
        arg_min(verdict, turn) as verdict,
        arg_min_null(finding, turn) filter (verdict is not null) as finding,
        bool_or(is_simulated) as is_simulated
    from judged
    group by figure_id, kind, asset, unit
)

select * from final;

comment on view figures is
'Figures with their first source, their echoes by publisher, and one verdict. Grain: figure_id.';
comment on column figures.figure_id is 'key of the figure; it stays when statements are added';
comment on column figures.kind is 'kind of the claim or metric; liquidation_total for liquidations';
comment on column figures.asset is
'ticker that it is about; ALL for the whole market; null where the text does not say';
comment on column figures.unit is 'unit of the figure: USD, %, index, x, days or null';
comment on column figures.first_value_low is 'figure as first stated, or its lower end, in unit';
comment on column figures.first_value_high is 'upper end; equal to first_value_low for a point';
comment on column figures.last_value_low is 'figure as last stated, or its lower end, in unit';
comment on column figures.last_value_high is 'upper end; equal to last_value_low for a point';
comment on column figures.text is 'the words of the first statement';
comment on column figures.origin_article_id is 'the article that stated it first';
comment on column figures.origin_outlet is 'the publisher that stated it first';
comment on column figures.first_stated_at is 'when that article became available, UTC';
comment on column figures.last_stated_at is 'when the latest article that states it became available, UTC';
comment on column figures.n_articles is 'articles that state it';
comment on column figures.n_outlets is 'publishers that state it';
comment on column figures.n_echoes is 'publishers that repeat it after the first one';
comment on column figures.n_values is 'distinct values stated; above 1 where it was rounded or drifted';
comment on column figures.verdict is 'verdict of the first claim that has one; null where none was checked';
comment on column figures.finding is 'what the tape says of that claim';
comment on column figures.is_simulated is 'true for invented outlets and markets';
