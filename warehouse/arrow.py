"""Rows to Arrow tables and back: DuckDB takes in Arrow a thousand times faster than single inserts."""

import decimal
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import duckdb
import pyarrow as pa

from warehouse.errors import WarehouseError

_Row = TypeVar("_Row")

_DECIMAL = pa.decimal128(38, 18)
_ARROW_TYPES: dict[Any, pa.DataType] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
    Decimal: _DECIMAL,
    tuple: pa.list_(pa.string()),
}


def arrow_table(row_type: type[Any], rows: Sequence[Any]) -> pa.Table:
    """Make a table of rows of one type.

    Raises:
        WarehouseError: A value does not fit its column: an instant without a time zone, an amount of 10^20 or more.
    """
    columns = {}
    for name, arrow_type in _schema(row_type).items():
        values = [getattr(row, name) for row in rows]
        columns[name] = _array(values, arrow_type, f"{row_type.__name__}.{name}")
    return pa.table(columns)


def fetch_rows(
    con: duckdb.DuckDBPyConnection, row_type: type[_Row], sql: str, parameters: dict[str, Any] | None = None
) -> list[_Row]:
    """Run a query whose columns are named like the fields of `row_type` (further ones are left out)."""
    names = [field.name for field in fields(row_type)]  # type: ignore[arg-type]
    table = con.execute(sql, parameters or {}).to_arrow_table().select(names)
    return [row_type(**{name: _plain(value) for name, value in row.items()}) for row in table.to_pylist()]


def _schema(row_type: type[Any]) -> dict[str, pa.DataType]:
    hints = get_type_hints(row_type)
    return {field.name: _ARROW_TYPES[_bare(hints[field.name])] for field in fields(row_type)}


def _bare(hint: Any) -> Any:  # noqa: ANN401 - a type hint has no type of its own
    """Return `X` of `X | None`, and `tuple` of `tuple[str, ...]`."""
    if get_origin(hint) is UnionType:
        (hint,) = (part for part in get_args(hint) if part is not type(None))
    return get_origin(hint) or hint


def _array(values: list[Any], arrow_type: pa.DataType, name: str) -> pa.Array:
    if pa.types.is_timestamp(arrow_type):
        naive = next((value for value in values if value is not None and value.tzinfo is None), None)
        if naive is not None:  # Arrow would take it for UTC without a word
            raise WarehouseError(f"{name} = {naive.isoformat()} has no time zone; give an aware instant in UTC")
    try:
        return pa.array(values, arrow_type)
    except pa.ArrowInvalid:
        if arrow_type == _DECIMAL:
            return pa.array([_fitted(value, name) for value in values], arrow_type)
        raise


def _fitted(value: Decimal | None, name: str) -> Decimal | None:
    """Round to 18 decimals, the finest that a column holds."""
    if value is None:
        return None
    if not value.is_finite() or abs(value) >= Decimal(10) ** 20:
        raise WarehouseError(f"{name} = {value} does not fit: amounts are finite and below 10^20; refuse such a record")
    with decimal.localcontext(prec=60):
        return value.quantize(Decimal("1e-18"))


def _plain(value: Any) -> Any:  # noqa: ANN401 - any column value
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return tuple(value) if isinstance(value, list) else value
