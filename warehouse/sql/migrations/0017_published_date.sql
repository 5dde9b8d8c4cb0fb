-- The day of publication of an article version of which the publisher gives no time of day.

alter table article_revisions add column published_date date;
