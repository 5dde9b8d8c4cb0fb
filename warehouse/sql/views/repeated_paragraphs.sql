-- Paragraphs that an outlet printed under more than one article.
-- Grain: outlet and paragraph. Inputs: article_paragraphs, known_articles. Clock: available_at of the articles.

create view repeated_paragraphs as
with final as (
    select
        article_paragraphs.outlet,
        article_paragraphs.key,
        arg_min(article_paragraphs.text, known_articles.available_at) as text,
        count(distinct article_paragraphs.article_id) as n_articles,
        count(distinct known_articles.available_at::date) as n_days,
        min(known_articles.available_at) as first_at,
        max(known_articles.available_at) as last_at
    from article_paragraphs
    inner join known_articles
        on article_paragraphs.article_id = known_articles.article_id and known_articles.revision = 1
    group by article_paragraphs.outlet, article_paragraphs.key
    having count(distinct article_paragraphs.article_id) > 1
)

select * from final;

comment on view repeated_paragraphs is
'Paragraphs that an outlet printed under more than one article. Grain: outlet, key.';
comment on column repeated_paragraphs.outlet is 'name of the publisher as configured';
comment on column repeated_paragraphs.key is 'hash of its words';
comment on column repeated_paragraphs.text is 'its first 200 characters';
comment on column repeated_paragraphs.n_articles is 'articles that have it';
comment on column repeated_paragraphs.n_days is 'days (UTC) on which such an article became available';
comment on column repeated_paragraphs.first_at is 'when the first of them became available, UTC';
comment on column repeated_paragraphs.last_at is 'when the last of them did, UTC';
