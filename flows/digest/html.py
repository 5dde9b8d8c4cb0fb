"""The digest as one self-contained HTML page: no scripts, no outside resources, every value escaped."""

from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from flows.digest.document import Cell, Digest, Finding, Label, Number, Quote

TEMPLATES = Path(__file__).parent / "templates"


def html_digest(digest: Digest, *, charts: tuple[str, ...] = ()) -> str:
    """Render a digest.

    Args:
        digest: The document.
        charts: SVG elements to show below the summary.
    """
    return _template().render(digest=digest, charts=[Markup(chart) for chart in charts])


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(kind=_kind, moment=_moment, is_web_address=_is_web_address)
    return environment.get_template("digest.html.j2")


def _is_web_address(url: str | None) -> bool:
    """Feeds may hold any address; only these become links."""
    return url is not None and url.lower().startswith(("http://", "https://"))


def _kind(cell: Cell) -> str:
    match cell:
        case Number():
            return "number"
        case Quote():
            return "quote"
        case Label():
            return "label"
        case Finding():
            return "finding"
        case datetime():
            return "moment"
        case None:
            return "nothing"
        case _:
            return "text"


def _moment(value: datetime) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), f"{value:%d %b %H:%M}")
