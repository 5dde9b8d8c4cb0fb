"""The fingerprint of an article: all that telling articles alike needs, and the keys that bring neighbours together.

Two articles are only compared when they share a key, so the work stays in proportion to their number. A fingerprint
depends on nothing but its own article: it is made once and kept.
"""

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from hashlib import blake2b

import numpy as np
from datasketch import MinHash, MinHashLSH

from nlp.stories.words import content_stems, weight_of
from nlp.text.boilerplate import is_boilerplate
from nlp.text.normalize import plain_text
from nlp.text.sentences import Piece, split_sentences

N_PERMUTATIONS = 64
SHINGLE_WORDS = 3
LSH_THRESHOLD = 0.5
"""Jaccard similarity above which two texts should meet under a key; below what makes a copy, so that none is missed."""
LEAD_SENTENCES = 3
MAX_TERMS = 80
MIN_SENTENCE_WORDS = 5
"""A shorter sentence ("What now") is in too many articles to say anything of their likeness."""

_SEED = 20_250_218
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d[\d,]*(?:\.\d+)?")
_NUMBER = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)(?:\s*[-\u2013]?\s*(k|thousand|mn?|mln|million|bn?|billion|tn?|trillion)\b)?", re.IGNORECASE
)
_SIZES = {"k": 3, "t": 12, "m": 6, "b": 9}
_MAX_DIGITS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryArticle:
    """What is known of an article before it is compared with others.

    Attributes:
        article_id: Its key.
        outlet: Its publisher.
        text: Headline, blank line, body.
        assets: Tickers, the most relevant first.
        happened_at: When it speaks: the publisher's time where it is known, else `available_at`.
        available_at: The earliest moment anyone here could have read it.
    """

    article_id: str
    outlet: str
    text: str
    assets: tuple[str, ...]
    happened_at: datetime
    available_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What is kept of an article for comparing it.

    Attributes:
        article_id: Its key.
        outlet: Its publisher.
        happened_at: As in `StoryArticle`.
        available_at: As in `StoryArticle`.
        assets: Tickers, the most relevant first.
        text_key: Hash of the words; equal for texts that differ only in case, punctuation, spaces and boilerplate.
        signature: MinHash of the runs of `SHINGLE_WORDS` words, hexadecimal, 8 digits a value.
        frame: The same with every number masked: equal for two issues of one template.
        sentences: Hashes of the sentences, in order.
        numbers: Every number with its multiplier worked in, each once, in order.
        headline_terms: Stems of the headline.
        terms: Stems of headline and lead, each once.
    """

    article_id: str
    outlet: str
    happened_at: datetime
    available_at: datetime
    assets: tuple[str, ...]
    text_key: int
    signature: str
    frame: str
    sentences: tuple[str, ...]
    numbers: tuple[str, ...]
    headline_terms: tuple[str, ...]
    terms: tuple[str, ...]


def fingerprint_of(article: StoryArticle) -> Fingerprint:
    """Take the fingerprint of an article. Boilerplate has no part in it."""
    plain = plain_text(article.text)
    pieces = [p for p in split_sentences(plain) if not is_boilerplate(plain[p.start : p.end].lower())]
    headline = [p for p in pieces if p.paragraph == 0]
    body = [p for p in pieces if p.paragraph > 0]
    sentences = [_WORD.findall(plain[p.start : p.end].lower()) for p in body]
    words = [word for sentence in sentences for word in sentence]
    lead = [p for p, sentence in zip(body, sentences, strict=True) if len(sentence) >= MIN_SENTENCE_WORDS]
    headline_terms = content_stems(_joined(plain, headline))
    return Fingerprint(
        article_id=article.article_id,
        outlet=article.outlet,
        happened_at=article.happened_at,
        available_at=article.available_at,
        assets=article.assets,
        text_key=hash_of(" ".join(words) or _joined(plain, headline).lower()),
        signature=_signature(words),
        frame=_signature(["#" if word[0].isdigit() else word for word in words]),
        sentences=tuple(
            dict.fromkeys(f"{hash_of(' '.join(s)):016x}" for s in sentences if len(s) >= MIN_SENTENCE_WORDS)
        ),
        numbers=tuple(dict.fromkeys(_numbers(_joined(plain, pieces)))),
        headline_terms=headline_terms,
        terms=tuple(
            dict.fromkeys((*headline_terms, *content_stems(_joined(plain, lead[:LEAD_SENTENCES]))))
        )[:MAX_TERMS],
    )  # fmt: skip


def keys_of(fingerprint: Fingerprint) -> tuple[int, ...]:
    """Return the keys under which an article meets its neighbours, each once.

    Its text, the bands of its signature, its first sentences (a shortened reprint keeps them), its uncommon numbers,
    and pairs of the terms of its headline.
    """
    keys = [fingerprint.text_key]
    bands, width = _bands()
    step = 8 * width
    for band in range(bands):
        keys.append(hash_of(f"band {band} {fingerprint.signature[band * step : (band + 1) * step]}"))
    keys += [hash_of(f"sentence {sentence}") for sentence in fingerprint.sentences[:4]]
    asset = fingerprint.assets[0] if fingerprint.assets else ""
    keys += [hash_of(f"number {asset} {number}") for number in fingerprint.numbers if is_telling(number)]
    terms = sorted(fingerprint.headline_terms)[:8]
    keys += [
        hash_of(f"terms {one} {other}")
        for i, one in enumerate(terms)
        for other in terms[i + 1 :]
        if weight_of(one) == 1 or weight_of(other) == 1  # "price" and "today" stand in too many headlines
    ]
    return tuple(dict.fromkeys(keys))


def signature_similarity(one: str, other: str) -> float:
    """Estimate the Jaccard similarity of two texts from their signatures, 0 to 1."""
    first, second = (np.frombuffer(bytes.fromhex(signature), np.uint32) for signature in (one, other))
    return float(np.count_nonzero(first == second)) / N_PERMUTATIONS


def is_telling(number: str) -> bool:
    """Whether a number says which story it is: no count of a few, no year, no period such as 24 hours or 200 days."""
    value = Decimal(number)
    if number in ("24", "30", "50", "100", "200"):
        return False
    if value == value.to_integral_value() and 1900 <= value <= 2100:
        return False
    return value >= 100 or value != value.to_integral_value()


def hash_of(text: str) -> int:
    """Hash to 63 bits, the same in every process and on every machine."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1


