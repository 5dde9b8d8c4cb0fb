-- The statements of one reading with their verdicts, in the order of the text.
-- Grain: claim. Parameters: annotation_id. Clock: available_at of the article.
select *
from claim_verdicts
where annotation_id = $annotation_id
order by start, kind, asset
