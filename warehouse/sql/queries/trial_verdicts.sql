-- Verdicts of articles whose keys begin alike, with what tells their figures apart.
-- Grain: claim. Parameters: prefix. Clock: available_at of the article.
select
    article_id,
    kind,
    asset,
    coalesce(nullif(concat_ws(' ', value_low, value_high, position_side), ''), lower(text)) as figure,
    verdict
from claim_verdicts
where starts_with(article_id, $prefix) and modality = 'reported'
