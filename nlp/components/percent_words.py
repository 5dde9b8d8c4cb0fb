"""The words of moving up and down, and of what a percentage may be a share of."""

import re

from nlp.text.patterns import one_of

UP = (
    one_of(
        "rose rise rises rising risen gain gains gained gaining climb climbs climbed climbing jump jumps jumped "
        "jumping surge "
        "surges surged surging soar soars soared soaring rally rallies rallied rallying higher advance advances "
        "advanced "
        "advancing increas* add adds added adding grow grows growing grown grew growth spike spikes spiked "
        "spiking rocket* "
        "skyrocket* pump pumps pumped pumping rebound* recover recovers recovered recovering recovery bounce "
        "bounces bounced "
        "bouncing appreciat* return returns returned profit profits upside upswing uptick upward moon* explod* "
        "ahead improv* "
        "green above boost boosts boosted leap leaps leaped leapt leaping ascen* accelerat* outperform* upturn "
        "premium push "
        "pushes pushed lift lifts lifted bull_run breakout run-up runup notch notches notched notching tacked_on "
        "tacks_on "
        "richer stronger in_the_green put_on puts_on popped pops"
    )
    + r"|(?<!make )(?<!makes )(?<!made )(?<!making )up(?! to\b| until\b)"
)
DOWN = (
    one_of(
        "fell fall falls fallen falling drop drops dropped dropping declin* lost lose loses losing loss losses "
        "loser losers slid "
        "slide slides sliding slip slips slipped slipping sank sink sinks sinking sunk plung* plummet* tumbl* "
        "crash crashes "
        "crashed crashing crater* dump dumps dumped dumping dip dips dipped dipping lower decreas* shed sheds "
        "shedding slump* "
        "dive dives dived diving dove nosediv* nose-div* tank tanks tanked tanking retreat* pull_back pullback "
        "pullbacks "
        "pulled_back pulling_back correct corrected correcting correction corrections drawdown drawdowns retrac* "
        "red below "
        "beneath under off sell-off sell-offs selloff selloffs slash* erase erases erased erasing cut cuts bleed "
        "bleeds bled "
        "bleeding haircut depreciat* weaker weaken* underperform* ease eased eases easing reduc* collaps* shave "
        "shaves shaved "
        "shaving downside downward rout downturn lag lags lagged lagging downtick worse swoon wipe* wiping "
        "contraction contractions surrender* sag sags sagged sagging give_up "
        "gives_up gave_up given_up giving_up freefall poorer shy shrank shrink* shrunk cooled cools halv* trim trims"
        " trimmed trimming"
    )
    + r"|down(?! to\b)"
)
DIRECTION = re.compile(rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN}))(?![\w-])")
DIRECTION_BEHIND = re.compile(rf"\s?-?(?:[\w'-]+\s){{0,3}}?(?:(?P<up>{UP})|(?P<down>{DOWN}))(?![\w-])")
MORE_OR_LESS = re.compile(r"\s(?:(?P<more>more|higher|larger|greater)|less|fewer|lower|smaller) than\b")
NOUN_BEHIND = re.compile(
    r"\s?-?(?:(?:daily|weekly|monthly|intraday|price|sharp|steep|further|overnight|yearly|annual|one-day|"
    r"single-day|(?:day|week|month|quarter|year)-(?:over|on)-(?:day|week|month|quarter|year))\s)*"
    + one_of(
        "gain gains rise increase jump surge rally advance climb pump rebound recovery bounce uptick upswing "
        "spike return returns "
        "upside drop drops fall decline declines loss losses dip dips slump plunge crash slide slip pullback "
        "pullbacks correction "
        "corrections retracement drawdown drawdowns sell-off selloff tumble dive nosedive collapse rout decrease "
        "retreat downside "
        "discount"
    )
    + r"\b"
)
"""A noun of moving right behind the percentage: it names the move better than any verb before."""

NO_DIRECTION_IN_BETWEEN = re.compile(
    r"¤|(?<![\w-])(?:as|after|while|and|but|to|since|when|with|before|following|on|in|from|at|amid|by|of|for|over|signals?|signalling|shows?|showing|suggests?|means?|indicates?)(?!-)\b|[,;.(:–]"
)

