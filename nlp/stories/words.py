"""The words that tell one story from another, as stems, and how much each of them tells."""

import re

from spacy.lang.en.stop_words import STOP_WORDS

_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
_ENDINGS = ("ations", "ation", "ingly", "ments", "ings", "edly", "ment", "ions", "ing", "ers", "ies", "ion", "ed", "es",
            "er", "ly", "s", "e", "y")  # fmt: skip
_MIN_STEM = 3
_MAX_STEM = 7

GENERIC_WEIGHT = 0.3
"""What a word of every market report weighs beside one that is particular to a story."""

_GENERIC_WORDS = """
bitcoin btc ether ethereum eth solana sol xrp crypto cryptocurrency coin token digital asset price market trade trader
trading analyst analysts investor say says said according day week month year today yesterday monday tuesday wednesday
thursday friday saturday sunday hour hours million billion percent level levels support resistance high low up down
rise rises rose fall falls fell drop drops dropped gain gains slide slides slid jump jumps surge surges rally rallies
move moves trades traded stands stood report reports data chart news latest new time sell buy seller buyer bull bear
bullish bearish volume dollar usd last early late near around back report session exchange exchanges capitalization
cap update daily morning evening overnight start opens open close closed key next watch
"""


def content_stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words that are no stop words, each once, in order."""
    words = (word.lower().removesuffix("'s") for word in _WORD.findall(text))
    return tuple(dict.fromkeys(_stem(word) for word in words if len(word) > 1 and word not in STOP_WORDS))


def weight_of(stem: str) -> float:
    """Return how much a stem tells of a story, above 0 and at most 1."""
    return GENERIC_WEIGHT if stem in _GENERIC else 1.0


def _stem(word: str) -> str:
    """Cut the ending off; cruder than a linguist's stemmer, and enough to let "outflows" meet "outflow"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM:
            return word.removesuffix(ending)[:_MAX_STEM]
    return word[:_MAX_STEM]


_GENERIC = frozenset(_stem(word) for word in _GENERIC_WORDS.split())
