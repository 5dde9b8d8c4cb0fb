comment on table raw_documents is 'One distinct body that an address returned. Key: document_id, url.';
comment on column raw_documents.document_id is 'SHA-256 of the body, under which it is stored';
comment on column raw_documents.url is 'address that was asked for';
comment on column raw_documents.final_url is 'address that answered after redirects';
comment on column raw_documents.fetched_at is 'when this newstape fetched it, UTC';
comment on column raw_documents.http_status is 'status code of the answer';
comment on column raw_documents.content_type is 'as the server said';
comment on column raw_documents.headers is 'headers of the answer, as JSON';
comment on column raw_documents.n_bytes is 'size of the decoded body, bytes';
comment on column raw_documents.stored_bytes is
'size of the compressed file, bytes; null for bodies from before sizes were recorded';
comment on column raw_documents.removed_at is 'when the retention rules removed the body, UTC; null while it is kept';
