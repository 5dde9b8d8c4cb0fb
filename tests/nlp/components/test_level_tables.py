"""Prices in tables: the heading of the column tells what they are."""

import time

import pytest


def roles_of(levels_of, text, headline="Coins"):
    return {span: level.role for span, level in levels_of(text, headline).items()}


def test_columns_of_a_forecast_are_targets_and_the_current_price_is_not(levels_of):
    text = (
        "Coin | Price today | Bull scenario | Bear scenario |\n---|---|---|---|\n"
        "Solana (SOL) | $141 | $310 | $88-$95 |\nChainlink (LINK) | $13.20 | $29 | $9.10 |"
    )
    roles = roles_of(levels_of, text)
    assert roles["$141"] == roles["$13.20"] == "spot"
    assert {roles[span] for span in ("$310", "$88-$95", "$29", "$9.10")} == {"target"}


def test_lows_and_highs_are_targets_only_under_a_forecast(levels_of):
    table = "| Year | Minimum | Average | Maximum |\n|---|---|---|---|\n| 2031 | $0.41 | $0.52 | $0.77 |"
    foretold = roles_of(levels_of, table, "Cardano price prediction until 2031")
    assert set(foretold.values()) == {"target"}
    told = roles_of(levels_of, table.replace("2031", "2019"), "How Cardano traded in old years")
    assert told["$0.41"] == "low"
    assert told["$0.77"] == "high"


def test_a_support_column_is_support(levels_of):
    roles = roles_of(levels_of, "Pair | Support | Resistance\nBTC/USD | $41,100 | $44,900\nETH/USD | $2,150 | $2,420")
    assert roles == {"$41,100": "support", "$44,900": "resistance", "$2,150": "support", "$2,420": "resistance"}


@pytest.mark.parametrize("gap", ["", " ", ": "])
def test_days_and_prices_below_a_heading_are_targets(levels_of, gap):
    text = f"Toncoin may calm down.\n\nDate / Predicted price\nMar 03, 2027{gap}$2.16\nMar 04, 2027{gap}$2.19"
    assert roles_of(levels_of, text, "Toncoin") == {"$2.16": "target", "$2.19": "target"}


def test_a_price_in_prose_does_not_look_for_a_heading(levels_of):
    text = "Predicted price\n\nMonero changed hands near $163 on Kraken while traders waited for the upgrade."
    assert roles_of(levels_of, text)["$163"] == "spot"


def test_a_long_table_takes_linear_time(levels_of):
    def seconds(rows):
        text = "Date | Price\n" + "\n".join(f"day {n} | ${n % 90 + 10}.{n % 7}5" for n in range(rows))
        began = time.process_time()
        levels_of(text, "Prices")
        return time.process_time() - began

    seconds(50)
    assert seconds(1200) < 6 * 4 * max(seconds(200), 0.01)
