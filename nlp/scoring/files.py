"""Reads gold and prediction files."""

import json
from pathlib import Path
from typing import Any

from nlp.errors import GoldFileError

Row = dict[str, Any]
_GOLD_KEYS = ("levels", "liquidations", "metrics", "sentiment", "events")


def load_gold(path: Path) -> list[Row]:
    """Read a gold file, one annotated article a line.

    Raises:
        GoldFileError: The file is missing, or a line is no JSON object with the keys of a gold row.
    """
    rows = _load(path)
    for number, row in enumerate(rows, start=1):
        absent = [key for key in _GOLD_KEYS if key not in row]
        if absent:
            raise GoldFileError(f"{path}, line {number}: no {', '.join(absent)}; is this the gold file?")
    return rows


def load_predictions(path: Path) -> dict[str, Row]:
    """Read what `newstape read --jsonl` printed, by article id; of two lines for one article the last counts.

    Raises:
        GoldFileError: The file is missing, or a line is no JSON object with an id.
    """
    return {str(row["id"]): row for row in _load(path)}


def machine_summaries(folder: Path, rows: list[Row]) -> set[str]:
    """Ids of the articles whose `ID.meta.json` says that a machine summarised them; they are scored apart."""
    found = set()
    for row in rows:
        meta = folder / f"{row['id']}.meta.json"
        if meta.exists() and json.loads(meta.read_text(encoding="utf-8")).get("machine_summary"):
            found.add(str(row["id"]))
    return found


def _load(path: Path) -> list[Row]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise GoldFileError(f"cannot read {path}: {error.strerror}") from error
    rows: list[Row] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise GoldFileError(
                f"{path}, line {number}: not JSON ({error.msg}); one object per line is needed"
            ) from error
        if not isinstance(row, dict) or "id" not in row:
            raise GoldFileError(f"{path}, line {number}: not an object with an id")
        rows.append(row)
    return rows
