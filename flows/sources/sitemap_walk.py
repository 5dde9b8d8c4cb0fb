"""Walks the sitemaps of a site: those that its robots.txt names, and those that these name, newest first."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flows.errors import SourceError
from flows.settings import FeedSettings, HttpSettings
from flows.sources.entries import Problem
from flows.sources.fetching import Fetcher, KeptDocument, Wanted
from flows.sources.robots import Robots
from flows.sources.sitemaps import Listed, Sitemap, may_hold, parse_sitemap
from flows.sources.urls import canonical_url

MAX_SITEMAPS = 200
"""Sitemaps of one walk; of a site with more, the newest ones are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSitemap:
    """One sitemap as far as it could be had."""

    document: KeptDocument | None
    sitemap: Sitemap
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What a walk found.

    Attributes:
        articles: Addresses dated within the period, newest first, each once.
        documents: The sitemaps that were read.
        problems: Sitemaps that could not be had or read, or were left out.
        n_undated: Addresses without any date, which were left out.
    """

    articles: tuple[Listed, ...]
    documents: tuple[KeptDocument, ...]
    problems: tuple[Problem, ...]
    n_undated: int


async def walk_sitemaps(
    fetcher: Fetcher,
    robots: Robots,
    feed: FeedSettings,
    *,
    start: datetime,
    end: datetime,
    http: HttpSettings,
    now: datetime,
) -> Walk:
    """List the articles of a site from `start` to before `end`."""
    site = f"{urlsplit(feed.url).scheme}://{feed.domain}"
    named = await robots.sitemaps(site) or [f"{site}/sitemap.xml"]
    queue, seen = [Listed(url=url) for url in named], set[str]()
    found: dict[str, Listed] = {}
    documents, problems, n_undated = [], [], 0
    while queue:
        listed = queue.pop(0)
        if listed.url in seen:
            continue
        if len(seen) >= MAX_SITEMAPS:
            detail = f"{len(queue) + 1} sitemaps were not read: {MAX_SITEMAPS} are the most in one walk"
            problems.append(Problem(item=site, reason="too_many_sitemaps", detail=detail))
            break
        seen.add(listed.url)
        read = await read_sitemap(fetcher, feed, listed.url, http=http, now=now)
        documents += [read.document] if read.document else []
        problems += [read.problem] if read.problem else []
        queue += sorted((one for one in read.sitemap.sitemaps if may_hold(one, start, end)), key=_age)
        n_undated += sum(one.dated is None for one in read.sitemap.articles)
        for one in read.sitemap.articles:
            if one.dated and start <= one.dated < end:
                found.setdefault(canonical_url(one.url), one)
    articles = tuple(sorted(found.values(), key=_age))
    return Walk(articles=articles, documents=tuple(documents), problems=tuple(problems), n_undated=n_undated)


async def read_sitemap(
    fetcher: Fetcher, feed: FeedSettings, url: str, *, http: HttpSettings, now: datetime
) -> ReadSitemap:
    """Fetch and read one sitemap; one that fails is an empty one, with its problem."""
    document = None
    try:
        answer = await fetcher.fetch(Wanted(purpose="sitemap", subject=feed.id, url=url))
        document = answer.document
        sitemap = parse_sitemap(answer.fetched, feed=feed, http=http, now=now)
    except SourceError as error:
        problem = Problem(item=url, reason=error.reason, detail=str(error))
        return ReadSitemap(document=document, sitemap=Sitemap(), problem=problem)
    return ReadSitemap(document=document, sitemap=sitemap)


def _age(listed: Listed) -> tuple[float, str]:
    moment = listed.dated
    return (-moment.timestamp() if moment else 0.0), listed.url
