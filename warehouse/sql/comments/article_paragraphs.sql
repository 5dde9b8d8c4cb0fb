comment on table article_paragraphs is
'Paragraphs without figures, from which an outlets boilerplate is learned. Grain: article and paragraph.';
comment on column article_paragraphs.article_id is 'key of the article; the same for all its revisions';
comment on column article_paragraphs.outlet is 'name of the publisher as configured';
comment on column article_paragraphs.key is 'hash of its words';
comment on column article_paragraphs.text is 'its first 200 characters';
comment on column article_paragraphs.available_at is
'when the first version of the article became available, UTC; the clock of all joins';
