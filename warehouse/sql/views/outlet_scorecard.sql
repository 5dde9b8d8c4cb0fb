-- How far each publisher's own statements hold, how often it is first, how much of it is reprint, and how late it is.
-- Statements of echoes (copies, or articles that add next to nothing) count for the source, not for the publisher
-- that repeats them. First share and delay are about stories that two publishers or more told.
-- Grain: outlet. Inputs: articles, story_articles, stories, claim_verdicts. Clock: available_at, known_at of the
-- checks. Units: shares 0 to 1, with 95 % Wilson intervals; hours.

create view outlet_scorecard as
with statements as (
    select
        claim_verdicts.outlet,
        count(*) filter (where claim_verdicts.verdict = 'confirmed') as n_confirmed,
        count(*) filter (where claim_verdicts.verdict = 'near') as n_near,
        count(*) filter (where claim_verdicts.verdict = 'contradicted') as n_contradicted,
        count(*) filter (where claim_verdicts.verdict = 'untestable') as n_untestable
    from claim_verdicts
    left join story_articles on claim_verdicts.article_id = story_articles.article_id
    where claim_verdicts.verdict is not null and not coalesce(story_articles.is_echo, false)
    group by claim_verdicts.outlet
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
'How far each publisher''s own statements hold, how often it is first, how much of it is reprint. Grain: outlet.';
comment on column outlet_scorecard.outlet is 'name of the publisher as configured';
comment on column outlet_scorecard.n_articles is 'articles known of it';
comment on column outlet_scorecard.n_confirmed is 'statements of its own that the tape confirmed';
comment on column outlet_scorecard.n_near is 'statements of its own that were near';
comment on column outlet_scorecard.n_contradicted is 'statements of its own that the tape contradicted';
comment on column outlet_scorecard.n_untestable is 'statements of its own that could not be decided';
comment on column outlet_scorecard.n_decided is 'statements of its own that could be decided';
comment on column outlet_scorecard.held_share is 'confirmed or near, of the decided, 0 to 1; null without any';
comment on column outlet_scorecard.held_low is 'lower end of its 95 % Wilson interval';
comment on column outlet_scorecard.held_high is 'upper end of its 95 % Wilson interval';
comment on column outlet_scorecard.is_enough is 'at least 20 statements were decided; below that, compare nobody';
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
