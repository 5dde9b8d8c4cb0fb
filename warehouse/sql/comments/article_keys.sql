comment on table article_keys is
'Keys under which articles meet; only those that share one are compared. Grain: key and article.';
comment on column article_keys.key is 'hash of a text, a band of a signature, a sentence, a number or two terms';
comment on column article_keys.article_id is 'key of the article; the same for all its revisions';
comment on column article_keys.happened_at is 'when the article speaks, UTC';
