comment on table story_memberships is 'The story that each article was placed in; it never moves. Grain: article.';
comment on column story_memberships.article_id is 'key of the article; the same for all its revisions';
comment on column story_memberships.story_id is 'key of the story, made of the article that opened it';
comment on column story_memberships.n_sentences is 'sentences of its body that are long enough to count';
comment on column story_memberships.n_new_sentences is 'those that the story did not have word for word';
comment on column story_memberships.n_numbers is 'distinct numbers in it';
comment on column story_memberships.n_new_numbers is 'those that the story did not have';
comment on column story_memberships.novelty is
'mean share of new sentences and new numbers against what the story had, 0 to 1; 1 for the article that opened it';
comment on column story_memberships.is_echo is 'it is a copy, or adds next to nothing (stories.toml, echo_novelty)';
comment on column story_memberships.grouped_at is 'when it was placed, UTC';
