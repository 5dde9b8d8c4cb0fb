"""The five invented outlets: who they are and how they publish. Their addresses end in `.example` and exist nowhere."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An invented outlet.

    Attributes:
        id: The feed's id in `configs/sample/feeds.toml`.
        name: As its pages print it.
        domain: Host of its pages and its feed.
        tagline: Under the name.
        feed_format: Dialect of its feed.
        is_full: Whether the feed carries whole articles; otherwise only their beginnings.
    """

    id: str
    name: str
    domain: str
    tagline: str
    feed_format: Literal["rss", "atom"]
    is_full: bool


OUTLETS = (
    Outlet(
        id="moonwire",
        name="Moonwire Daily",
        domain="moonwire.example",
        tagline="The wire that never sets",
        feed_format="rss",
        is_full=True,
    ),
    Outlet(
        id="tidebook",
        name="Tidebook Desk Notes",
        domain="tidebook.example",
        tagline="What the book says before the bell",
        feed_format="atom",
        is_full=True,
    ),
    Outlet(
        id="hodlhorn",
        name="Hodlhorn",
        domain="hodlhorn.example",
        tagline="Louder since block one",
        feed_format="rss",
        is_full=False,
    ),
    Outlet(
        id="basisletter",
        name="The Basis Letter",
        domain="basisletter.example",
        tagline="Notes for patient capital",
        feed_format="atom",
        is_full=False,
    ),
    Outlet(
        id="altgrove",
        name="Altgrove",
        domain="altgrove.example",
        tagline="Where the small coins grow",
        feed_format="rss",
        is_full=False,
    ),
)
