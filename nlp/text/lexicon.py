"""The assets that the reader knows, and where a text could be naming one of them.

`configs/assets.toml` holds one asset a line. `AssetLexicon.candidates` finds every place that has the letters of a name
or ticker; whether a word like "near" or "ONE" means the asset there is decided in `nlp.components.assets`.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from nlp.errors import LexiconError

AssetKind = Literal["crypto", "stablecoin", "stock", "etf", "index", "commodity", "fx"]
_KINDS: tuple[AssetKind, ...] = get_args(AssetKind)
_KEYS = {"name", "rank", "aliases", "words"}
_WORD = re.compile(r"[^\W_]+")
_QUOTES = ("USDT", "USDC", "BUSD", "FDUSD", "USD", "EUR", "GBP", "JPY", "KRW", "TRY", "BTC", "XBT", "ETH", "PERP")


@dataclass(frozen=True, slots=True)
class Asset:
    """An asset and its names.

    Attributes:
        ticker: The key everywhere else.
        name: Its common name.
        kind: What it is.
        rank: By market value, 1 the largest; `None` where it has none.
        aliases: Other names.
        words: Those of its names (lowercase) that are ordinary words too and need evidence.
    """

    ticker: str
    name: str
    kind: AssetKind
    rank: int | None
    aliases: tuple[str, ...]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that has the letters of an asset's name.

    Attributes:
        start: First code point.
        end: One past the last.
        asset: Whose name it is; `None` for a longer name that only contains one ("Bitcoin Magazine").
        form: Whether it is the name, the ticker in capitals, or a ticker glued to its quote ("BTCUSDT").
        needs_evidence: The letters are also an ordinary word.
    """

    start: int
    end: int
    asset: Asset | None
    form: Literal["name", "ticker", "pair"]
    needs_evidence: bool


@dataclass(frozen=True, slots=True)
class AssetLexicon:
    """All assets, with an index from the first word of every name to the names.

    Attributes:
        version: Of the file, and a digest of its content: `assets-1-5f3a9c`.
        assets: By ticker, in file order.
        names: First word (lowercase) to (whole name in lowercase, asset or `None`), longest name first.
        first_words: The first words, and their plurals: all that a name can begin with.
    """

    version: str
    assets: Mapping[str, Asset]
    names: Mapping[str, tuple[tuple[str, Asset | None], ...]]
    first_words: frozenset[str]

    def candidates(self, plain: str) -> Iterator[Candidate]:
        """Find the places that could name an asset, in order and without overlap; the longest name wins."""
        lower, covered = plain.lower(), 0
        for start, word in self._telling_words(plain):
            if start >= covered:
                found = self._name_at(plain, lower, start, word.lower()) or self._ticker(word, start)
                if found is not None:
                    covered = found.end
                    yield found

    def name_in(self, plain: str, asked: str) -> str | None:
        """Find how a text calls an asset that is asked for by any of its names: "ETH" is "Ether" there.

        Returns:
            Its first name in the text; `None` where `asked` names no asset, or one that the text does not name.
        """
        asset = self.assets.get(asked.strip().removeprefix("$").upper())
        if asset is None:
            asset = next((named.asset for named in self.candidates(asked)), None)
        named = next((c for c in self.candidates(plain) if asset is not None and c.asset is asset), None)
        return plain[named.start : named.end] if named else None

    def _telling_words(self, plain: str) -> list[tuple[int, str]]:
        """The words that begin a name or could be a ticker, with their places, in order.

        Each word is judged once, however often it comes: most words of an article name nothing.
        """
        return sorted(
            (start, word)
            for word in set(_WORD.findall(plain))
            if word.lower() in self.first_words or self._ticker(word, 0) is not None
            for start in _places(plain, word)
        )

    def _name_at(self, plain: str, lower: str, start: int, first_word: str) -> Candidate | None:
        # "Bitcoins", "Solanas": scraped pages lose the apostrophe of a possessive, and some names have a plural.
        entries = self.names.get(first_word) or self.names.get(first_word.removesuffix("s"), ())
        for name, asset in entries:
            if not lower.startswith(name, start):
                continue
            end = start + len(name)
            rest = lower[end : end + 2]
            if rest[:1].isalnum():
                if rest[0] != "s" or rest[1:].isalnum() or len(name) < 4:
                    continue
                end += 1
            if asset is None:
                return Candidate(start, end, None, "name", False)
            is_ticker = plain[start:end] == asset.ticker
            return Candidate(start, end, asset, "ticker" if is_ticker else "name", name in asset.words)
        return None

    def _ticker(self, word: str, start: int) -> Candidate | None:
        if not word.isupper():
            return None
        asset = self.assets.get(word)
        if asset is not None:
            return Candidate(start, start + len(word), asset, "ticker", word.lower() in asset.words)
        for quote in _QUOTES:
            base = self.assets.get(word.removesuffix(quote)) if word.endswith(quote) else None
            if base is not None:
                return Candidate(start, start + len(word), base, "pair", False)
        return None


