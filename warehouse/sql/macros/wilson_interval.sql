-- The Wilson score interval of a share (95 % by default): a struct of low and high, each 0 to 1; null without trials.
-- Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).

create macro wilson_interval(successes, trials, z := 1.9599639845400545) as
if(
    trials > 0,
    struct_pack(
        low := greatest(
            0,
            (successes + z * z / 2 - z * sqrt(successes * (trials - successes) / trials + z * z / 4))
            / (trials + z * z)
        ),
        high := least(
            1,
            (successes + z * z / 2 + z * sqrt(successes * (trials - successes) / trials + z * z / 4))
            / (trials + z * z)
        )
    ),
    null
);

comment on macro wilson_interval is -- noqa: PRS
'The Wilson score interval (95 % by default) of a share of successes in trials: a struct of low and high.';
