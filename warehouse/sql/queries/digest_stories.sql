-- The stories with an article in the window, the latest first: the first source, and who else told or repeated it.
-- Grain: story (an article that was not grouped yet stands for itself). Parameters: window_start, n (rows). Clock:
-- available_at.
with assets as (
    select
        article_id,
        string_agg(ticker, ' ' order by relevance desc, ticker asc) as tickers
    from article_assets_current
    group by article_id
),

told as (
    select
        current_annotations.article_id,
        current_annotations.revision,
        current_annotations.outlet,
        current_annotations.url,
        current_annotations.headline,
        current_annotations.sentiment_label,
        current_annotations.is_simulated,
        coalesce(story_articles.story_id, current_annotations.article_id) as story_id,
        coalesce(story_articles.place, 1) as place,
        coalesce(story_articles.is_echo, false) as is_echo,
        coalesce(story_articles.available_at, current_annotations.available_at) as available_at
    from current_annotations
    left join story_articles on current_annotations.article_id = story_articles.article_id
),

counted as (
    select
        told.story_id,
        max(told.available_at) as last_at,
        count(*) as n_articles,
        count(distinct told.outlet) as n_outlets,
        list_sort(list_distinct(list(told.outlet) filter (told.is_echo))) as echo_outlets,
        list_sort(list_distinct(list(told.outlet) filter (not told.is_echo and told.place > 1))) as account_outlets
    from told
    group by told.story_id
    having last_at > $window_start
),

final as (
    select
        told.article_id,
        told.revision,
        told.outlet,
        told.url,
        told.headline,
        told.available_at,
        told.sentiment_label,
        told.is_simulated,
        assets.tickers,
        told.story_id,
        counted.last_at,
        counted.n_articles,
        counted.n_outlets,
        list_filter(coalesce(counted.echo_outlets, []), lambda name: name != told.outlet) as echoed_by,
        list_filter(coalesce(counted.account_outlets, []), lambda name: name != told.outlet) as also_told_by
    from counted
    inner join told on counted.story_id = told.story_id and told.place = 1
    left join assets on told.article_id = assets.article_id
    order by counted.last_at desc, told.article_id asc
    limit $n
)

select * from final;
