"""How the rows of a series lie in a table, and the table brought into rows of one series."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flows.markets.provider import RejectedItem

_NOTHING = pa.array(["", "-", "\N{EN DASH}", "\N{EM DASH}"])


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordShape:
    """Where the columns of a series stand in a file.

    Attributes:
        columns: Our name to the file's: a name, or a position counted from 0 as text.
        records: Dotted key that holds the rows of a JSON document; empty for the document itself.
        where: Keep only rows with these values.
        funds: Columns that hold the flows of one fund each; their heading is the fund.
        summary_rows: Words that stand in the place of a time where a row is a sum or a note.
        is_accounting: Numbers have commas between thousands and parentheses where they are negative.
    """

    columns: dict[str, str]
    records: str = ""
    where: dict[str, str]
    delimiter: str = ","
    funds: tuple[str, ...] = ()
    summary_rows: tuple[str, ...] = ()
    is_accounting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RawColumns:
    """Rows as they stand in a file.

    Attributes:
        origin: File they come from.
        columns: Under our names.
        rows: Their numbers: lines of a CSV file (its header is line 1), records counted from 1 elsewhere.
        rejected: Rows that could not be taken apart at all.
    """

    origin: str
    columns: pa.Table
    rows: pa.Array
    rejected: tuple[RejectedItem, ...] = ()


def shaped(raw: RawColumns, shape: RecordShape) -> RawColumns:
    """Drop sums and notes, read accounting numbers, and make a row of each fund's cell."""
    raw = _without_summaries(raw, shape)
    if shape.is_accounting:
        columns = {name: _plain_numbers(raw.columns[name].combine_chunks()) for name in raw.columns.column_names}
        raw = replace(raw, columns=pa.table(columns))
    if not shape.funds:
        return replace(raw, columns=raw.columns.select(list(shape.columns)))
    parts, rows = [], []
    for fund in shape.funds:
        flows = raw.columns[f"fund.{fund}"].combine_chunks()
        told = pc.invert(pc.is_in(pc.utf8_trim_whitespace(flows.cast(pa.string()).fill_null("")), _NOTHING))
        columns = {name: raw.columns[name].combine_chunks().filter(told) for name in shape.columns}
        n = len(raw.rows.filter(told))
        parts.append(pa.table({**columns, "fund": pa.array([fund] * n, pa.string()), "flow_usd": flows.filter(told)}))
        rows.append(raw.rows.filter(told))
    return replace(raw, columns=pa.concat_tables(parts), rows=pa.concat_arrays(rows))


def _without_summaries(raw: RawColumns, shape: RecordShape) -> RawColumns:
    if not shape.summary_rows:
        return raw
    first = raw.columns[next(iter(shape.columns))].combine_chunks().cast(pa.string())
    is_summary = pc.is_in(pc.utf8_trim_whitespace(first.fill_null("")), pa.array(["", *shape.summary_rows]))
    keep = pa.array(~is_summary.to_numpy(zero_copy_only=False).astype(np.bool_))
    return replace(raw, columns=raw.columns.filter(keep), rows=raw.rows.filter(keep))


def _plain_numbers(values: pa.Array) -> pa.Array:
    """Write `(1,234.5)` and `$1,234.5` the plain way; other text stays as it is."""
    if not pa.types.is_string(values.type):
        return values
    bare = pc.replace_substring_regex(values, r"^\s*(\()?\s*([+-]?)\$?\s*(\d[\d,]*(\.\d+)?)\s*\)?\s*$", r"\1\2\3")
    is_number = pc.match_substring_regex(bare, r"^\(?[+-]?\d[\d,]*(\.\d+)?$")
    plain = pc.replace_substring(pc.replace_substring(bare, "(", "-"), ",", "")
    return pc.if_else(pc.fill_null(is_number, False), plain, values)
