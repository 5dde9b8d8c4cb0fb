comment on table schema_views is 'One row: the state of views and comments.';
comment on column schema_views.checksum is 'SHA-256 over all files of views and comments';
