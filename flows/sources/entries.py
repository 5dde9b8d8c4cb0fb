"""What a feed says of one item, before anything else is known about it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One item of a feed. Texts are plain: no markup, no entities, no control characters.

    Attributes:
        entry_id: Key of this version of the item: another word or date makes another id.
        feed_id: The feed's id in feeds.toml.
        outlet: The publisher.
        guid: The feed's own key of the item; publishers change and repeat it.
        link: The item's address, absolute, as the feed gives it.
        canonical_url: The same without tracking parameters, fragment and AMP forms.
        title: Never empty.
        summary: The short text.
        content: The full text, where the feed carries it.
        authors: Names in the feed's order.
        tags: The publisher's own keywords, in the feed's order.
        published_raw: The publication time as the feed writes it.
        published_at: The same as an instant in UTC; `None` where it is missing or cannot be relied on.
        published_note: Why `published_at` is missing or what was assumed (see `flows.sources.dates`).
        updated_at: Time of the last change as an instant in UTC; `None` where it is missing or cannot be relied on.
    """

    entry_id: str
    feed_id: str
    outlet: str
    guid: str | None
    link: str | None
    canonical_url: str | None
    title: str
    summary: str | None
    content: str | None
    authors: tuple[str, ...]
    published_raw: str | None
    published_at: datetime | None
    published_note: str | None
    updated_at: datetime | None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that was refused.

    Attributes:
        item: Which one, by its id, address or place.
        reason: A short stable word.
        detail: For people.
    """

    item: str
    reason: str
    detail: str
