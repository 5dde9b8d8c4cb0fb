-- How far the publication time of an article version can be relied on.

alter table article_revisions add column published_trust varchar;
