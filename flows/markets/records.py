"""Files into columns: CSV, JSON, JSON lines, Parquet and feather, zipped or not. No value is interpreted here.

Numbers in text formats stay the text that stands in the file, so nothing is lost before `flows.markets.parse`.
"""

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.feather
import pyarrow.parquet

from flows.errors import InputFileError
from flows.markets.html_tables import html_records
from flows.markets.provider import RejectedItem, nearest
from flows.markets.table_shapes import RawColumns, RecordShape, shaped

FORMATS = {
    ".csv": "csv",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".parquet": "parquet",
    ".feather": "feather",
}
MISSING_WORDS = ["", "null", "NULL", "None", "nan", "NaN", "NA", "N/A"]

_BLOCK_BYTES = 64_000_000


def read_records(path: Path, shape: RecordShape, *, file_format: str | None) -> Iterator[RawColumns]:
    """Read a file, or each file in a zip; long CSV files come in blocks.

    Raises:
        InputFileError: The file is missing, damaged, of an unknown format, or lacks a column.
    """
    try:
        for name, content in _unpacked(path):
            yield from _read(name, content, shape, file_format)
    except FileNotFoundError as error:
        raise InputFileError(f"{path}: no such file") from error
    except (OSError, EOFError, zipfile.BadZipFile, gzip.BadGzipFile, pa.ArrowException) as error:
        raise InputFileError(f"{path}: cannot be read: {error}") from error


def read_document(name: str, body: bytes, shape: RecordShape, *, file_format: str | None) -> Iterator[RawColumns]:
    """Read a document that was fetched, or each file in it if it is a zip.

    Raises:
        InputFileError: As `read_records`.
    """
    try:
        contents = _unzipped(name, io.BytesIO(body)) if name.lower().endswith(".zip") else [(name, pa.py_buffer(body))]
        for inner, content in contents:
            yield from _read(inner, content, shape, file_format)
    except (zipfile.BadZipFile, pa.ArrowException) as error:
        raise InputFileError(f"{name}: cannot be read: {error}") from error


def _read(name: str, content: pa.Buffer, shape: RecordShape, file_format: str | None) -> Iterator[RawColumns]:
    known = file_format or FORMATS.get(Path(name).suffix.lower())
    if known is None:
        raise InputFileError(f"{name}: cannot tell the format by its ending; declare format")
    if content.size == 0:
        raise InputFileError(f"{name}: is empty")
    for raw in _READERS[known](name, content, shape):
        yield shaped(_filtered(raw, shape), shape)


def raw_columns(origin: str, records: list[Any], shape: RecordShape, *, first_row: int = 1) -> RawColumns:
    """Take records of JSON (lists or objects) apart into columns of text."""
    fields = _fields(shape)
    positions = all(field.isdecimal() for field in fields.values())
    keys: list[Any] = [int(field) if positions else field for field in fields.values()]
    kept: list[list[str | None]] = []
    rows: list[int] = []
    rejected = []
    for number, record in enumerate(records, first_row):
        try:
            if not isinstance(record, list if positions else dict):
                raise TypeError(f"expected {'a list' if positions else 'an object'}")
            kept.append([_text(record[key]) for key in keys])
            rows.append(number)
        except (IndexError, KeyError, TypeError) as error:
            problem = f"no field {error}" if isinstance(error, KeyError) else str(error)
            detail = f"{problem}: {json.dumps(record, default=str)[:200]}"
            rejected.append(RejectedItem(item=f"{origin} row {number}", reason="malformed_row", detail=detail))
    columns = {name: pa.array([row[i] for row in kept], pa.string()) for i, name in enumerate(fields)}
    return RawColumns(
        origin=origin, columns=pa.table(columns), rows=pa.array(rows, pa.int64()), rejected=tuple(rejected)
    )


def parse_json(text: str | bytes, origin: str) -> Any:  # noqa: ANN401 - any JSON value
    """Parse JSON with every number kept as the text that stands there.

    Raises:
        InputFileError: It is no JSON, or nested beyond reason.
    """
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise InputFileError(f"{origin}: not readable as JSON: {error}") from error


