"""Scores a file of sentences: what `newstape sentiment` prints."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final, Literal

from nlp.errors import ArticleError
from nlp.sentiment.encoder import SentenceEncoder, SentimentInput
from nlp.sentiment.labels import BEARISH, BULLISH, LABELS, NEUTRAL
from nlp.text.language import guess_language

LineFormat = Literal["text", "csv", "jsonl"]
BATCH: Final = 256
_UNDECODED: Final = re.compile("[\0\udc80-\udcff]")
_NOT_TEXT: Final = "is no UTF-8 text; save it as UTF-8"
SHOWN_DIGITS: Final = 4
FORMAT_OF_SUFFIX: Final[dict[str, LineFormat]] = {
    ".csv": "csv", ".json": "jsonl", ".jsonl": "jsonl", ".ndjson": "jsonl"
}  # fmt: skip


def predict_lines(
    lines: Iterable[str],
    encoder: SentenceEncoder,
    *,
    line_format: LineFormat = "text",
    name_in: Callable[[str, str], str | None],
    on_broken: Callable[[str], None],
    on_foreign: Callable[[str], None],
) -> Iterator[str]:
    """Score sentences and give one JSON line each, in input order.

    Args:
        lines: A sentence a line (blank lines are skipped), CSV with a header, or JSON lines; the latter two with
            `text` and optionally `target`.
        encoder: From `load_encoder`.
        line_format: What the lines are.
        name_in: Gives the name by which a text (the first) calls a target (the second), `None` where it does not know;
            asked for targets that do not stand in their text as they are written.
        on_broken: Gets the reason for each line that is left out; the rest goes on.
        on_foreign: Gets the language (ISO 639-1) of each sentence that is not English; it is scored all the same.

    Yields:
        JSON with text, target, label, p_bearish, p_neutral, p_bullish.

    Raises:
        ArticleError: The CSV has no column `text`.
    """
    remaining = _read_inputs(lines, line_format, on_broken)
    while batch := list(islice(remaining, BATCH)):
        scores = encoder.predict([_with_name(each, name_in) for each in batch])
        for each, row in zip(batch, scores, strict=True):
            if (language := guess_language(each.text)) != "en":
                on_foreign(language)
            yield json.dumps(
                {
                    "text": each.text,
                    "target": each.target,
                    "label": LABELS[int(row.argmax())],
                    "p_bearish": round(float(row[BEARISH]), SHOWN_DIGITS),
                    "p_neutral": round(float(row[NEUTRAL]), SHOWN_DIGITS),
                    "p_bullish": round(float(row[BULLISH]), SHOWN_DIGITS),
                },
                ensure_ascii=False,
            )


def _with_name(each: SentimentInput, name_in: Callable[[str, str], str | None]) -> SentimentInput:
    """The question with its target called as the text calls it: a ticker asked for may stand there as a name."""
    if each.target is None or re.search(rf"(?<!\w){re.escape(each.target)}(?!\w)", each.text, re.IGNORECASE):
        return each
    return SentimentInput(each.text, name_in(each.text, each.target) or each.target)


def format_of_line(first: str) -> LineFormat:
    """Tell the format of a nameless stream by its first line: a JSON object, a CSV header with `text`, or text."""
    if first.lstrip().startswith("{"):
        return "jsonl"
    header = [name.strip() for name in first.split(",")]
    return "csv" if "text" in header and set(header) - {"text"} else "text"


def _read_inputs(
    lines: Iterable[str], line_format: LineFormat, on_broken: Callable[[str], None]
) -> Iterator[SentimentInput]:
    if line_format == "csv":
        yield from _from_csv(lines, on_broken)
    elif line_format == "jsonl":
        yield from _from_jsonl(lines, on_broken)
    else:
        for number, line in enumerate(lines, 1):
            if _is_text(line):
                yield from [SentimentInput(line.strip())] if line.strip() else []
            else:
                on_broken(f"line {number} {_NOT_TEXT}")


def _is_text(line: str) -> bool:
    """Whether a line holds neither a NUL nor a byte that could not be decoded (`surrogateescape` marks those)."""
    return not _UNDECODED.search(line)


def _from_csv(lines: Iterable[str], on_broken: Callable[[str], None]) -> Iterator[SentimentInput]:
    # Line ends belong to the reader: a quoted cell may hold some.
    table = csv.DictReader(io.StringIO("".join(line if line.endswith("\n") else line + "\n" for line in lines)))
    if "text" not in (table.fieldnames or ()):
        raise ArticleError(
            f"the CSV has the columns {', '.join(table.fieldnames or ('none',))}; it needs 'text', "
            "may have 'target', and commas between"
        )
    while True:
        try:
            row = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            on_broken(f"CSV line {table.line_num}: {error}")
            continue
        text, target = row["text"] or "", row.get("target") or None
        if _is_text(text) and _is_text(target or ""):
            yield SentimentInput(text, target)
        else:
            on_broken(f"CSV line {table.line_num} {_NOT_TEXT}")


def _from_jsonl(lines: Iterable[str], on_broken: Callable[[str], None]) -> Iterator[SentimentInput]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if not _is_text(line):
            on_broken(f"line {number} {_NOT_TEXT}")
            continue
        try:
            row = json.loads(line)
            text, target = row["text"], row.get("target")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            on_broken(f"line {number} is no JSON object with 'text' (one object a line): {line.strip()[:80]!r}")
            continue
        if isinstance(text, str) and isinstance(target, str | None):
            yield SentimentInput(text, target or None)
        else:
            on_broken(f"line {number}: 'text' and 'target' must be strings: {line.strip()[:80]!r}")
