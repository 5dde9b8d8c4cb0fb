-- Mentions of all kinds and claims of the current reading of each article, and when they became available with it.
-- Grain: kind and mention. Input: mentions_as_of. Clock: available_at of the article.

create view mentions_current as
select
    mention_id,
    kind,
    article_id,
    annotation_id,
    ticker,
    available_at,
    is_simulated
from mentions_as_of(coalesce(getvariable('as_of')::timestamptz, 'infinity'::timestamptz));

comment on view mentions_current is
'Mentions of all kinds and claims, when they became available. Grain: kind, mention_id.';
comment on column mentions_current.mention_id is 'key of the mention, or of the claim';
comment on column mentions_current.kind is 'price_level, liquidation, metric, event or claim';
comment on column mentions_current.article_id is 'key of the article; the same for all its revisions';
comment on column mentions_current.annotation_id is 'key of the reading that it stands in';
comment on column mentions_current.ticker is 'asset that it is about';
comment on column mentions_current.available_at is 'when its article became available, UTC; the clock of all joins';
comment on column mentions_current.is_simulated is 'true for invented outlets and markets';
