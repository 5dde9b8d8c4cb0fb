"""Asks a site's robots.txt before its pages are fetched; once per site and run."""

import asyncio
from urllib.parse import urlsplit

from protego import Protego

from flows.errors import BlockedError, FetchError, SourceError
from flows.sources.client import HttpClient
from flows.sources.urls import absolute_url

MAX_CRAWL_DELAY_SECONDS = 10.0
"""A longer Crawl-delay is kept to this: with it, a run would not end before the next begins."""


class Robots:
    """The robots rules of the sites of one run.

    Args:
        client: Fetches the files.
        user_agent: Whose rules count; the name before the slash.
    """

    def __init__(self, client: HttpClient, user_agent: str) -> None:
        self._client = client
        self._agent = user_agent.partition("/")[0]
        self._sites: dict[str, asyncio.Task[Protego | SourceError]] = {}

    async def check(self, url: str) -> None:
        """Return if the page may be fetched.

        A site without the file allows everything; one whose file cannot be had forbids everything for now (RFC 9309).

        Raises:
            BlockedError: `robots`, `robots_unreachable`, or what our own guard says of the site.
        """
        site = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        rules = await self._rules(site)
        if isinstance(rules, BlockedError):
            raise BlockedError(str(rules), reason=rules.reason)
        if isinstance(rules, SourceError):
            raise BlockedError(
                f"{url}: {site}/robots.txt cannot be had, so nothing is fetched there: {rules}",
                reason="robots_unreachable",
                retryable=True,
            )
        if not rules.can_fetch(url, self._agent):
            raise BlockedError(f"{url}: {site}/robots.txt forbids it", reason="robots")

    async def sitemaps(self, site: str) -> list[str]:
        """Return the addresses of the sitemaps that a site's robots.txt names, without those said twice."""
        rules = await self._rules(site)
        if isinstance(rules, SourceError):
            return []
        found = (absolute_url(address, f"{site}/") for address in rules.sitemaps)
        return list(dict.fromkeys(address for address in found if address))

    async def _rules(self, site: str) -> Protego | SourceError:
        if site not in self._sites:
            self._sites[site] = asyncio.create_task(self._load(site))
        return await self._sites[site]

    async def _load(self, site: str) -> Protego | SourceError:
        try:
            text = (await self._client.fetch(f"{site}/robots.txt")).body.decode("utf-8", "replace")
        except FetchError as error:
            if not error.reason.startswith("status_4") or error.reason == "status_429":
                return error
            text = ""
        except SourceError as error:
            return error
        rules = Protego.parse(text)
        delay = rules.crawl_delay(self._agent)
        if delay:
            self._client.slow_down(site, min(float(delay), MAX_CRAWL_DELAY_SECONDS))
        return rules
