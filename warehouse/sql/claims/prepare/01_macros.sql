-- Words for findings, and numbers rounded so that summing in another order gives the same evidence.
create or replace temp macro price_text(price) as
case
    when abs(price) >= 1000 then format('{:,.1f}', price)
    when abs(price) >= 1 then format('{:,.2f}', price)
    else format('{:.6g}', price)
end;

create or replace temp macro usd_text(amount) as
case
    when abs(amount) >= 1e9 then format('${:,.2f} billion', amount / 1e9)
    when abs(amount) >= 1e6 then format('${:,.1f} million', amount / 1e6)
    else format('${:,.0f}', amount)
end;

create or replace temp macro moment_text(moment, bar_seconds) as
if(
    bar_seconds >= 86400,
    strftime(moment, 'on %Y-%m-%d'),
    strftime(moment, 'at %H:%M UTC on %Y-%m-%d')
);

create or replace temp macro extent_text(days) as
case
    when days >= 730 then format('{:.1f}-year', days / 365.25)
    when days >= 60 then format('{:.0f}-month', days / 30.44)
    else format('{}-day', days::bigint)
end;

create or replace temp macro significant(figure) as format('{:.12g}', figure)::double;

-- The day of an instant, UTC. Plain arithmetic on microseconds: date_trunc minds time zones and takes 30 times as long.
create or replace temp macro utc_day(instant) as make_date((epoch_us(instant) // 86400000000)::integer);

-- The moment from which on data about an instant counts as settled: some hours after its day.
create or replace temp macro settles_at(instant) as
make_timestamptz(
    (epoch_us(instant) // 86400000000 + 1) * 86400000000
    + (getvariable('settle_hours')::double * 3600000000)::bigint
);

-- The same, or the moment of the check if that is earlier.
create or replace temp macro settled_at(instant) as
least(getvariable('known_at')::timestamptz, settles_at(instant));
