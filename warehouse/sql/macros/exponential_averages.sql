-- The exponential averages of a list of amounts in order, one for each: the weight of an amount shrinks by (1 - weight)
-- with each one after it, and the weights are divided by their sum, so the first amount is no more than one of all
-- (pandas: ewm(alpha=weight).mean()). One step after the other, as the sum of all weights of each line would be
-- millions of terms.

create macro exponential_averages(amounts, weight) as list_transform( -- noqa: PRS
    list_reduce(
        list_transform(list_prepend(0.0::double, amounts), lambda amount: [amount]),
        lambda line, step: list_append(line, line[-1] + weight * (step[1] - line[-1]))
    )[2:],
    lambda average, place: average / (1 - pow(1 - weight, place))
);

comment on macro exponential_averages is -- noqa: PRS
'The exponential averages of a list of doubles in order; weight is that of the newest, 0 to 1: 2 / (days + 1), or 1 / days after Wilder.';
