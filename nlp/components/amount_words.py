"""The words that tell what an amount of money is: whose sum, a change of price, or the cost of some thing."""

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
_MOVE_NOUNS = one_of(
    "gain gains loss losses drop dip move moves movement swings rally rallies surge jump wick wicks decline "
    "declines "
    "increase decrease candle candles premium gap discount spread difference rise fall crash plunge pump dump "
    "correction "
    "pullback bounce rebound retracement drawdown spike slide tumble slump advance climb haircut profit"
)
MOVE_BEHIND = re.compile(
    r"\s?-?(?:(?:intraday|daily|weekly|overnight|price|one-day|single-day|quick|sudden|sharp|massive|monster|god|"
    r"green|red)\s)*" + _MOVE_NOUNS + r"\b|\s?-?(?:price )?swing\b(?! high| low)|\s(?:higher|lower|more|less|up|"
    r"down)\b(?! than \$| to\b| (?:high|low)s?\b| (?:about |around |roughly |by |some |nearly |over |almost |"
    r"more than |just )*¤%)"
    r"|\s(?:above|below|off|from|away from|short of|shy of)\s(?:its|the|their|that)\s(?:[\w-]+\s){0,3}(?:high|low|"
    r"peak|top|record|ath|bottom)"
    r"|\s(?:above|below|under|over|off|from|short of|shy of)\s(?:[a-z]+day(?:'s)?|yesterday's|"
    r"last (?:week|month|year)'s|"
    r"(?:its|the|their)(?: (?:previous|prior|last|day's|[a-z]+day(?:'s)?))?)\s(?:close|closing price|open|"
    r"opening price|settlement)\b"
    r"|\s(?:has|have|had|was|were) (?:been )?(?:shaved|wiped|knocked|lopped|chopped|sliced|stripped|added|erased|cut)\b"
)
A_RANGE = re.compile(r"\b(?:an?|narrow|tight|wide|this|that|same)\s(?:[\w-]+\s)?$")
RANGE_BEHIND = re.compile(r"\s?-?(?:trading |price |wide )?range\b")
MOVED_BEFORE = re.compile(
    r"(?:\b(?:up|down|rose|risen|rises?|rising|fell|falls?|fallen|gain(?:ed|s|ing)?|lost|loses|losing|lose|"
    r"shed(?:s|ding)?|"
    r"add(?:s|ed|ing)?|jump(?:ed|s|ing)?|drop(?:ped|s|ping)?|slid|slides?|slip(?:ped|s|ping)?|climb(?:ed|s|ing)?|"
    r"dip(?:ped|s)?|"
    r"surg(?:ed|es|ing)|plung(?:ed|es|ing)|decreas(?:ed|es|ing)|increas(?:ed|es|ing)|declin(?:ed|es|ing)|"
    r"crash(?:ed|es|ing)|"
    r"tumbl(?:ed|es|ing)|sank|plummet(?:ed|s|ing)|advanc(?:ed|es|ing)|soar(?:ed|s|ing)|leap(?:ed|t)?|pumped|dumped|"
    r"(?:gains?|loss(?:es)?|drop|move|swing|decline|rise|increase|fall|premium|discount|spread|gap|difference|"
    r"range|correction|"
    r"pullback|rally|jump|surge|bounce|crash) of)"
    r"(?: (?:by|another|a|an|further|an additional|an extra|a further|some|about|around|nearly|almost|roughly|"
    r"over|more than|"
    r"less than|as much as|up to|approximately|at least|just|only|close to|a whopping|a massive|a mere|another|"
    r"well over))*"
    r"|\b(?:a further|an additional|an extra)"
    r"|\b(?:height|width|depth) of [^.;¤]{0,45}? (?:is|was|of|measures)(?: (?:about|around|roughly))*"
    r"|\b(?:candle|size|move|swing)\s(?:exceeding|exceeded|topping)(?: (?:about|over))*"
    r"|\b(?:narrowed|widened|shrank|shrunk) to(?: (?:about|around|nearly|almost|just|roughly))*"
    r"|\b(?:gap|difference|spread|premium|discount)(?: between [^.;¤]{0,40}?)? (?:is|was|are|were|stood at|"
    r"stands at|hit|"
    r"reached|widened to)(?: (?:about|around|nearly|only|just|roughly|over|still|now|usually))*"
    r"|\bby(?: (?:another|about|around|nearly|almost|roughly|over|more than|as much as|up to|approximately|just|"
    r"some))*)\s$"
)
BY = re.compile(
    r"\b(?:fell|fall\w*|r[io]s[ei]\w*|drop\w*|gain\w*|increas\w+|declin\w+|decreas\w+|climb\w*|jump\w*|slid\w*|grew|up|down|"
    r"advanc\w+|appreciat\w+|higher|lower)(?:\s[\w-]+){0,3}? by(?: [a-z]+){0,3}\s$"
)
"""A move in dollars is told beyond doubt: "fell by about $15"."""
LEVEL_BEHIND = re.compile(
    r"\s?(?:price\s)?(?:level|mark|support|resistance|zone|area|handle|threshold|region|barrier|line|floor|"
    r"psychological)\b"
)
"""The verb took the price as its goal: "lost the $60,000 level", "gained the $3 mark"."""
NOT_BY = re.compile(
    r"\b(?:followed|capped|rejected|supported|guarded|protected|marked|defined|bounded|hindered|limited|backed) by\s$"
)

