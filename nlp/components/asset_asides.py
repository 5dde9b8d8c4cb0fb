"""Which named assets are only asides: comparisons, examples, insertions, counted coins. Few figures are theirs."""

import re

from nlp.components.extensions import AssetSpan, Reading
from nlp.components.liquidation_details import VENUE_BY_WORD
from nlp.text.spans import starting_in

_BACK_WINDOW = 60
_COMPARISON_HEAD = re.compile(
    r"\b(?:follow(?:ed|ing|s)?|outp[ae]\w+|outperform\w*|underperform\w*|versus|vs\.?|against|than|unlike|like|alongside|"
    r"overt[ao]\w+|surpass\w*|past|mirror\w*|track\w*|compared (?:to|with)|relative to|such as|including|"
    r"correlat\w+ (?:with|to)|"
    r"over|besides|apart from|aside from|ahead of|behind|similar to|akin to|pegged to)\s+(?:the |that of |both )?$",
    re.IGNORECASE,
)
_QUALIFIER_TAIL = re.compile(
    r"(?:'s)?(?:\s\(\$?\w{2,8}\)|\))?[\s-](?:rivals?|killers?|competitors?|alternatives?|challengers?|offshoots?|spin-?offs?|"
    r"based|backed|linked|inspired|compatible|layer[- ]?(?:2|two)|scaling|sidechains?|meme ?coins?|knock-?offs?)\b",
    re.IGNORECASE,
)
"""What makes a name the attribute of another coin: "the Ethereum rival", "a Solana-based memecoin"."""
_SUBORDINATE_HEAD = re.compile(
    r"\b(?:as|if|while|when|whereas|because|after|unless|once|though|although|despite|amid|with)\s+(?:the |\w+ )?$",
    re.IGNORECASE,
)
_BY_THE_WAY = re.compile(r"\s[\u2013\u2014-]\s|\u2014")
_INSERTION = re.compile(r", (?:which|whose|with|unlike|despite|like|even as|even with)\b")
_APPOSITION = re.compile(r", (?:(?:the|an?|its|one of|once|now|formerly)\b|[A-Z][\w.-]*(?: [A-Z][\w.-]*)?'s )")

_OWNING_GAP = re.compile(
    r"'?s?(?:\s(?:own|price|share|market|\w+ly|daily|decline|drop|fall|gain|rise|loss|slide|rally|of|the|a|almost|nearly|about|around|over))*\s"
    r"|,? (?:which|that|whose price) (?:[a-z]+ ){1,5}"
    r"|'s?(?:\s[a-z-]+){1,4}\s(?:of|to|at|near|around|above|below)\s(?:about |around |nearly |just )?"
)
_PEG_PRICE = re.compile(r"\$?\s?(?:0?\.\d+|1(?:\.\d+)?)(?!,?\d)|\d{1,3}(?:\.\d+)?\s(?:us )?cents", re.IGNORECASE)
# A price this near to one dollar is the stablecoin's further on in its sentence too.
_PEG_REACH = 180
_CONDITION_HEAD = re.compile(r"\b(?:if|unless|provided|assuming)\s+(?:the )?$", re.IGNORECASE)
_PAID_PER_COIN = re.compile(
    r"\)?,?(?: (?:that|which|it|they|were|was|has|had|have|been|of its own|in total|for ¤|so far))*"
    r" (?:bought|acquired|purchased|accumulated|picked up|amassed)[^.;\d]{0,40}? at (?:an?|its"
    r"|their) (?:average|avg|mean)"
    r"(?: (?:purchase|acquisition|cost))?(?: (?:price|cost))?(?: of)?(?: (?:about|around|roughly|nearly"
    r"|approximately|some|just|over))*\s"
    r"|\)? at (?:an?|its|their) (?:average|avg|mean)(?: (?:purchase|acquisition|cost))?(?: (?:price|cost))?(?: of)?"
    r"(?: (?:about|around|roughly|nearly|approximately|some|just|over))*\s"
)
"""From a counted coin to what one of it cost: "holds 5,000 BTC bought at an average price of $60,000"."""
_COST_PER_COIN = re.compile(
    r"\b(?:average|avg|mean) (?:purchase |acquisition )?(?:cost|price)(?: paid)? per (?:coin|bitcoin|token)"
    r"(?: (?:is|was|of|at|about|around|roughly|nearly|approximately))*\s$"
)
"""The same further on in the sentence: "5,000 BTC ... (the average cost per coin is about $30,000)"."""
_PLACE_HEAD = re.compile(
    r"\b(?<!target )(?<!targets )(?:on|via|through|across|using|from)\s(?:the )?"
    r"(?:(?:exchange|platform|dex|decentrali[sz]ed exchange) )?$",
    re.IGNORECASE,
)
_PLACE_TAIL = re.compile(
    r"(?:'s)?\s(?:whales?|traders?|users?|wallets?|accounts?|exchange|platform|perps?|perpetuals?|orderbook"
    r"|order books?|"
    r"liquidations?|liquidation (?:map|data|heatmap)|longs?|shorts?|positions?|data|vault)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")


