"""Brings article addresses into one form, so that the same article is recognised under its many links."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

TRACKING_PARAMETERS = frozenset(
    "fbclid gclid dclid msclkid yclid twclid igshid mc_cid mc_eid cmpid ncid ref ref_src ref_url mod source_ref "
    "ftag smid sref outputtype amp _ga _gl spm share shared fb_ref fb_source feedtype feedname".split()
)
"""Query parameters that say how a reader came, not what is read; with everything that begins with `utm_`."""

DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_LINE_BREAK = re.compile(r"\s*[\t\r\n]\s*")
_AMP_END = re.compile(r"/amp/?$|\.amp(?=\.html?$)", re.IGNORECASE)


def absolute_url(link: str | None, base: str) -> str | None:
    """Resolve a link against the address of its document; `None` where no http or https address comes of it."""
    try:
        url = urljoin(base, _LINE_BREAK.sub("", (link or "").strip()).replace(" ", "%20"))
        parts = urlsplit(url)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    return url if link and parts.scheme in DEFAULT_PORTS and parts.hostname else None


def canonical_url(url: str) -> str:
    """Return an absolute address without fragment, tracking parameters, AMP forms and closing slash."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower().removesuffix(DEFAULT_PORTS.get(parts.scheme, "-"))
    path = _AMP_END.sub("", parts.path)
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith("utm_") and name.lower() not in TRACKING_PARAMETERS
    ]
    return urlunsplit((parts.scheme, host.removeprefix("amp."), path.rstrip("/"), urlencode(kept), ""))


def names_an_article(url: str) -> bool:
    """Say whether an address leads further than to a site's front page."""
    parts = urlsplit(url)
    return parts.path.strip("/") != "" or parts.query != ""