PER_TIME_BEHIND = re.compile(
    r"\s?(?:an?|per|every|each|/)\s?(?!(?:day|week|month|year|hour) (?:ago|earlier|before|later|prior)\b)"
    + one_of("day month year week hour kwh annum transaction user person block share gallon megawatt terahash")
    + r"\b"
)
SHARE_BEHIND = re.compile(r"\s?(?:a|per|/)\s?(?:common )?share\b")
TO_A_SHARE = re.compile(r"\b(?:at|to|around|near|above|below|for)(?: (?:about|around|nearly|just|roughly|over))*\s$")
OF_EARNINGS = re.compile(
    r"\b(?:earn\w*|loss(?:es)?|dividends?|income|profits?|eps|revenue|distribut\w+|payout|paid|pays?)\b"
)
"""What else is told by the share: "a loss of $0.24 per share"."""
PER_WHAT_BEHIND = re.compile(
    r"\s?per\s(?!(?:the|data|our|its|a|an|this|on|in|at|to|us|and|or|cent)\b"
    r"|(?:[a-z]+\s)?(?:coins?|tokens?|units?|ounces?|oz|barrels?|shares?|piece|troy|dollar|euro|usd)\b)"
    r"(?P<what>[a-z]+)\b(?!\s(?:data|price))"
)
"""What else something is counted by: "per swap", "per kilowatt hour"; a coin's name has a price of its own."""
TURNED_BEFORE = re.compile(r"\bturn(?:ed|s|ing)(?: (?:about|around|nearly|over|just|a|some|roughly))*\s$")
INTO_BEHIND = re.compile(r"\sinto\s[^.;]{0,24}¤")
THING_BEHIND = re.compile(
    r"\s?(?:(?:net |quarterly |adjusted |diluted )*(?:loss|profit|earnings|dividend)s? (?:per|a) share|"
    r"(?:worth|in|of)\s(?:"
    + one_of("cash digital stolen crypto free extra initial total annual monthly daily collateral "
             "market_cap* *coins *coin "
        "ether btc eth xrp it "
             "that his her their my your")
    + r"\b(?! prices?\b)|[\w-]+ (?:fees?|rewards?|profits?|tokens?|assets?|losses|revenue|bonds?|savings|stocks|"
    r"shares))|worth\b|"
    + r"(?:and ¤ )?exchanges\b|" + one_of("investment fine fee reward bonus deposit bet wager prize grant "
    r"bounty loan donation invoice bill "
        "limit budget check "
             "cheque gift subsidy tax round minimum purchase order position stash fund allowance salary laptop "
             "phone credit airdrop "
             "giveaway contract contracts bail ransom payment payout scholarship ticket machine tip")
    + r"s?\b)"
)  # fmt: skip
THING_BEFORE = re.compile(
    r"(?:\b(?:tickets?|pass(?:es)?|devices?|phones?|subscriptions?|memberships?|machines?|rigs?)(?:\s[\w-]+){0,5}?\s(?:costs?"
    r"|sells? for|(?:is|are) priced at|went for)"
    r"|\b(?:(?:you|he|she|they|i|it|who)(?:'d|'ll)?|would|will|could) (?:now |still |today )?have(?: had| made| "
    r"earned)?"
    r"|\b(?:nfts?|crypto-?kitt(?:y|ies)|crypto-?punks?|punks?|apes?|ordinals?|inscriptions?|collectibles?|artworks?|paintings?|"
    r"domains?(?: names?)?|plots?|pizzas?|cars?|watch(?:es)?|houses?)\b[^¤.;]{0,50}?\s(?:sold|sells?|went"
    r"|going|bought|auctioned|"
    r"changed hands|fetched|fetch(?:es)?)(?: (?:off|for|at))?"
    r"|\binvest\w*\b[^.;]{0,80}\b(?:turn(?:ed|s)?|grow[ns]?|grew|become)(?: in)?(?:to)?"
    r"|\b(?:earnings|eps|dividends?)(?: \(eps\))?(?: per share)? (?:of|reaching|at|was|were|came in at|rose to|"
    r"fell to|reached)"
    r"|\bsponsor\w*\b[^¤.;]{0,40}? for"
    r"|¤c(?:,? (?:then|now|currently|at the time|each|that was|that were))*,? worth"
    r"|\bfees?(?:\s(?!of\b|and\b|as\b|while\b|but\b)[\w'-]+){0,4}?\s(?:to|at|below|above|under|over|around|near|from)"
    r"|\b(?:fined|awarded)\s(?:(?:the|its|a|an)\s)?[\w-]+"
    r"|\b(?:invest(?:ed|ing|s|ment of)?|spen[dt](?:ing|s)?|paid|pays?|paying|fined|fees? of|owe[sd]?|worth of|"
    r"stole|stolen|raised|"
    r"rais(?:es|ing)|donated|earn(?:ed|s|ing)?|salary of|bonus of|reward of|deposit(?:ed|s)? of?|withdrew|"
    r"transferred|sent|wired|"
    r"borrowed|lent|bet|wagered|cash of|limit of|profit of|prize of|grant of|grants? worth|"
    r"fees? (?:averag\w+|rose to|fell to|hit|reached|at|topped|cost|was|were|of)|transaction cost(?: \w+)?|"
    r"revenue of|income of|"
    r"charges?|charged|valued at|fines? of|fine (?:up )?to|penalt(?:y|ies) of))"
    r"(?: (?:about|around|nearly|over|more than|just|up to|at least|roughly|some|a|an|another))*\s$"
)
VALUED = re.compile(
    r"(?P<what>[\w-]+)\)?,? (?:(?:is|was|being|now|currently|then|still|last) )+(?:worth|valued (?:at|closer to))"
    r"(?: (?:about|around|nearly|over|more than|just|roughly|some))*\s$"
)
PER_COIN_BEHIND = re.compile(
    r"\s?(?:per|a|each|apiece|an)\b\s?(?:coin|bitcoin|btc|token|unit|ounce|ether|eth)?(?!\w)|\s?/\s?(?:btc|coin|"
    r"bitcoin)"
    r"|\s(?:bitcoin|btc)(?: price)?\b(?! (?:fund|reserve|treasury|purchase|investment|donation|buy|bet|etf|holdings?|"
    r"position|stash|transfer|trade|loan|bond|hack|theft|heist|portfolio|market|options?|futures|longs?|shorts?))"
    r"|\s(?:price )?(?:target|prediction|forecast|by 20|by the end|in the (?:long|"
    r"next)|within the)"
)
MILLION_COIN = re.compile(
    r"\s(?:bitcoin|btc)(?: price)?(?:\s(?:by|within|in (?:the|five|ten|\d)|target|prediction|call|forecast|thesis|"
    r"is|would|could|will|next|this|before)\b|[.,?!;:\"]|\s?$)"
)
"""What makes a sum the price of one bitcoin: "$1 million bitcoin by 2030"."""
PRICE_OF = re.compile(r"\bprice (?:target )?(?:of|at|to|above|near)(?: (?:about|around|over|nearly|the))*\s$")
PRICE_OF_SUM = re.compile(
    r"\b(?:target(?:s|ed|ing)?|reach(?:es|ed|ing)?|hit(?:s|ting)?|to|toward|towards|at|predict\w*|forecast\w*|"
    r"sees?|says)"
    r"(?: (?:of|to|at|an?|as high as|about|around|over|under|above|the|nearly|just|even))*\s$"
)
PRICE_BEFORE = re.compile(
    r"\b(?:prices? (?:of|at|to|above|below|target (?:of|at|to))|(?:(?:trad\w+|shares|stock|¤%,?) (?:up|down|"
    r"higher|lower)"
    r"(?: (?:by|about|around|nearly|almost|roughly|over|just|more than|less than))*(?: ¤%)?,? (?:at|to))|"
    r"(?:trad(?:es|ed|ing)|chang\w+ hands|priced|quoted|"
    r"closed|opened|"
    r"settl\w+|hover\w+) (?:at|near|around|above|below|for)|per coin|bought (?:at|for)|strike(?: price)?(?: of| at)?|"
    r"support|resistance|level|high of|low of|peak of)"
    r"(?: (?:of|at|near|around|about|the|just|over|under|is|nearly|roughly|above|below))*\s*$"
)
