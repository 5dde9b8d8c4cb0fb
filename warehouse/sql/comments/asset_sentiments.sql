comment on table asset_sentiments is 'Sentiment of an article towards one asset. Grain: annotation and ticker.';
comment on column asset_sentiments.annotation_id is 'key of the reading of one article revision by one set of models';
comment on column asset_sentiments.ticker is 'asset, as in configs/assets.toml';
comment on column asset_sentiments.label is 'bearish, neutral or bullish';
comment on column asset_sentiments.score is '-1 (bearish) to 1 (bullish)';
comment on column asset_sentiments.n_sentences is 'sentences that say something of the asset';
