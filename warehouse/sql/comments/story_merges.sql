comment on table story_merges is
'Stories that turned out to be one: the younger is part of the older from then on. Grain: merged story.';
comment on column story_merges.story_id is 'the story that was merged; its id is never used again';
comment on column story_merges.into_story_id is 'the story that it is part of since';
comment on column story_merges.article_id is 'the copy that showed it; known from its available_at on';
