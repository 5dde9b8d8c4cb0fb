"""Reads gold and prediction files. A line that cannot be scored is left out with its reason; the others count."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp.errors import GoldFileError
from nlp.scoring.row_forms import fault_of_gold, fault_of_prediction

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ScoredFile:
    """The rows of a file.

    Attributes:
        rows: By article id, in the order of the file.
        broken: Why each of the other lines was left out, with file and line number.
    """

    rows: dict[str, Row]
    broken: tuple[str, ...]


def load_gold(path: Path) -> ScoredFile:
    """Read a gold file, one annotated article a line; of two rows for one article the second is left out.

    Raises:
        GoldFileError: The file cannot be read, or none of its lines is an annotated article.
    """
    found = _load(path, fault_of_gold, last_counts=False)
    if not found.rows:
        reason = found.broken[0] if found.broken else f"{path}: the file is empty"
        raise GoldFileError(f"{reason}; a gold file holds one annotated article a line, as a JSON object")
    return found


def load_predictions(path: Path) -> ScoredFile:
    """Read what `newstape read --jsonl` printed; of two lines for one article the last counts.

    Raises:
        GoldFileError: The file cannot be read, or none of its lines (it has some) is a prediction.
    """
    found = _load(path, fault_of_prediction, last_counts=True)
    if found.broken and not found.rows:
        raise GoldFileError(f"{found.broken[0]}; predictions are what `newstape read --jsonl` prints")
    return found


def machine_summaries(folder: Path, ids: list[str]) -> set[str]:
    """Ids of the articles whose `ID.meta.json` says that a machine summarised them; they are scored apart.

    Raises:
        GoldFileError: Such a file is no JSON object.
    """
    found = set()
    for article_id in ids:
        meta = folder / f"{article_id}.meta.json"
        try:
            if json.loads(meta.read_text(encoding="utf-8")).get("machine_summary"):
                found.add(article_id)
        except OSError:
            continue
        except (ValueError, AttributeError, RecursionError) as error:
            # The id itself may be what no file can be called.
            if "\0" not in article_id:
                raise GoldFileError(f"{meta} is no JSON object ({error}); mend or remove it") from error
    return found


def _load(path: Path, fault_of: Callable[[object], str | None], *, last_counts: bool) -> ScoredFile:
    try:
        # Not by `splitlines`, which also cuts at line separators inside of strings.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise GoldFileError(f"cannot read {path}: {error.strerror}; name a file of JSON lines") from error
    except UnicodeDecodeError as error:
        raise GoldFileError(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8 text") from error
    rows: dict[str, Row] = {}
    broken: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            broken.append(f"{path}, line {number}: no JSON ({error})")
            continue
        fault = fault_of(row)
        if fault is None and not last_counts and str(row["id"]) in rows:
            fault = f"a second row for the article {row['id']!r}"
        if fault is None:
            rows[str(row["id"])] = row
        else:
            broken.append(f"{path}, line {number}: {fault}")
    return ScoredFile(rows, tuple(broken))
