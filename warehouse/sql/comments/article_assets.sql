comment on table article_assets is 'An asset that an article is about. Grain: annotation and ticker.';
comment on column article_assets.annotation_id is 'key of the reading of one article revision by one set of models';
comment on column article_assets.ticker is 'asset, as in configs/assets.toml';
comment on column article_assets.n_mentions is 'how often the asset is named outside boilerplate';
comment on column article_assets.relevance is
'0 to 1; headline weighs more than lead, lead more than the rest; sums to at most 1 in an article';
