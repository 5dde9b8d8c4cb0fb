-- Whether so many daily closes lie close enough together for an average of them to mean what its name says: of what
-- always trades one day in twenty may be missing, or one; stocks have about five days a week, and holidays.

create macro is_unbroken(n_calendar_days, days, trades_always) as
n_calendar_days <= if(trades_always, 1.05 * days + 1, 1.5 * days + 7);

comment on macro is_unbroken is -- noqa: PRS
'Whether so many daily closes, over so many calendar days, are without a gap worth the name.';
