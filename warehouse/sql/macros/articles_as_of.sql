-- Each article in the latest version that was known at a moment.
-- Grain: article. Inputs: article_revisions. Clock: available_at.

create macro articles_as_of(moment) as table
select
    article_id,
    revision,
    outlet,
    url,
    headline,
    text,
    authors,
    published_raw,
    published_at,
    fetched_at,
    available_at,
    available_basis,
    revised_at,
    body_source,
    content_hash,
    time_zone,
    is_simulated,
    entry_id,
    document_id,
    page_kind,
    correction,
    published_trust,
    tags,
    language,
    published_date
from article_revisions
where available_at <= moment::timestamptz
qualify row_number() over (partition by article_id order by revision desc) = 1;

comment on macro table articles_as_of is -- noqa: PRS
'Each article in the latest version known at the moment. Columns as in articles.';
