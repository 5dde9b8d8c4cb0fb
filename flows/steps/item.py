"""A feed entry on its way to become an article."""

from dataclasses import dataclass

from flows.settings import FeedSettings
from flows.sources.entries import FeedEntry
from flows.sources.gather import PageResult
from warehouse.rows import ArticleRevisionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A feed entry and what is known of its article.

    Attributes:
        entry: As the feed gave it.
        feed: The feed.
        document_id: The feed document.
        is_new: This version of the entry was not seen before.
        article_id: The article it is about.
        previous: Its last stored version.
        page: What came of its page, if that was asked for.
        has_words: Whether the entry tells enough to stand in for its page; that of a sitemap does not.
    """

    entry: FeedEntry
    feed: FeedSettings
    document_id: str
    is_new: bool
    article_id: str
    previous: ArticleRevisionRow | None
    page: PageResult | None = None
    has_words: bool = True

    @property
    def own_url(self) -> str | None:
        """The address that the page calls its own."""
        return self.page.page.canonical_url if self.page and self.page.page else None

    @property
    def can_pass(self) -> bool:
        """Whether its page could not be had, but may be had by the next run."""
        return bool(self.page and self.page.failure and self.page.failure.can_pass)

    @property
    def name(self) -> str:
        """What to call it in a rejection."""
        return self.entry.link or self.entry.guid or self.entry.title

    @property
    def fullness(self) -> tuple[bool, bool]:
        """How much the feed itself tells; orders the entries of one article."""
        return self.entry.content is not None, self.entry.summary is not None
