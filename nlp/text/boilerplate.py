"""Recognises the parts of a page that say nothing of the market: buttons, credits, links to other stories, disclaimers.

Figures and names in them are still read; they only count nothing for what the article is about.
"""

import re

_ANYWHERE = re.compile(
    r"appeared first on|first appeared on|this (?:article|story|post) (?:was|is) (?:written|originally|first|brought|"
    r"for informational)|(?:not|n't) (?:be )?(?:considered |taken as |constitute |intended as |construed as )?"
    r"(?:as )?(?:(?:investment|financial|trading|legal|or) ?)+ advice|"
    r"do your own research|sign up (?:for|to) our|subscribe to (?:our|the|get)|follow us on|"
    r"join (?:us on|our telegram)|"
    r"get (?:our|the) .{0,30}newsletter|delivered to your inbox|all rights reserved|affiliate links?|"
    r"terms of (?:use|service)|privacy policy|cookie policy|click here to|images? (?:courtesy|via|credit)"
)
# One of these is in every phrase of the pattern above; looking for them first is much faster.
_STEMS = (
    "appeared", "advice", "this ", "research", "sign up", "subscribe", "follow us", "join ", "newsletter", "inbox",
    "rights", "affiliate", "terms of", "policy", "click here", "image",
)  # fmt: skip
_AT_START = re.compile(
    r"[\s*\-\u2022|>_#]*(?:you (?:might|may) also (?:like|enjoy)|"
    r"related (?:reading|news|stor(?:y|ies)|articles?|posts?)\b|"
    r"also read\b|read (?:more|also|next)\b|continue reading|recommended (?:reading|for you|articles?)|"
    r"(?:featured |cover |main |top )?(?:image|photo|picture|chart)s? (?:from|by|credit|source|courtesy|via)\b|"
    r"featured image\b|"
    r"source:.{0,60}$|reporting by|editing by|additional reporting|writing by|share (?:this|on|via)\b|tweet\b.{0,20}$|"
    r"(?:disclaimer|disclosure)\b|see also\b|more from\b|don't miss\b|trending\b.{0,30}$|advertisement\b|sponsored\b|"
    r"data compiled by.{0,40}$|"
    r"what is your sentiment on\b|tags?:|filed under|last updated|copyright\b|\u00a9|graphic for\b|disclaimer)"
)

_LINKS_HEADING = re.compile(
    r"[\s*\-\u2022|>_#]*(?:you (?:might|may) also (?:like|enjoy)|related (?:reading|news|stor(?:y|ies)|articles?|"
    r"posts?)|also read|read (?:more|also|next)|recommended (?:reading|for you|articles?)|see also|"
    r"more from\b.{0,30}|don't miss|trending\b.{0,30})[\s:.*_|]*"
)


def heads_links(sentence: str) -> bool:
    """Whether boilerplate is the heading of a list of links: titles of other stories follow it.

    Args:
        sentence: In plain form and lower case.
    """
    return _LINKS_HEADING.fullmatch(sentence) is not None


def is_boilerplate(sentence: str) -> bool:
    """Whether a sentence belongs to the page and not to the story.

    Args:
        sentence: In plain form and lower case.
    """
    if _AT_START.match(sentence):
        return True
    return any(map(sentence.__contains__, _STEMS)) and _ANYWHERE.search(sentence) is not None
