-- The publisher's own keywords, and the language that it states.

alter table feed_entries add column tags varchar;
alter table article_revisions add column tags varchar;
alter table article_revisions add column language varchar;
