-- Articles of the window whose statements exclude each other, the newest first.
-- Grain: pair of claims. Parameters: window_start. Clock: available_at of the article.
select
    self_contradictions.*,
    current_annotations.revision
from self_contradictions
inner join current_annotations on self_contradictions.annotation_id = current_annotations.annotation_id
where self_contradictions.available_at > $window_start
order by self_contradictions.available_at desc, self_contradictions.start asc, self_contradictions.other_start asc
