comment on table schema_migrations is 'The migrations that made the tables. Key: version.';
comment on column schema_migrations.version is 'number of the migration';
comment on column schema_migrations.name is 'its name';
comment on column schema_migrations.checksum is 'SHA-256 of its file when it was applied';
