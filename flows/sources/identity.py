"""Tells which article an entry is about, whatever publishers do to their keys and addresses.

The same address, without tracking parameters, is the same article, even under another key. The same key is the same
article, too, even at another address, unless the headline is another one as well: some feeds use a key again.
"""

import difflib
import hashlib
from collections.abc import Collection, Iterable

from flows.sources.urls import canonical_url, names_an_article
from warehouse.readers import ArticleIdentity

MIN_HEADLINE_LIKENESS = 0.5
"""Likeness of two headlines (0..1) from which one may be an edit of the other."""


def article_key(*parts: str) -> str:
    """Make an article id of what identifies it."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:20]


class ArticleKeys:
    """The articles that are known so far; grows with each that is asked for."""

    def __init__(self) -> None:
        self._by_url: dict[tuple[str, str], str] = {}
        self._by_guid: dict[tuple[str, str], tuple[str, str | None, str]] = {}

    def learn(self, identities: Iterable[ArticleIdentity]) -> None:
        """Take in articles that are stored."""
        for known in identities:
            urls = [known.url, canonical_url(known.link) if known.link else None]
            self._remember(known.article_id, known.outlet, urls, known.guid, known.headline)

    def article_id(self, *, outlet: str, urls: Collection[str | None], guid: str | None, headline: str) -> str:
        """Return the id of the article that is meant, a new one if it is not known.

        Args:
            outlet: The publisher; ids never reach across outlets.
            urls: Its canonical addresses, as far as known.
            guid: The feed's key.
            headline: Decides whether a key that comes with another address was used again.
        """
        usable = [url for url in urls if url and names_an_article(url)]
        by_url = next((self._by_url[outlet, url] for url in usable if (outlet, url) in self._by_url), None)
        found = by_url or self._same_guid(outlet, usable, guid, headline)
        if found is None:
            place = usable[0] if usable else headline
            if guid is None:
                found = article_key(outlet, place)
            else:
                is_reused = (outlet, guid) in self._by_guid
                found = article_key(outlet, guid, place) if is_reused else article_key(outlet, guid)
        self._remember(found, outlet, urls, guid, headline)
        return found

    def _same_guid(self, outlet: str, urls: Collection[str | None], guid: str | None, headline: str) -> str | None:
        if guid is None or (outlet, guid) not in self._by_guid:
            return None
        article_id, known_url, known_headline = self._by_guid[outlet, guid]
        if known_url is None or not any(urls) or known_url in urls or _are_alike(headline, known_headline):
            return article_id
        return None

    def _remember(
        self, article_id: str, outlet: str, urls: Collection[str | None], guid: str | None, headline: str
    ) -> None:
        usable = [url for url in urls if url and names_an_article(url)]
        for url in usable:
            self._by_url.setdefault((outlet, url), article_id)
        if guid:
            self._by_guid.setdefault((outlet, guid), (article_id, usable[0] if usable else None, headline))


def _are_alike(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, one.casefold(), other.casefold()).ratio() >= MIN_HEADLINE_LIKENESS