def records_at(document: Any, key: str, origin: str) -> list[Any]:  # noqa: ANN401 - any JSON value
    """Find the list of records in a document; a document that is a list already is taken as it is.

    Raises:
        InputFileError: There is no list at the key.
    """
    if isinstance(document, list):
        return document
    value = document
    for part in key.split(".") if key else []:
        if not isinstance(value, dict) or part not in value:
            raise InputFileError(f"{origin}: has no {key!r}; declare records (its keys: {_keys(value)})")
        value = value[part]
    if not isinstance(value, list):
        raise InputFileError(f"{origin}: the rows are not a list; declare records (its keys: {_keys(value)})")
    return value


def _unpacked(path: Path) -> Iterator[tuple[str, pa.Buffer]]:
    if path.suffix.lower() == ".zip":
        yield from _unzipped(path.name, path)
    elif path.suffix.lower() == ".gz":
        yield path.name.removesuffix(path.suffix), pa.py_buffer(gzip.decompress(path.read_bytes()))
    elif path.stat().st_size == 0:
        yield path.name, pa.py_buffer(b"")
    else:
        yield path.name, pa.memory_map(str(path)).read_buffer()


def _read_csv(origin: str, content: pa.Buffer, shape: RecordShape) -> Iterator[RawColumns]:
    fields = _fields(shape)
    positions = all(field.isdecimal() for field in fields.values())
    first_line = content.slice(0, min(content.size, 100_000)).to_pybytes().partition(b"\n")[0]
    header = first_line.decode("utf-8-sig", "replace").strip()
    if not positions:
        _require(list(fields.values()), header.split(shape.delimiter), origin)
    names = [f"f{field}" for field in fields.values()] if positions else list(fields.values())
    # A header above columns that are told by position: none of its fields has a digit.
    n_header = int(not positions or not any(character.isdigit() for character in header))
    invalid: list[RejectedItem] = []
    bad_lines: list[int] = []

    def keep_invalid(row: Any) -> str:  # noqa: ANN401 - pyarrow has no types
        line = row.number + (n_header if positions else 0)
        detail = f"{row.actual_columns} fields instead of {row.expected_columns}: {row.text[:200]}"
        bad_lines.append(line)
        invalid.append(RejectedItem(item=f"{origin} row {line}", reason="malformed_row", detail=detail))
        return "skip"

    reader = pa.csv.open_csv(
        pa.BufferReader(content),
        # Row numbers of rows that do not fit are only known to a single thread.
        read_options=pa.csv.ReadOptions(
            use_threads=False,
            autogenerate_column_names=positions,
            skip_rows=n_header if positions else 0,
            block_size=_BLOCK_BYTES,
        ),
        parse_options=pa.csv.ParseOptions(delimiter=shape.delimiter, invalid_row_handler=keep_invalid),
        convert_options=pa.csv.ConvertOptions(
            include_columns=list(dict.fromkeys(names)),
            column_types=dict.fromkeys(names, pa.binary()),
            strings_can_be_null=True,
            null_values=MISSING_WORDS,
        ),
    )
    n_passed = n_header
    for block in reader:
        n_lines = block.num_rows + sum(line > n_passed for line in bad_lines)
        is_good = np.ones(n_lines, dtype=np.bool_)
        inside = [line - n_passed - 1 for line in bad_lines if n_passed < line <= n_passed + n_lines]
        is_good[inside] = False
        lines = np.flatnonzero(is_good)[: block.num_rows] + n_passed + 1
        columns = {ours: _as_text(block.column(name)) for ours, name in zip(fields, names, strict=True)}
        yield RawColumns(origin=origin, columns=pa.table(columns), rows=pa.array(lines), rejected=tuple(invalid))
        invalid.clear()
        n_passed = int(lines[-1]) if len(lines) else n_passed
    if invalid:
        nothing = pa.table({ours: pa.array([], pa.string()) for ours in fields})
        yield RawColumns(origin=origin, columns=nothing, rows=pa.array([], pa.int64()), rejected=tuple(invalid))