OWNER = re.compile(
    r"\b(?:(?P<funding_rate>(?:perpetual )?funding(?: rates?)?)|(?P<open_interest>open interest|open contracts|oi)"
    r"|(?P<dominance>(?<!short )(?<!long )(?<!liquidation )(?<!seller )(?<!buyer )(?:dominance|domination)(?: "
    r"rate| index)?|"
    r"market share|share (?:of|in) the (?:total |overall |entire )?(?:crypto(?:currency)? )?market)"
    r"|(?P<implied_volatility>implied volatility|implied vol|iv|dvol|implieds)"
    r"|(?P<volume>(?:amount|number) of (?:the )?(?:bitcoins?|btc|coins|tokens)(?: \w+)? (?:traded|changing hands|"
    r"changed hands)|(?:(?:trading|spot|daily|24-hour|futures|transaction|derivatives|exchange) )*(?:volumes?|"
    r"turnover)|trading activity)"
    r"|(?P<market_cap>(?:crypto(?:currency)? |digital asset |total )market(?:'s)? (?:(?:total|overall) )?value|"
    r"(?:total|combined) value of (?:all |the )*(?:crypto\w*|digital \w+)|"
    r"(?:(?:total|global|overall|combined|crypto) )*(?<!by )(?<!by total )(?<!by its )(?<!by it's )(?:market[ "
    r"-]?cap(?:itali[sz]ations?|s)?|(?<!market )capitali[sz]ations?|mcap|market value|valuations?))"
    r"|(?P<none>(?:a|the) (?:percentage|share|proportion) of [\w' ]{2,40}|(?:short|long|liquidation|seller|"
    r"buyer) dominance|"
    + one_of(
        "aum assets_under_management transaction transactions address addresses user users wallet wallets "
        "revenue* earnings hashrate "
        "hash_rate hash-rate difficulty insurance_fund fund_grew fund_has_grown fund_swelled "
        "tvl total_value_locked fee fees supply reserve* inflow* outflow* netflow* holdings amount_of number_of "
        "search searches mentions net_assets payment payments block_reward block_rewards "
        "inflation consumer_prices producer_prices wholesale_prices import_prices house_prices home_prices "
        "food_prices energy_prices payrolls cpi ppi pce tariff* interest_rate interest_rates rate_cut rate_cuts "
        "rate_hike rate_hikes rates "
        "yield yields gdp "
        "unemployment economy wages apy apr stake staked staking allocation probability chance chances odds "
        "likelihood confidence "
        "respondents survey poll polymarket fibonacci fib retracement_level rsi holders retail_sales sales "
        "liquidation liquidations deposits "
        "withdrawals adoption downloads subscribers employees workforce staff headcount jobs discount_to "
        "premium_to premium_over premium_on "
        "premium_of net_asset_value nav leverage_ratio ratio margin collateral activity engagement tax taxes duty "
        "sentiment index_reading "
        "accuracy hit_rate burn emissions consensus vote votes voting in_favor in_favour shares_owned "
        "shares_outstanding shares_from "
        "shares_in_the production output cost costs expenses income ownership contracts correlation volatility "
        "energy electricity mining "
        "issuance circulation circulating balance balances dormant treasury tokens_unlocked tokens_burned unlock "
        "spread basis annualized "
        "that_figure that_number annualised slippage haircut_and rate_of interest insured stablecoins premium"
    )
    + r"))\b"
)
"""What moved when it was no price: a metric of ours, or nothing that is kept."""

SHARE_BEHIND = re.compile(
    r"\s?(?:of\s(?:(?:the|all|its|their|total|his|our|bitcoin's|ethereum's|circulating|btc|a|my|eth|those|these|"
    r"xrp|us|global)\s)*+"
    r"(?!value\b|price|gains?\b|losses\b|peak|ath\b|high|low|rise|drop|upside|downside|range|worth\b)[\w$]+"
    r"|"
    + one_of(
        "stake allocation tariff tariffs tax taxes fee fees discount_to ownership apy apr yield yields interest "
        "probability chance odds "
        "likelihood confidence share holding fib* retracement_level level majority hashrate hash_rate margin "
        "collateral burn staking dominance "
        "liquidation liquidations annual_yield annualized_yield annual_interest annual_funding levy duty duties "
        "rate funding sure "
        "inflation cut_of royalty commission "
        "reserve premium threshold accurate owned correlation long short backed bonus stakes voting haircut_for"
    )
    + r"(?![\w-]))"
)
IN_WHAT_BEHIND = re.compile(
    r"[^¤;.]{0,24}?\b(?:in|of|for)\s(?:(?:the|its|their|daily|total|global|overall|average|trading|net|crypto|market|24-hour|"
    r"cryptocurrency|bitcoin|btc|ether|ethereum|eth|long|short|futures|spot|leveraged|new|active|on-chain|network)\s)*"
    r"(?:(?:short-term|long-term|whale|holder|user|social|developer|retail|institutional|speculative)\s){0,2}"
)
PRICE_SUBJECT = re.compile(
    r"\b"
    + one_of("price prices shares stock stocks token tokens coin coins cryptocurrenc* crypto cryptos altcoin "
        "altcoins memecoin memecoins index "
             "futures traded trading changing_hands market it")
    + r"\b(?!'s)"
)  # fmt: skip
CLAUSE = re.compile(
    r"[;.]\s|,\s(?:and|but|while|with|which|as|whereas)\s|\b(?:while|whereas|(?<!low )(?<!high )(?<!much "
    r")(?<!little )as(?! (?:low|high|much|little|of)\b)|after|amid"
    r"|but|despite|since|"
    r"because)\s|\s–\s"
)
