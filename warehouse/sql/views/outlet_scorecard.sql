-- How far each publisher's own figures hold, how often it is first, how much of it is reprint, and how late it is.
-- A figure counts once for each publisher that states it, with the verdict of that publisher's first claim of it. It is
-- not counted where an echo (a copy, or an article that adds next to nothing) repeats what another publisher stated
-- first: that counts for the source. What an echo adds of its own does count. First share and delay are about stories
-- that two publishers or more told.
-- Grain: outlet. Inputs: articles, story_articles, stories, figure_statements, claim_verdicts. Clock: available_at,
-- known_at of the checks. Units: shares 0 to 1, with 95 % Wilson intervals; hours.

create view outlet_scorecard as
with judged as (
    select
        claim_verdicts.outlet,
        claim_verdicts.verdict
    from claim_verdicts
    left join figure_statements
        on claim_verdicts.claim_id = figure_statements.statement_id and figure_statements.statement_table = 'claims'
    left join story_articles on claim_verdicts.article_id = story_articles.article_id
    where
        claim_verdicts.verdict is not null
        and not (coalesce(story_articles.is_echo, false) and coalesce(figure_statements.is_echo, true))
    qualify
        row_number() over (
            partition by claim_verdicts.outlet, coalesce(figure_statements.figure_id, claim_verdicts.claim_id)
            order by figure_statements.place, claim_verdicts.available_at, claim_verdicts.start, claim_verdicts.claim_id
        ) = 1
),

statements as (
    select
        outlet,
        count(*) filter (where verdict = 'confirmed') as n_confirmed,
        count(*) filter (where verdict = 'near') as n_near,
        count(*) filter (where verdict = 'contradicted') as n_contradicted,
        count(*) filter (where verdict = 'untestable') as n_untestable
    from judged
    group by outlet
),

published as (
    select
        articles.outlet,
        count(*) as n_articles,
        count(*) filter (where story_articles.is_echo) as n_echoes,
        bool_or(articles.is_simulated) as is_simulated
    from articles
    left join story_articles on articles.article_id = story_articles.article_id
    group by articles.outlet
),

-- The first article of each publisher in each story that another one told too.
told as (
    select
        story_articles.outlet,
        story_articles.story_id,
        stories.first_outlet,
        min(story_articles.available_at) - stories.started_at as delay
    from story_articles
    inner join stories on story_articles.story_id = stories.story_id
    where stories.n_outlets > 1
    group by story_articles.outlet, story_articles.story_id, stories.first_outlet, stories.started_at
),

pace as (
    select
        outlet,
        count(*) as n_shared_stories,
        count(*) filter (where outlet = first_outlet) as n_first,
        median(epoch(delay)) filter (where outlet != first_outlet) / 3600 as median_delay_hours
    from told
    group by outlet
),

counted as (
    select
        published.outlet,
        published.n_articles,
        published.n_echoes,
        published.is_simulated,
        coalesce(statements.n_confirmed, 0) as n_confirmed,
        coalesce(statements.n_near, 0) as n_near,
        coalesce(statements.n_contradicted, 0) as n_contradicted,
        coalesce(statements.n_untestable, 0) as n_untestable,
        coalesce(pace.n_shared_stories, 0) as n_shared_stories,
        coalesce(pace.n_first, 0) as n_first,
        pace.median_delay_hours
    from published
    left join statements on published.outlet = statements.outlet
    left join pace on published.outlet = pace.outlet
),

final as (
    select
        outlet,
        n_articles,
        n_confirmed,
        n_near,
        n_contradicted,
        n_untestable,
        n_confirmed + n_near + n_contradicted as n_decided,
        (n_confirmed + n_near) / nullif(n_decided, 0) as held_share,
        wilson_interval(n_confirmed + n_near, n_decided).low as held_low,
        wilson_interval(n_confirmed + n_near, n_decided).high as held_high,
        n_decided >= 20 as is_enough,
        n_shared_stories,
        n_first,
        n_first / nullif(n_shared_stories, 0) as first_share,
        wilson_interval(n_first, n_shared_stories).low as first_low,
        wilson_interval(n_first, n_shared_stories).high as first_high,
        n_echoes,
        n_echoes / n_articles as reprint_share,
        wilson_interval(n_echoes, n_articles).low as reprint_low,
        wilson_interval(n_echoes, n_articles).high as reprint_high,
        median_delay_hours,
        is_simulated
    from counted
)

select * from final;

comment on view outlet_scorecard is
'How far each publisher''s own figures hold, how often it is first, how much of it is reprint. Grain: outlet.';
comment on column outlet_scorecard.outlet is 'name of the publisher as configured';
comment on column outlet_scorecard.n_articles is 'articles known of it';
comment on column outlet_scorecard.n_confirmed is 'figures of its own that the tape confirmed';
comment on column outlet_scorecard.n_near is 'figures of its own that were near';
comment on column outlet_scorecard.n_contradicted is 'figures of its own that the tape contradicted';
comment on column outlet_scorecard.n_untestable is 'figures of its own that could not be decided';
comment on column outlet_scorecard.n_decided is 'figures of its own that could be decided';
comment on column outlet_scorecard.held_share is 'confirmed or near, of the decided, 0 to 1; null without any';
comment on column outlet_scorecard.held_low is 'lower end of its 95 % Wilson interval';
comment on column outlet_scorecard.held_high is 'upper end of its 95 % Wilson interval';
comment on column outlet_scorecard.is_enough is 'at least 20 figures were decided; below that, compare nobody';
comment on column outlet_scorecard.n_shared_stories is 'stories that it and another publisher told';
comment on column outlet_scorecard.n_first is 'of these, stories that it told first';
comment on column outlet_scorecard.first_share is 'n_first of n_shared_stories, 0 to 1; null without any';
comment on column outlet_scorecard.first_low is 'lower end of its 95 % Wilson interval';
comment on column outlet_scorecard.first_high is 'upper end of its 95 % Wilson interval';
comment on column outlet_scorecard.n_echoes is 'articles that are copies, or add next to nothing to their story';
comment on column outlet_scorecard.reprint_share is 'n_echoes of n_articles, 0 to 1';
comment on column outlet_scorecard.reprint_low is 'lower end of its 95 % Wilson interval';
comment on column outlet_scorecard.reprint_high is 'upper end of its 95 % Wilson interval';
comment on column outlet_scorecard.median_delay_hours is
'median time from the first source to its own first article, in stories that another told first, hours';
comment on column outlet_scorecard.is_simulated is 'true for invented outlets and markets';
