"""The words that tell whose sum an amount of money is: of liquidations, flows, volume, the market."""

import re
from typing import Literal

from nlp.text.patterns import one_of

Meaning = Literal[
    "price", "move", "liquidation", "open_interest", "etf_flow", "exchange_netflow", "volume", "market_cap",
    "stablecoin_supply", "option", "other",
]  # fmt: skip

OWNERS: tuple[tuple[Meaning, str], ...] = (
    ("other", one_of("total_value_locked tvl value_locked assets_under_management aum realized_cap "
                     "liquidation_fee liquidation_fees liquidation_penalt* liquidation_bonus* liquidation_price "
                     "liquidation_prices liquidation_threshold")),
    (
        "liquidation",
        one_of(
            "liquidat* rekt wiped_out wiping_out wipes_out wiped_off wipeout wipeouts wipe-out margin_call "
            "margin_calls margin_called forcefully_closed "
            "forced_closure forced_closures force-closed force_closed forcibly_closed forced_shut blown_out blown_up "
            "squeezed squeezed_out flushed flushed_out flush went_up_in_smoke evaporated forced_selling deleveraging "
            "wrecked liquidation_volume liquidation_volumes liquidations_volume loss_volumes"
        ),
    ),
    ("open_interest", one_of("open_interest open-interest oi open_contracts open_positions open_futures_positions")),
    (
        "etf_flow",
        one_of(
            "inflow inflows outflow outflows in-flows out-flows net_buying net_selling net_redemptions redemption "
            "redemptions "
            "net_purchases flowed flow flows"
        ),
    ),
    ("exchange_netflow", one_of("netflow netflows withdrawal withdrawals withdrawn deposit deposits deposited")),
    ("volume", r"(?<!by )(?<!by trading )(?<!by daily trading )"
               + one_of("volume volumes turnover worth_of_trades trading_activity changed_hands changing_hands")
               + r"|(?<!exchange )(?<!exchange-)traded"),
    (
        "market_cap",
        r"(?<!by )(?<!by total )(?<!by its )(?<![a-z]-)(?<!hard )(?<!soft )"
        + one_of(
            "market_cap market_caps market-cap market_capitalization market_capitalisation market_capitalizations "
            "market_valuations market_values "
            "mcap cap "
            "capitalization capitalisation market_value market_valuation total_value_of crypto_market "
            "cryptocurrency_market "
            "total_market "
            "combined_value aggregate_value valuation asset_class in_value digital_asset_market total_value "
            "value_of_all "
            "value_of_the_entire value_of_cryptocurrencies value_of_digital_currencies value_of_crypto "
            "value_of_the_crypto* value_of_the_world's_crypto* value_of_global_crypto* value_of_all_crypto* "
            "value_of_virtual_currencies"
        )
        + r"(?! (?:data|participants?|analysts?|makers?|observers?|watchers?|intelligence|players?|volatility)\b)",
    ),
    (
        "stablecoin_supply",
        one_of(
            "stablecoin_supply stablecoin_market tether_supply usdt_supply usdc_supply tether_in_circulation "
            "usdt_in_circulation "
            "stablecoins_in_circulation supply_of_stablecoins"
        ),
    ),
    (
        "option",
        one_of("notional option_expiry options_expiry option_contracts options_contracts expiry expire expires "
            "expiration expiring "
               "max_pain puts calls"),
    ),
    (
        "other",
        one_of(
            "locked in_assets holding holdings treasury "
            "treasuries stolen stole "
            "steal hack* heist exploit* scam* fraud laundered drained raised raising funding_round invest* "
            "series_a series_b "
            "series_c fine fined fines penalt* settlement revenue* profit* losses income earnings fee fees "
            "reward* grant* loan* "
            "debt owe owed bail bonus salary donat* budget lawsuit damages seized bought buy buys buying purchas* "
            "acqui* sold "
            "selling sell sells moved transfer* sent unrealized realized worth_of fund allocation stake staked "
            "stakes reserve* "
            "supply contract contracts bankrupt* spent spend* paid pay cost* portfolio sum shares bond bonds "
            "proceeds economy gdp "
            "interest valued_at"
        ),
    ),
)  # fmt: skip
"""What a sum can be, and the nouns and verbs that say so. The last entry yields to all before it."""

OWNER = re.compile(r"\b(?:" + "|".join(rf"(?P<k{i}>{words})" for i, (_, words) in enumerate(OWNERS)) + r")\b")

PLACE_OF_IT = re.compile(r"\b(?:in|across|on|of|for|throughout|within|from) (?:the )?(?:\w+ )?$")
"""Before "crypto market" where the market is only the place of what was named before: "liquidations in the ..."."""