def is_aside(found: Reading, mention: AssetSpan) -> bool:
    """A comparison, an example, a counted coin or a stablecoin: not the subject of what follows."""
    if mention.form == "unit" or asset_kind(found, mention.ticker) == "stablecoin":
        return True
    if _QUALIFIER_TAIL.match(found.plain, mention.end) or _is_place(found, mention):
        return True
    return _COMPARISON_HEAD.search(found.plain, max(mention.start - 30, 0), mention.start) is not None


def owns_figure(found: Reading, mention: AssetSpan, start: int) -> bool:
    """Whether an aside has the figure that begins at `start` all the same.

    "compared to the S&P 500's decline of 5%", "than Floki, which is priced at $0.00004", "USDC fell to $0.88".
    """
    if asset_kind(found, mention.ticker) == "stablecoin" and mention.form != "pair":
        return start - mention.end <= _PEG_REACH and _PEG_PRICE.match(found.plain, start) is not None
    if mention.form == "unit" and _COST_PER_COIN.search(found.plain, mention.end, start):
        return True
    if start - mention.end > _BACK_WINDOW:
        return False
    if mention.form == "unit":
        return _PAID_PER_COIN.fullmatch(found.plain, mention.end, start) is not None
    return not _is_place(found, mention) and _OWNING_GAP.fullmatch(found.plain, mention.end, start) is not None


def _is_place(found: Reading, mention: AssetSpan) -> bool:
    """Whether an exchange that has a coin of its name is meant: "opened on Hyperliquid", "a Hyperliquid whale"."""
    if mention.form != "name" or mention.text.lower() not in VENUE_BY_WORD:
        return False
    head = _PLACE_HEAD.search(found.plain, max(mention.start - 40, 0), mention.start)
    return head is not None or _PLACE_TAIL.match(found.plain, mention.end) is not None


def is_inserted(found: Reading, mention: AssetSpan, start: int) -> bool:
    """Whether it stands in an insertion that closes before the figure: "XRP, which has lagged bitcoin, rose to"."""
    if _is_between_dashes(found, mention, start):
        return True
    closing = found.plain.find(", ", mention.end, start)
    if closing < 0:
        return False
    # "If bitcoin cooperates, $16 could follow", but not "If bitcoin breaks $60,000, $65,000 is next".
    is_condition = _CONDITION_HEAD.search(found.plain, max(mention.start - 12, 0), mention.start) is not None
    if is_condition and not _DIGIT.search(found.plain, mention.end, closing):
        return True
    first = found.sentences[mention.sentence].start
    opening = found.plain.rfind(",", max(mention.start - _BACK_WINDOW, first), mention.start)
    if opening < 0:
        return False
    if _INSERTION.match(found.plain, opening):
        # ", with ether, the second largest coin, falling": the commas enclose what ether is
        return not (closing == mention.end and _APPOSITION.match(found.plain, closing))
    # An apposition follows a name at once: "Bitcoin Cash, the offshoot of bitcoin, rose to".
    is_after_name = any(
        opening - 14 < m.end <= opening for m in starting_in(found.asset_mentions, opening - 60, opening)
    )
    return is_after_name and _APPOSITION.match(found.plain, opening) is not None


def _is_between_dashes(found: Reading, mention: AssetSpan, start: int) -> bool:
    """Whether dashes enclose it, behind another name: "Litecoin - a copy of bitcoin - fell"."""
    if not _BY_THE_WAY.search(found.plain, mention.end, min(start, mention.end + _BACK_WINDOW)):
        return False
    first = max(mention.start - _BACK_WINDOW, found.sentences[mention.sentence].start)
    opening = list(_BY_THE_WAY.finditer(found.plain, first, mention.start))
    if not opening:
        return False
    return any(m.end <= opening[-1].start() for m in found.mentions_in(found.sentences[mention.sentence]))


def asset_kind(found: Reading, ticker: str) -> str:
    """What an asset is, `crypto` where the list does not say."""
    asset = found.lexicon.assets.get(ticker) if found.lexicon else None
    return asset.kind if asset else "crypto"


def opens_subordinate_clause(found: Reading, mention: AssetSpan) -> bool:
    """Whether "while", "as", "if" or the like come right before it: the sentence is about another asset."""
    first = max(mention.start - 20, found.sentence_at(mention.start).start)
    return _SUBORDINATE_HEAD.search(found.plain, first, mention.start) is not None
