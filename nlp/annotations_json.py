"""Annotations as JSON: the line that `newstape read --jsonl` prints for one article."""

import math
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from nlp.annotations import ArticleAnnotations


def to_json_dict(annotations: ArticleAnnotations) -> dict[str, Any]:
    """Turn annotations into what `json.dumps` takes.

    Returns:
        The fields under their own names; decimals as numbers (whole ones as integers), instants as ISO strings in UTC,
        `null` for an endless extent, which JSON has no number for.
    """
    return {field.name: _plain(getattr(annotations, field.name)) for field in fields(annotations)}


def _plain(value: Any) -> Any:  # noqa: ANN401 - any field of the records
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