ALL_OVER = re.compile(r"\b(?:across|throughout|around) (?:the )?(?:\w+ )?$")
"""Before a market behind a sum: "$260 million of longs across the crypto market" is no part of its value."""

OWNS_THE_NEXT = re.compile(
    r"(?: (?:of|at|is|was|stands?|standing|stood|now|to|over|about|around|nearly|roughly|more|than))+ ¤"
)
"""Behind an owner that has a figure of its own: "$1.4 billion with a market cap of $17 billion"."""

LIQUIDATED_BEHIND = re.compile(r"\s(?:was |were |is |are )?(?:liquidated|in liquidations|rekt|wiped out)\b")
"""Says what the sum was whatever stands before a colon: "Crypto market rout: $X liquidated"."""

LABEL = re.compile(r"[^¤.;,|]{0,16}[:=]\s?$")
"""Between a name and its figure in a table: "Market cap: $X"."""

IN_WHAT = re.compile(
    r"\s?(?:worth )?(?:in|of|from|into|to)\s(?:(?:the|its|their|a|total|daily|net|new|aggregate|combined) )*"
    r"(?:[\w'/&-]+[ ]){0,4}?"
)
CLAUSE_BREAK = re.compile(
    r"[;:|•]\s?|\.\s|,\s(?:and|but|while|with|as|which|after|before|although|though|when|giving)\s|\s(?:amid|despite)\s|\s[–(]\s?|\)\s"
)

# "ether-tracked products" are futures
_FUNDS = (
    one_of("etf etfs etp etps fund funds trust trusts gbtc ibit fbtc etha arkb")
    + r"|(?<!tracked )(?<!tracking )products"
)
_FUNDS = rf"(?:{_FUNDS})"
FUND_MOVED = re.compile(
    rf"\b{_FUNDS}\b[^¤;.]{{0,60}}\b"
    + one_of("draw draws drew pull pulled pulls attract* took_in taken_in bled bleed* hemorrhag* haemorrhag* "
             "shed sheds lost lose loses "
             "losing added saw netted "
        "suffered logged "
             "recorded absorbed raked brought_in hauled_in gained garnered posted notched")
    + r"(?:\s[\w'-]+){0,3}(?:\srecord of)?\s?$"
    rf"|\binvestments? in (?:[\w-]+ ){{0,3}}?{_FUNDS}(?: [\w-]+){{0,3}}? by(?: (?:about|around|nearly|over|some))*\s$"
)  # fmt: skip
FUND_MOVED_BEHIND = re.compile(
    rf"\s(?:from|into|out of|to|in)\s(?:[\w.'-]+\s){{0,6}}?(?:(?:[a-z]+-)?{_FUNDS}|(?:these|those|such) "
    rf"(?:instruments|vehicles))\b"
)
FUND_MOVERS = re.compile(
    r"\b"
    + one_of(
        "pulled withdrew withdraw withdraws directed directs invested channeled channelled injected poured put "
        "plowed ploughed yanked added redeemed removed funneled moved"
    )
    + r"(?:\s[\w'-]+){0,2}\s?$"
)
TRADED = re.compile(r"\b(?:traded|turned over)(?: \w+){0,2}\s?$")
MARKET_MOVED = re.compile(
    r"\bmarkets?\b(?:'s)?(?: as a whole)?(?: has| have| had)?\s(?:[\w-]+\s){0,2}?"
    + one_of("gained gain gains lost lose loses added add adds shed sheds shedding losing adding erased wiped_out")
    + r"(?: (?:about|around|nearly|over|more than|roughly|almost|some|another))*\s$"
)
COINS_MOVED = re.compile(
    r"\b(?:(?:crypto|digital |virtual )currencies|cryptos|(?:crypto|digital) assets|altcoins|coins and "
    r"tokens)\b(?:[^¤;.]|\.(?=\w)){0,60}?\b"
    + one_of("gained gain gains lost lose loses added add adds shed sheds shedding losing adding erased wiped_out")
    + r"(?: (?:about|around|nearly|over|more than|roughly|almost|some|another))*\s$"
)
OF_VALUE = re.compile(
    r"\s(?:of|in|from|off) (?:their )?(?:(?:market|combined|total|collective) )*(?:value|capitali[sz]ation|worth)\b"
)
"""What all coins lost "of value", the market lost."""
MARKET_PASSED = re.compile(
    r"\b(?:crypto(?:currency)?|digital asset|altcoin|digital currency) markets?(?!s?[' -]?s? (?:cap|value|makers?))"
    r"(?: [\w-]+){0,3}? (?:below|under|above|over|past|beyond|to)"
    r"(?: (?:the|about|around|nearly|over|roughly|just|only|a|some|more than|almost))*\s$"
)
"""What a whole market passes is its value: "crypto markets sank below $200 billion"."""
POSITIONS_BEHIND = re.compile(r"\s(?:worth )?(?:of|in) (?:[\w-]+ ){0,2}?(?:positions|longs|shorts|bets|contracts)\b")
OFF_THE_MARKET = re.compile(
    r"\s(?:[\w-]+\s){0,4}?(?:from|off|to|across)\s(?:of\s)?(?:the\s)?(?:(?:total|entire|global|overall|broader|"
    r"whole)\s)*"
    r"(?:crypto\w*|digital asset)?\s?market"
)

