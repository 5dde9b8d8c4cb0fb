"""The rows of a table in a web page, found by its headings, as text."""

from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from flows.errors import InputFileError

_MOST_CELLS = 1_000_000


def html_records(body: bytes, wanted: list[str], origin: str) -> list[dict[str, str]]:
    """Return the rows below the first row of a page's tables that names all wanted columns.

    Rows of another width, those that say one thing across all columns (notes), and empty ones are left out.

    Raises:
        InputFileError: No table names them, or the page is no HTML.
    """
    try:
        page = lxml_html.document_fromstring(body, parser=lxml_html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.LxmlError, ValueError) as error:
        raise InputFileError(f"{origin}: not readable as HTML: {error}") from error
    seen: list[list[str]] = []
    for table in page.iter("table"):
        rows = [_cells(row) for row in table.iter("tr")][:_MOST_CELLS]
        for number, headings in enumerate(rows):
            if set(wanted) <= set(headings):
                below = [row for row in rows[number + 1 :] if len(row) == len(headings) and len(set(row)) > 1]
                return [dict(zip(headings, row, strict=True)) for row in below]
        seen += rows[:1]
    shown = "; ".join(", ".join(row[:8]) for row in seen[:3]) or "none"
    raise InputFileError(f"{origin}: no table names all of {', '.join(wanted)} (first rows of its tables: {shown})")


def _cells(row: Any) -> list[str]:  # noqa: ANN401 - lxml has no types
    cells: list[str] = []
    for cell in row:
        if cell.tag in ("td", "th"):
            text = " ".join(cell.text_content().split())
            span = cell.get("colspan", "1")
            cells += [text] * (int(span) if span.isdecimal() and 0 < int(span) < 100 else 1)
    return cells
