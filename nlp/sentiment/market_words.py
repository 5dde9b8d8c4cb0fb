"""The market word list: which words point which way, and whether a sentence speaks of a market at all.

Read from `nlp/resources/sentiment/market_words.toml`; used by the plain baseline encoder and by the choice of the
sentences that are worth scoring.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from nlp.errors import LexiconError

MARKET_WORDS_PATH: Final = Path(__file__).parent.parent / "resources" / "sentiment" / "market_words.toml"
STRONG: Final = 2.0
MILD: Final = 1.0
_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*")


@dataclass(frozen=True, slots=True)
class MarketWords:
    """The word list, ready for matching.

    Attributes:
        weights: Word tuple of each entry to its weight; positive is bullish, zero a market word that points nowhere.
        negators: Words that turn what follows.
        hedges: Words that weaken a sentence.
        longest: Words in the longest entry.
    """

    weights: Mapping[tuple[str, ...], float]
    negators: frozenset[str]
    hedges: frozenset[str]
    longest: int

    def find(self, words: list[str]) -> list[tuple[int, float]]:
        """Match entries from left to right, the longest first.

        Returns:
            Position of each match in `words` and its weight.
        """
        found, at = [], 0
        while at < len(words):
            for length in range(min(self.longest, len(words) - at), 0, -1):
                weight = self.weights.get(tuple(words[at : at + length]))
                if weight is not None:
                    found.append((at, weight))
                    at += length
                    break
            else:
                at += 1
        return found

    def speaks_of_market(self, text: str) -> bool:
        """Whether any entry of the list occurs in the text."""
        return bool(self.find(words_of(text)))


def words_of(text: str) -> list[str]:
    """Cut text into lower-case words; hyphens and apostrophes inside a word stay."""
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


@cache
def load_market_words(path: Path = MARKET_WORDS_PATH) -> MarketWords:
    """Read the word list.

    Raises:
        LexiconError: The file is missing, is no TOML, lacks a list, or puts one entry on both sides.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot read the market word list ({error}); reinstall newstape") from error
    weights: dict[tuple[str, ...], float] = {}
    for section, key, weight in (
        ("market", "words", 0.0),
        ("bullish", "mild", MILD),
        ("bullish", "strong", STRONG),
        ("bearish", "mild", -MILD),
        ("bearish", "strong", -STRONG),
    ):
        for entry in _strings(table, section, key, path):
            words = tuple(words_of(entry))
            if weights.get(words):
                raise LexiconError(f"{path}: {entry!r} is listed twice; keep one of the two")
            weights[words] = weight
    return MarketWords(
        weights=weights,
        negators=frozenset(_strings(table, "modifiers", "negators", path)),
        hedges=frozenset(_strings(table, "modifiers", "hedges", path)),
        longest=max(len(words) for words in weights),
    )


def _strings(table: Mapping[str, Any], section: str, key: str, path: Path) -> list[str]:
    values = table.get(section, {}).get(key)
    if not isinstance(values, list) or not values or not all(isinstance(v, str) and words_of(v) for v in values):
        raise LexiconError(f"{path}: [{section}] {key} must be a list of words")
    return values
