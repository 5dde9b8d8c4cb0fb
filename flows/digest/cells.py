"""How rows become the cells of a digest: spans, quotes, money, prices."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flows.digest.document import Quote

Row = Mapping[str, Any]


def span(row: Row) -> str:
    """Name a span: article, revision, first and last code point."""
    return f"{row['article_id']}@{row['revision']}:{row['start']}-{row['end']}"


def quote(row: Row) -> Quote:
    """Quote the sentence around a mention."""
    return Quote(text=row["sentence"], span=span(row), url=row["url"])


def money(value: Decimal | float) -> str:
    """Show US dollars: millions and billions in words, prices with the digits they need."""
    amount = float(value)
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(amount) >= size:
            return f"${amount / size:,.1f} {word}"
    digits = 0 if abs(amount) >= 1000 else 2 if abs(amount) >= 1 else 6
    return f"${amount:,.{digits}f}"


def price_range(row: Row) -> str:
    """Show a level, a point or a range, in its currency."""
    low, high = (_plain(row[name]) for name in ("price_low", "price_high"))
    unit = {"USD": "$", "EUR": "€", "GBP": "£"}.get(row["currency"], f"{row['currency']} ")
    return f"{unit}{low}" if low == high else f"{unit}{low} to {unit}{high}"


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
