-- Statements of the current readings with the figure that they are, in the order in which they were made.
-- Grain: claim or mention. Inputs: figure_placements, current_annotations, known_articles. Clock: available_at of the
-- first version of the article that states the figure; of those at one moment, published_at. Units: as in unit.

create view figure_statements as
with stated as (
    select
        figure_placements.figure_id,
        figure_placements.article_id,
        min(known_articles.available_at) as stated_at,
        min(known_articles.published_at) as published_at
    from figure_placements
    inner join known_articles
        on
            figure_placements.article_id = known_articles.article_id
            and figure_placements.revision = known_articles.revision
    group by figure_placements.figure_id, figure_placements.article_id
),

placed as (
    select
        figure_placements.figure_id,
        figure_placements.statement_id,
        figure_placements.statement_table,
        figure_placements.article_id,
        current_annotations.revision,
        current_annotations.outlet,
        current_annotations.url,
        figure_placements.kind,
        figure_placements.asset,
        figure_placements.unit,
        figure_placements.value_low,
        figure_placements.value_high,
        figure_placements.window_hours,
        figure_placements.text,
        figure_placements.start,
        stated.stated_at,
        current_annotations.is_simulated,
        dense_rank() over (
            partition by figure_placements.figure_id
            order by stated.stated_at, stated.published_at nulls last, figure_placements.article_id
        ) as place
    from figure_placements
    inner join current_annotations on figure_placements.annotation_id = current_annotations.annotation_id
    inner join stated
        on
            figure_placements.figure_id = stated.figure_id
            and figure_placements.article_id = stated.article_id
),

final as (
    select
        placed.*,
        first_value(placed.outlet) over (
            partition by placed.figure_id order by placed.place, placed.start, placed.statement_id
        ) as origin_outlet,
        placed.outlet != origin_outlet as is_echo
    from placed
)

select * from final;

comment on view figure_statements is
'Statements of the current readings with the figure that they are. Grain: statement_id.';
comment on column figure_statements.figure_id is 'key of the figure; it stays when statements are added';
comment on column figure_statements.statement_id is 'key of the claim or mention';
comment on column figure_statements.statement_table is 'where it stands: claims, liquidation_mentions, metric_mentions';
comment on column figure_statements.article_id is 'key of the article; the same for all its revisions';
comment on column figure_statements.revision is 'number of the version that states it now';
comment on column figure_statements.outlet is 'name of the publisher as configured';
comment on column figure_statements.url is 'address of the article, null for files';
comment on column figure_statements.kind is 'kind of the claim or metric; liquidation_total for liquidations';
comment on column figure_statements.asset is
'ticker that it is about; ALL for the whole market; null where the text does not say';
comment on column figure_statements.unit is 'unit of the figure: USD, %, index, x, days or null';
comment on column figure_statements.value_low is 'stated figure, or lower end of a stated range, in unit';
comment on column figure_statements.value_high is 'upper end; equal to value_low for a point';
comment on column figure_statements.window_hours is 'length of the window that the figure covers, hours';
comment on column figure_statements.text is 'the span itself';
comment on column figure_statements.start is 'first code point of the span in the text';
comment on column figure_statements.stated_at is
'when the first version of this article that states the figure became available, UTC';
comment on column figure_statements.is_simulated is 'true for invented outlets and markets';
comment on column figure_statements.place is
'1 for the article that stated the figure first, 2 for the next one, and so on';
comment on column figure_statements.origin_outlet is 'the publisher that stated it first';
comment on column figure_statements.is_echo is 'it repeats what another publisher stated first';
