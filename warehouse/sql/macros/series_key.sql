-- One number for the four names of a series: the same in every warehouse, and different for any two series that one is
-- likely to meet (64 bits of MD5). Part of what is stored: a change of it needs a migration.

create macro series_key(source, venue, symbol, ticker) as
    md5_number_lower(concat_ws(chr(31), source, venue, symbol, ticker));

comment on macro series_key is -- noqa: PRS
'One number for the four names of a series.';
