-- Statements of one reading that exclude each other, in the order of the text.
-- Grain: pair of claims. Parameters: annotation_id. Clock: available_at of the article.
select *
from self_contradictions
where annotation_id = $annotation_id
order by start, other_start