def _places(text: str, word: str) -> Iterator[int]:
    """Where a word stands by itself: no letter or digit right before or behind it."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            yield start
        start = text.find(word, end)


def load_lexicon(path: Path) -> AssetLexicon:
    """Read an asset list.

    Raises:
        LexiconError: The file is missing, is no TOML, or an entry is incomplete, unknown or there twice.
    """
    try:
        content = path.read_bytes()
        tables = tomllib.loads(content.decode())
    except OSError as error:
        raise LexiconError(
            f"cannot read the asset list {path}: {error.strerror}; pass the path of assets.toml"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path} is not valid TOML: {error}") from error
    version = tables.pop("version", None)
    if not isinstance(version, str):
        raise LexiconError(f'{path} has no version; begin it with: version = "1"')
    other = tables.pop("other", {"names": []})
    assets: dict[str, Asset] = {}
    for kind, rows in tables.items():
        if kind not in _KINDS:
            raise LexiconError(f"{path}: [{kind}] is no kind of asset; known are {', '.join(_KINDS)} and other")
        for ticker, row in rows.items():
            if ticker in assets:
                raise LexiconError(f"{path}: {ticker} is there twice, in [{assets[ticker].kind}] and in [{kind}]")
            assets[ticker] = _asset(path, ticker, kind, row)
    digest = hashlib.sha256(content).hexdigest()[:6]
    names = _index(path, assets, other["names"])
    first_words = frozenset(names) | {f"{word}s" for word in names}
    return AssetLexicon(f"assets-{version}-{digest}", assets, names, first_words)


def _asset(path: Path, ticker: str, kind: AssetKind, row: Mapping[str, Any]) -> Asset:
    unknown = set(row) - _KEYS
    if unknown or not isinstance(row.get("name"), str):
        what = f"has the unknown key {sorted(unknown)[0]!r}" if unknown else "has no name"
        raise LexiconError(f"{path}: {ticker} {what}; an asset has {', '.join(sorted(_KEYS))}")
    names = {ticker.lower(), row["name"].lower(), *map(str.lower, row.get("aliases", ()))}
    words = frozenset(map(str.lower, row.get("words", ())))
    if words - names:
        raise LexiconError(f"{path}: {ticker} lists {sorted(words - names)[0]!r} under words, but has no such name")
    return Asset(ticker, row["name"], kind, row.get("rank"), tuple(row.get("aliases", ())), words)


def _index(
    path: Path, assets: Mapping[str, Asset], other: list[str]
) -> dict[str, tuple[tuple[str, Asset | None], ...]]:
    owners: dict[str, Asset] = {}
    for asset in assets.values():
        for name in dict.fromkeys(name.lower() for name in (asset.name, *asset.aliases)):
            if name in owners:
                raise LexiconError(
                    f"{path}: {owners[name].ticker} and {asset.ticker} are both called {name!r}; keep it with one"
                )
            owners[name] = asset
    index: dict[str, list[tuple[str, Asset | None]]] = {}
    for name, owner in (*owners.items(), *((name.lower(), None) for name in other)):
        first = _WORD.search(name)
        if first is None or first.start() > 0:
            raise LexiconError(f"{path}: the name {name!r} must begin with a letter or digit")
        index.setdefault(first.group(), []).append((name, owner))
    return {word: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for word, entries in index.items()}
