"""Where an article's lead ends, and which way headline and lead say that the market went."""

import re

from nlp.components.extensions import Reading

LEAD_SENTENCES = 4
_HEADING_WORDS = 3
_UP = re.compile(
    r"\b(?:recover|bounc|bullish|surg|soar|rall|jump|r[io]se|rising|climb|rocket|skyrocket|leap|gain|rebound|spik|breakout|"
    r"new record|record high|all-time high)\w*"
)
_DOWN = re.compile(
    r"\b(?:plung|crash|drop|fall|fell|tumbl|plummet|slump|sell-?off|selloff|dip|bleed|declin|dump|sink|sank|slid|div(?:e|es|ed|ing)\b|"
    r"lows?\b|"
    r"nosediv|tank|meltdown|slip|crater|losses|capitul|flush|correction|downturn|down\b|pullback|reject|"
    r"bearish(?! (?:\w+ )?(?:bets|shorts?|positions|traders)))\w*"
)
_SUPPOSED = re.compile(r"\b(?:could|may|might|would|should|if|unless|whether|needs? to|will)\b[^.,;:]*")
# What rose or fell, is no price: "liquidations jump", "open interest fell".
_OTHER_MOVED = re.compile(
    r"\b(?:liquidations?|volumes?|open interest|inflows?|outflows?|volatility|funding rates?|dominance|fear)"
    r"\s(?:\w+\s)?"
    r"(?:surg|soar|jump|r[io]se|rising|climb|rocket|leap|spik|drop|fall|fell|tumbl|plummet|slump|declin|slid|sank|slip)"
    r"\w*"
)


def lead_end(found: Reading) -> int:
    """One past the index of the last sentence of the lead; headings do not count."""
    n_told = 0
    for sentence in found.sentences:
        text = found.plain[sentence.start : sentence.end]
        is_heading = text[-1:].isalnum() and len(text.split(maxsplit=_HEADING_WORDS)) <= _HEADING_WORDS
        n_told += not sentence.is_headline and not is_heading
        if n_told == LEAD_SENTENCES:
            return sentence.index + 1
    return len(found.sentences)


def market_direction(found: Reading) -> int:
    """Which way the headline and the lead say that the market went: 1 up, -1 down, 0 neither."""
    score = 0
    for sentence in found.sentences[: lead_end(found)]:
        if not sentence.is_boilerplate:
            text = _SUPPOSED.sub("", _OTHER_MOVED.sub("", found.lower[sentence.start : sentence.end]))
            score += (len(_UP.findall(text)) - len(_DOWN.findall(text))) * (3 if sentence.is_headline else 1)
    return (score > 0) - (score < 0)