WIPED_OFF_THE_MARKET = re.compile(
    r"\s(?:dollars )?(?:(?:in|of) value )?(?:(?:has|have|had|was|were|been|being) )*(?:wiped|erased|shaved|"
    r"knocked|cut|vanished|"
    r"disappeared)(?: out)? "
    r"(?:off|from) (?:of )?(?:the )?(?:(?:total|entire|global|overall|whole|combined) )*(?:crypto\w*|digital "
    r"asset) market\b"
)
WIPED_OFF_COINS = re.compile(
    r"\s(?:dollars )?(?:(?:in|of) value )?(?:(?:has|have|had|was|were|been|being) )*(?:wiped|erased|shaved|"
    r"knocked)(?: out)? "
    r"(?:off|from) (?:of )?(?:the )?(?:(?:total|entire|global|overall|whole|combined) )*(?:markets?|crypto\w*|"
    r"digital \w+|"
    r"virtual \w+|coins)\b"
)
"""Said of billions it is value: no venue has seen as much liquidated at once."""
POSITIONS_WERE_CLOSED = re.compile(
    r"\s(?:worth )?(?:of|in) (?:[\w-]+ ){0,2}?(?:positions|longs|shorts|bets|contracts) (?:was|were|got"
    r"|have been|has been)"
    r"(?: \w+)? (?:liquidated|closed|wiped|erased|rekt|flushed)\b"
)
"""Says what the sum was whatever place follows: "$900M in leveraged positions were erased from the crypto market"."""
LIQUIDATIONS_OF = re.compile(
    r"\bliquidations? (?:of|totall?(?:ing|ed)|worth|amount(?:ing|ed) to|hit|reached|came to|stood at)"
    r"(?: (?:about|around|nearly|roughly|some|over|more than|almost|only|just))*\s$"
)
"""Before "$276 million worth of bitcoin": what follows says in what, not what the sum is."""
SIDE_LOST = re.compile(
    r"\b(?:longs|shorts|bulls|bears|(?:long|short) (?:positions|traders|bets|holders|sellers|side))"
    r"(?: (?:losing|lost|lose|suffering|suffered|making up|made up|accounting for|accounted for|comprising"
    r"|contributing|"
    r"contributed))?(?: (?:about|around|nearly|roughly|some|over|almost|just|only|another|more than))*\s$"
)
POSITIONS_TOLD = re.compile(r"\b(?:liquidat\w+|wiped out|erased|rekt|flushed|forced out|blown out)\b")
OFF_OPEN_INTEREST = re.compile(
    r"\s(?:(?:was|were|being|has been) )?(?:wiped|erased|shaved|knocked|flushed)(?: out)? (?:off|from) (?:of )?"
    r"(?:its|the|their|total) (?:[\w']+ )?open interest\b"
)
MARKET_EVAPORATED = re.compile(
    r"\b(?:market (?:value|cap|capitali[sz]ation)|capitali[sz]ation)(?: of [a-z ]{2,24}?)?(?: (?:has|have|"
    r"had))?(?: been)? "
    r"(?:evaporated|vanished|wiped out|eroded|erased) by(?: (?:about|around|nearly|over|more than|some|roughly))*\s$"
)
ALL_ARE_WORTH = re.compile(
    r"\b(?:all|every|the|other|digital|crypto\w*|virtual)(?: [\w-]+)? (?:coins|tokens|cryptocurrencies"
    r"|cryptos|currencies|assets|altcoins)"
    r"(?: (?:combined|together|in existence|in circulation|taken together))* (?:are|were|is|was)"
    r"(?: (?:now|currently|together|then|collectively|jointly|still))* (?:worth|valued at)"
    r"(?: (?:about|around|over|nearly|roughly|some|more than|almost|just|under|less than))*\s$"
    r"|\bcrypto(?:currency)? (?:economy|market|sector|space|industry)(?: as a whole)? (?:is|was)(?: (?:now|"
    r"currently|then|"
    r"still))* (?:worth|valued at)"
    r"(?: (?:about|around|over|nearly|roughly|approximately|some|more than|almost|just|under|less than))*\s$"
)
