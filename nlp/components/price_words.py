"""The words that tell a price from a change of price, and from what some thing costs; for `figure_meaning`."""

import re

from nlp.text.patterns import one_of

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
ASSET_LOST = re.compile(r"\b(?P<what>[\w-]+) (?:loses|losing|lost|gives up|surrenders)\s$")
TIME_SPAN_BEHIND = re.compile(r" (?:in|within|over|since|per|of|from|on the)\b")
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
