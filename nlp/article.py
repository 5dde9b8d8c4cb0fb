"""The article as the reader takes it in.

`flows` makes one from a feed entry and its page or from a file; `nlp.pipeline` turns it into `ArticleAnnotations`.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article: a headline on line 1, a blank line, the body.

    All offsets that `nlp` reports are Python code points into `text`, which is never changed.

    Attributes:
        id: Key of the article; the file stem for files.
        text: Headline, blank line, body.
        url: Where it was published, if anywhere.
        published_at: The publisher's word, aware and in UTC; `None` where it is not known. Never guessed.
        published_date: The day in the outlet's zone, where the publisher gives no time of day.
        boilerplate: Start and end of paragraphs that the outlet prints under every article; nothing is read there.
        time_zone: IANA name of the outlet's zone, in which "Tuesday" or "by noon" are meant.
    """

    id: str
    text: str
    url: str | None = None
    published_at: datetime | None = None
    published_date: date | None = None
    time_zone: str = "UTC"
    boilerplate: tuple[tuple[int, int], ...] = ()

    @property
    def headline(self) -> str:
        """The first line, without surrounding white space."""
        return self.text.partition("\n")[0].strip()

    @property
    def body_start(self) -> int:
        """Offset at which the body begins (the length of the text where there is only a headline)."""
        line_end = self.text.find("\n")
        return len(self.text) if line_end < 0 else line_end + 1
