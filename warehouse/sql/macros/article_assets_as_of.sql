-- What each article that was known at a moment is about, with the sentiment towards each asset.
-- Grain: article and asset. Inputs: article_assets, asset_sentiments, annotations_as_of. Clock: available_at of the
-- article. Units: relevance 0 to 1, scores -1 to 1.

create macro article_assets_as_of(moment) as table
select
    current_annotations.article_id,
    article_assets.ticker,
    article_assets.n_mentions,
    article_assets.relevance,
    asset_sentiments.label as sentiment_label,
    asset_sentiments.score as sentiment_score,
    coalesce(asset_sentiments.n_sentences, 0) as n_sentences,
    current_annotations.outlet,
    current_annotations.headline,
    current_annotations.published_at,
    current_annotations.available_at,
    current_annotations.is_simulated
from annotations_as_of(moment) as current_annotations
inner join article_assets on current_annotations.annotation_id = article_assets.annotation_id
left join asset_sentiments
    on
        article_assets.annotation_id = asset_sentiments.annotation_id
        and article_assets.ticker = asset_sentiments.ticker;

comment on macro table article_assets_as_of is -- noqa: PRS
'Assets of the articles known at the moment, with the sentiment towards each. Columns as in article_assets_current.';