def _as_text(values: pa.Array) -> pa.Array:
    """Decode UTF-8; a stray byte costs its own row, not the file."""
    try:
        return values.cast(pa.string())
    except pa.ArrowInvalid:
        return pa.array([item if item is None else item.decode("utf-8", "replace") for item in values.to_pylist()])


def _unzipped(name: str, place: Path | io.BytesIO) -> Iterator[tuple[str, pa.Buffer]]:
    with zipfile.ZipFile(place) as archive:
        for inner in sorted(archive.namelist()):
            if Path(inner).suffix.lower() in FORMATS:
                yield f"{name}/{inner}", pa.py_buffer(archive.read(inner))


def _read_html(origin: str, content: pa.Buffer, shape: RecordShape) -> Iterator[RawColumns]:
    records = html_records(content.to_pybytes(), list(_fields(shape).values()), origin)
    yield raw_columns(origin, records, shape)


def _read_json(origin: str, content: pa.Buffer, shape: RecordShape) -> Iterator[RawColumns]:
    document = parse_json(content.to_pybytes(), origin)
    yield raw_columns(origin, records_at(document, shape.records, origin), shape)


def _read_jsonl(origin: str, content: pa.Buffer, shape: RecordShape) -> Iterator[RawColumns]:
    records: list[Any] = []
    for line in content.to_pybytes().splitlines():
        try:
            records.append(parse_json(line, origin) if line.strip() else None)
        except InputFileError:
            records.append(line.decode("utf-8", "replace"))
    yield raw_columns(origin, records, shape)


def _read_parquet(origin: str, content: pa.Buffer, shape: RecordShape) -> Iterator[RawColumns]:
    yield _typed_columns(origin, pa.parquet.read_table(pa.BufferReader(content)), shape)


def _read_feather(origin: str, content: pa.Buffer, shape: RecordShape) -> Iterator[RawColumns]:
    yield _typed_columns(origin, pa.feather.read_table(pa.BufferReader(content)), shape)


def _typed_columns(origin: str, table: pa.Table, shape: RecordShape) -> RawColumns:
    fields = _fields(shape)
    _require(list(fields.values()), table.column_names, origin)
    columns = {}
    for ours, name in fields.items():
        column = table[name].combine_chunks()
        columns[ours] = column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
    return RawColumns(
        origin=origin, columns=pa.table(columns), rows=pa.array(np.arange(1, table.num_rows + 1), pa.int64())
    )


_READERS = {
    "csv": _read_csv,
    "json": _read_json,
    "jsonl": _read_jsonl,
    "parquet": _read_parquet,
    "feather": _read_feather,
    "html": _read_html,
}


def _fields(shape: RecordShape) -> dict[str, str]:
    return {
        **shape.columns,
        **{f"where.{name}": name for name in shape.where},
        **{f"fund.{name}": name for name in shape.funds},
    }


def _filtered(raw: RawColumns, shape: RecordShape) -> RawColumns:
    if not shape.where:
        return raw
    keep = pa.array(np.ones(len(raw.rows), dtype=np.bool_))
    for name, value in shape.where.items():
        keep = pc.and_(keep, pc.fill_null(pc.equal(raw.columns[f"where.{name}"].cast(pa.string()), value), False))
    return RawColumns(
        origin=raw.origin,
        columns=raw.columns.filter(keep),
        rows=raw.rows.filter(keep),
        rejected=raw.rejected,
    )


def _require(wanted: list[str], there: list[str], origin: str) -> None:
    known = [name.strip().strip('"') for name in there]
    missing = next((name for name in wanted if name not in known), None)
    if missing is not None:
        raise InputFileError(f"{origin}: has no column {missing!r}{nearest(missing, known)}")


def _text(value: Any) -> str | None:  # noqa: ANN401 - any JSON value
    return value if value is None or isinstance(value, str) else json.dumps(value)


def _keys(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return ", ".join(list(value)[:10]) if isinstance(value, dict) else f"it is a {type(value).__name__}"
