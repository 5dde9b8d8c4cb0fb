comment on table file_reads is
'How the files of a series looked when all of them was stored; unchanged ones are not read again. One row per series.';
comment on column file_reads.series is 'kind, source, venue, symbol and timeframe, as configured';
comment on column file_reads.fingerprint is 'hash of the declaration and of name, size and time of change of each file';
comment on column file_reads.read_at is 'clock of the run that read them, UTC';
