comment on table article_fingerprints is
'What is kept of the first version of an article to compare it with others. Grain: article.';
comment on column article_fingerprints.article_id is 'key of the article; the same for all its revisions';
comment on column article_fingerprints.outlet is 'name of the publisher as configured';
comment on column article_fingerprints.happened_at is
'when it speaks, UTC: the publishers time where it is known and not after available_at, else available_at';
comment on column article_fingerprints.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column article_fingerprints.assets is 'tickers that it is about, the most relevant first';
comment on column article_fingerprints.text_key is
'hash of its words; equal for texts that differ only in case, punctuation, spaces and boilerplate';
comment on column article_fingerprints.signature is 'MinHash of its runs of words, hexadecimal, 8 digits a value';
comment on column article_fingerprints.frame is 'the same with every number masked';
comment on column article_fingerprints.sentences is 'hashes of its sentences, in order';
comment on column article_fingerprints.numbers is 'its numbers, each once, multipliers worked in';
comment on column article_fingerprints.headline_terms is 'stems of the headline';
comment on column article_fingerprints.terms is 'stems of headline and lead';
