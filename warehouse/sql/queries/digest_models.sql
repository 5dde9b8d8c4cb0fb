-- Which models and lexicons read the articles of the window.
-- Grain: set of models. Parameters: window_start. Clock: available_at of the article.
select distinct array_to_string(list_transform(json_keys(model), lambda k: k || ' ' || (model ->> k)), ', ') as model
from current_annotations
where available_at > $window_start
order by model;
