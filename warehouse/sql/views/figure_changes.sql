-- Which figures a later version of an article has that the version before it had not, and which are gone: levels,
-- liquidations and metrics as they were read. What was replaced by one of its own kind stands in one row.
-- Grain: article, revision and changed figure. Inputs: known_articles, annotations and their mentions.
-- Clock: available_at of the later version.

create view figure_changes as
with readings as (
    select
        annotations.annotation_id,
        known_articles.article_id,
        known_articles.revision,
        known_articles.outlet,
        known_articles.headline,
        known_articles.available_at,
        known_articles.revised_at,
        known_articles.correction,
        known_articles.is_simulated
    from known_articles
    inner join annotations
        on known_articles.article_id = annotations.article_id and known_articles.revision = annotations.revision
    qualify
        row_number() over (
            partition by known_articles.article_id, known_articles.revision
            order by annotations.annotated_at desc, annotations.annotation_id asc
        ) = 1
),

mentions as (
    select
        annotation_id,
        'price_level' as kind,
        role as what,
        asset,
        price_low::double as value,
        text,
        start
    from price_level_mentions
    union all
    select
        annotation_id,
        'liquidation' as kind,
        position_side as what,
        asset,
        amount_usd::double as value,
        text,
        start
    from liquidation_mentions
    union all
    select
        annotation_id,
        'metric' as kind,
        kind as what,
        asset,
        value::double as value,
        text,
        start
    from metric_mentions
),

figures as (
    select
        readings.article_id,
        readings.revision,
        mentions.kind,
        mentions.what,
        coalesce(mentions.asset, '') as asset,
        mentions.value,
        arg_min(mentions.text, mentions.start) as text,
        min(mentions.start) as start
    from readings
    inner join mentions on readings.annotation_id = mentions.annotation_id
    where mentions.value is not null
    group by all
),

added as (
    select
        later.article_id,
        later.revision,
        later.kind,
        later.what,
        later.asset,
        later.value,
        later.text,
        row_number() over (
            partition by later.article_id, later.revision, later.kind, later.what, later.asset
            order by later.start, later.value
        ) as place
    from figures as later
    anti join figures as earlier
        on
            later.article_id = earlier.article_id
            and later.revision = earlier.revision + 1
            and later.kind = earlier.kind
            and later.what = earlier.what
            and later.asset = earlier.asset
            and later.value = earlier.value
    where later.revision > 1
),

removed as (
    select
        earlier.article_id,
        earlier.revision + 1 as revision,
        earlier.kind,
        earlier.what,
        earlier.asset,
        earlier.value,
        earlier.text,
        row_number() over (
            partition by earlier.article_id, earlier.revision, earlier.kind, earlier.what, earlier.asset
            order by earlier.start, earlier.value
        ) as place
    from figures as earlier
    anti join figures as later
        on
            earlier.article_id = later.article_id
            and earlier.revision + 1 = later.revision
            and earlier.kind = later.kind
            and earlier.what = later.what
            and earlier.asset = later.asset
            and earlier.value = later.value
),

changes as (
    select
        coalesce(added.article_id, removed.article_id) as article_id,
        coalesce(added.revision, removed.revision) as revision,
        coalesce(added.kind, removed.kind) as kind,
        coalesce(added.what, removed.what) as what,
        coalesce(added.asset, removed.asset) as asset,
        added.value,
        added.text,
        removed.value as previous_value,
        removed.text as previous_text
    from added
    full outer join removed
        on
            added.article_id = removed.article_id
            and added.revision = removed.revision
            and added.kind = removed.kind
            and added.what = removed.what
            and added.asset = removed.asset
            and added.place = removed.place
),

final as (
    select
        changes.article_id,
        changes.revision,
        case
            when changes.previous_value is null then 'added'
            when changes.value is null then 'removed'
            else 'changed'
        end as change,
        changes.kind,
        changes.what,
        nullif(changes.asset, '') as asset,
        changes.previous_value,
        changes.value,
        changes.previous_text,
        changes.text,
        readings.outlet,
        readings.headline,
        readings.available_at,
        readings.revised_at,
        readings.correction,
        readings.is_simulated
    from changes
    inner join readings on changes.article_id = readings.article_id and changes.revision = readings.revision
)

select * from final;

comment on view figure_changes is
'Figures that a later version of an article changed, added or dropped. Grain: article, revision, figure.';
comment on column figure_changes.article_id is 'key of the article; the same for all its revisions';
comment on column figure_changes.revision is 'number of the later version';
comment on column figure_changes.change is 'changed, added or removed';
comment on column figure_changes.kind is 'price_level, liquidation or metric';
comment on column figure_changes.what is 'role of a level, side of a liquidation, kind of a metric';
comment on column figure_changes.asset is 'ticker; null where the text leaves it open';
comment on column figure_changes.previous_value is 'value before, in the unit of its kind; null for what was added';
comment on column figure_changes.value is 'value now; null for what was removed';
comment on column figure_changes.previous_text is 'the span before';
comment on column figure_changes.text is 'the span now';
comment on column figure_changes.outlet is 'name of the publisher as configured';
comment on column figure_changes.headline is 'first line of the later version';
comment on column figure_changes.available_at is
'earliest moment at which anyone here could have acted on the later version, UTC';
comment on column figure_changes.revised_at is 'when the outlet changed it, as far as seen, UTC';
comment on column figure_changes.correction is
'the publishers own words on what was corrected; null where there are none';
comment on column figure_changes.is_simulated is 'true for invented outlets and markets';
