"""A crowd of feeds on loopback ports, one in ten of which misbehaves in a way of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from flows.settings import FeedSettings
from tests.flows.loopback import Loopback

ITEMS = 2
"""Articles of each feed that can be read."""
PARAGRAPH = "Bitcoin slipped to $52,400 in Monday trading, its lowest level since February, before buyers stepped in. "
HUGE_PAGE = b"<html>" + b"x" * 30_000_000

Misbehave = Callable[[Loopback, str], None]
FAULTS: dict[str, tuple[str, Misbehave]] = {
    "drip": ("deadline", lambda web, path: web.drip(path, seconds_between=0.1)),
    "reset": ("connection_lost", lambda web, path: web.reset(path)),
    "busy": ("status_429", lambda web, path: web.fail(path, 429, Retry_After="3600")),
    "circle": ("redirect_loop", lambda web, path: web.redirect(path, path)),
    "bomb": ("inflation", lambda web, path: web.bomb(path, 50_000_000)),
    "short": ("incomplete", lambda web, path: web.cut(path, b"<rss>", announced=999)),
    "endless": ("too_large", lambda web, path: web.endless(path)),
    "tls": ("tls", lambda web, path: None),
    "deep": ("nesting", lambda web, path: web.serve(path, "<rss>" + "<a>" * 200_000)),
    "page": ("too_large", lambda web, path: None),
}
"""By name: the reason under which it is to be recorded, and how the feed misbehaves. The feed with bad TLS lives on
another server, and behind the good feed of the last kind lie pages of 30 MB."""


@dataclass(frozen=True)
class Crowd:
    """The feeds, where their hosts are to be found, and what is to come of them.

    Attributes:
        reasons: Expected reasons by feed, for those that misbehave.
        n_articles: Expected articles, those with a page that is too large among them.
    """

    feeds: tuple[FeedSettings, ...]
    static_hosts: dict[str, str]
    reasons: dict[str, str]
    n_articles: int


def crowd(web: Loopback, untrusted: Loopback, n_feeds: int, *, one_in: int = 10) -> Crowd:
    """Let two servers show so many feeds; `untrusted` speaks TLS with a certificate that nobody trusts."""
    feeds, hosts, reasons, n_articles = [], {}, {}, 0
    for number in range(n_feeds):
        fault = list(FAULTS)[number // one_in % len(FAULTS)] if number % one_in == 0 else None
        name = f"{fault or 'good'}-{number}"
        host, path = f"{name}.example", f"/{name}.xml"
        server, scheme = (untrusted, "https") if fault == "tls" else (web, "http")
        hosts[host] = server.address
        feeds.append(FeedSettings(id=name, url=f"{scheme}://{host}{path}", outlet=name, domain=host))
        if fault is None or fault == "page":
            _serve_feed(web, host, path, name, is_huge=fault == "page")
            n_articles += ITEMS
        if fault:
            reason, misbehave = FAULTS[fault]
            reasons[name] = reason
            misbehave(web, path)
    return Crowd(feeds=tuple(feeds), static_hosts=hosts, reasons=reasons, n_articles=n_articles)


def _serve_feed(web: Loopback, host: str, path: str, name: str, *, is_huge: bool) -> None:
    items = "".join(
        f"<item><title>Bitcoin slips, {name}, part {part}</title><link>http://{host}/{name}/{part}</link>"
        f"<guid>{name}-{part}</guid><description>{PARAGRAPH}</description>"
        "<pubDate>Mon, 05 Aug 2024 10:30:00 GMT</pubDate></item>"
        for part in range(ITEMS)
    )
    web.serve(path, f'<rss version="2.0"><channel>{items}</channel></rss>', content_type="text/xml")
    for part in range(ITEMS):
        page = HUGE_PAGE if is_huge else _page(name, part)
        web.serve(f"/{name}/{part}", page)


def _page(name: str, part: int) -> bytes:
    text = f"<p>{PARAGRAPH * 6}</p><p>{PARAGRAPH * 6}</p><p>Number {part} of {name}.</p>"
    title = f"Bitcoin slips, {name}, part {part}"
    return f"<html><head><title>{title}</title></head><body><article>{text}</article></body></html>".encode()
