-- How each feed is doing. Silence is measured at its last successful poll, never against the wall clock, so that the
-- answer can be repeated. Sums are over the seven days before its last poll.
-- Failing: three polls in a row. Silent: without a new entry for more than a day, six typical gaps and two longest gaps
-- (thirty days where it has no rhythm). Unread: most of four or more pages held no article.
-- Grain: feed. Inputs: known_feed_polls. Clock: polled_at. Units: minutes.

create view source_health as
with last_polls as (
    select * from known_feed_polls
    qualify row_number() over (partition by feed_id order by polled_at desc) = 1
),

lives as (
    select
        feed_id,
        max(polled_at) filter (where outcome <> 'failed') as last_success_at,
        max(polled_at) filter (where n_new > 0) as last_new_at
    from known_feed_polls
    group by feed_id
),

weeks as (
    select
        last_polls.feed_id,
        count(*) as n_polls,
        count(*) filter (where polls.outcome = 'failed') as n_failed,
        sum(polls.n_new) as n_new,
        sum(polls.n_rejected) as n_rejected,
        count(*) filter (where polls.is_ill_formed) as n_ill_formed,
        coalesce(sum(polls.n_pages), 0) as n_pages,
        coalesce(sum(polls.n_pages_unread), 0) as n_pages_unread
    from last_polls
    inner join known_feed_polls as polls
        on
            last_polls.feed_id = polls.feed_id
            and polls.polled_at > last_polls.polled_at - interval 7 day
    group by last_polls.feed_id
),

measured as (
    select
        last_polls.feed_id,
        last_polls.polled_at as last_polled_at,
        lives.last_success_at,
        coalesce(last_polls.n_failures, 0) as n_failures,
        last_polls.reason as last_reason,
        last_polls.typical_gap_minutes,
        last_polls.longest_gap_minutes,
        coalesce(last_polls.newest_at, lives.last_new_at) as last_entry_at,
        epoch(lives.last_success_at - coalesce(last_polls.newest_at, lives.last_new_at)) / 60 as silent_minutes,
        case
            when last_polls.typical_gap_minutes is null then 43200
            else greatest(1440, 6 * last_polls.typical_gap_minutes, 2 * last_polls.longest_gap_minutes)
        end as habit_minutes,
        weeks.n_polls,
        weeks.n_failed,
        weeks.n_new,
        weeks.n_rejected,
        weeks.n_ill_formed,
        weeks.n_pages,
        weeks.n_pages_unread / nullif(weeks.n_pages, 0) as unread_page_share,
        last_polls.next_due_at
    from last_polls
    inner join lives on last_polls.feed_id = lives.feed_id
    inner join weeks on last_polls.feed_id = weeks.feed_id
),

final as (
    select
        feed_id,
        case
            when n_failures >= 3 then 'failing'
            when silent_minutes > habit_minutes then 'silent'
            when n_pages >= 4 and unread_page_share > 0.5 then 'unread'
            else 'ok'
        end as status,
        last_polled_at,
        last_success_at,
        n_failures,
        last_reason,
        typical_gap_minutes,
        longest_gap_minutes,
        last_entry_at,
        silent_minutes,
        habit_minutes,
        n_polls,
        n_failed,
        n_new,
        n_rejected,
        n_ill_formed,
        n_pages,
        unread_page_share,
        next_due_at
    from measured
)

select * from final;

comment on view source_health is 'How each feed is doing, as of its last poll. Grain: feed_id.';
comment on column source_health.feed_id is 'feed, as in feeds.toml';
comment on column source_health.status is 'failing, silent, unread (its pages hold no articles) or ok';
comment on column source_health.last_polled_at is 'when it was asked last, UTC';
comment on column source_health.last_success_at is 'when it answered as it should for the last time, UTC';
comment on column source_health.n_failures is 'failed polls in a row';
comment on column source_health.last_reason is 'why the last poll failed, in words; null if it went well';
comment on column source_health.typical_gap_minutes is
'median time between its entries, minutes; null for too few of them';
comment on column source_health.longest_gap_minutes is 'longest time between its entries, minutes';
comment on column source_health.last_entry_at is
'publication of its newest entry, UTC; failing that, when it last brought a new one';
comment on column source_health.silent_minutes is 'from then to its last successful poll, minutes';
comment on column source_health.habit_minutes is 'silence up to this length is its habit, minutes';
comment on column source_health.n_polls is 'polls in the seven days before its last one, that one included';
comment on column source_health.n_failed is 'failed ones among them';
comment on column source_health.n_new is 'entries not seen before, in these days';
comment on column source_health.n_rejected is 'entries that were refused, in these days';
comment on column source_health.n_ill_formed is 'polls with broken XML, in these days';
comment on column source_health.n_pages is 'article pages that were asked for, in these days';
comment on column source_health.unread_page_share is 'share of them that came but held no article, 0 to 1';
comment on column source_health.next_due_at is 'the feed is not asked again before this, UTC';