def _joined(plain: str, pieces: Iterable[Piece]) -> str:
    return "\n".join(plain[p.start : p.end] for p in pieces)


def _numbers(text: str) -> Iterable[str]:
    for digits, multiplier in _NUMBER.findall(text):
        bare = digits.replace(",", "")
        if len(bare) <= _MAX_DIGITS:
            size = _SIZES.get(multiplier[:1].lower(), 3) if multiplier else 0
            if multiplier.lower() == "thousand":
                size = 3
            yield f"{(Decimal(bare) * 10**size).normalize():f}"


def _signature(words: list[str]) -> str:
    minhash = _empty().copy()
    if words:
        last = max(1, len(words) - SHINGLE_WORDS + 1)
        minhash.update_batch([" ".join(words[i : i + SHINGLE_WORDS]).encode() for i in range(last)])
    return "".join(f"{int(value):08x}" for value in minhash.hashvalues)


@cache
def _empty() -> MinHash:
    return MinHash(num_perm=N_PERMUTATIONS, seed=_SEED, hashfunc=zlib.crc32)


@cache
def _bands() -> tuple[int, int]:
    """How many bands of how many values let texts of `LSH_THRESHOLD` meet: datasketch's optimum, for few misses."""
    index = MinHashLSH(threshold=LSH_THRESHOLD, num_perm=N_PERMUTATIONS, weights=(0.3, 0.7))
    return index.b, index.r
