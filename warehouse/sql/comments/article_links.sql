comment on table article_links is 'Articles that are alike. Grain: pair of articles, as it was found.';
comment on column article_links.article_id is 'the article that was being placed';
comment on column article_links.other_id is 'an article that was placed before it';
comment on column article_links.kind is
'exact (same words), near (edited copy) or same_story (another account of the event)';
comment on column article_links.similarity is 'how much they are alike, 0 to 1; the measure depends on the kind';
