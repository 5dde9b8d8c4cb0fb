"""The form that rows of gold and prediction files must have to be scored; other fields may stand beside these."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError, model_validator

from nlp.annotations import Direction, EventKind, MetricKind, PositionSide, Role, SentimentLabel


class _Form(BaseModel):
    model_config = ConfigDict(strict=True)


class _Span(_Form):
    text: str = ""
    start: int = Field(ge=0)
    end: int

    @model_validator(mode="after")
    def _has_length(self) -> "_Span":
        if self.end <= self.start:
            raise ValueError(f"end {self.end} is not behind start {self.start}")
        return self


class _GoldSpan(_Span):
    text: str


class _GoldLevel(_GoldSpan):
    asset: str | None
    low: FiniteFloat
    high: FiniteFloat
    role: Role

    @model_validator(mode="after")
    def _ends_are_in_order(self) -> "_GoldLevel":
        if self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")
        return self


class _GoldLiquidation(_GoldSpan):
    amount_usd: FiniteFloat | None
    side: PositionSide
    asset: str | None
    window_hours: FiniteFloat | None = None


class _GoldMetric(_GoldSpan):
    kind: MetricKind
    value: FiniteFloat | None
    direction: Direction | None = None


class _GoldSentiment(_Form):
    overall: SentimentLabel
    per_asset: dict[str, SentimentLabel]


class _GoldRow(_Form):
    id: str | int
    levels: list[_GoldLevel]
    liquidations: list[_GoldLiquidation]
    metrics: list[_GoldMetric]
    events: list[EventKind]
    sentiment: _GoldSentiment


class _ReadLevel(_Span):
    price_low: FiniteFloat
    price_high: FiniteFloat


class _ReadLiquidation(_Span):
    amount_usd: FiniteFloat | None


class _ReadMetric(_Span):
    kind: str
    value: FiniteFloat | None = None


class _ReadEvent(_Form):
    kind: str


class _ReadLabel(_Form):
    label: str | None = None


class _ReadSentiment(_ReadLabel):
    by_asset: dict[str, _ReadLabel] | None = None


class _PredictionRow(_Form):
    id: str | int
    price_levels: list[_ReadLevel] = []
    liquidations: list[_ReadLiquidation] = []
    metrics: list[_ReadMetric] = []
    events: list[_ReadEvent] = []
    sentiment: _ReadSentiment | None = None


def fault_of_gold(row: object) -> str | None:
    """What makes an annotated article unfit for scoring, or `None`. Mentions marked `ignore` need a place only."""
    if isinstance(row, dict):
        for kind in ("levels", "liquidations", "metrics"):
            for number, mention in enumerate(_list(row.get(kind))):
                if isinstance(mention, dict) and mention.get("ignore") and (fault := _fault(_Span, mention)):
                    return f"{kind}.{number}.{fault}"
        row = row | {
            kind: [one for one in row[kind] if not (isinstance(one, dict) and one.get("ignore"))]
            for kind in ("levels", "liquidations", "metrics")
            if isinstance(row.get(kind), list)
        }
    return _fault(_GoldRow, row)


def fault_of_prediction(row: object) -> str | None:
    """What makes a line unfit for scoring, or `None`."""
    return _fault(_PredictionRow, row)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _fault(form: type[_Form], row: object) -> str | None:
    try:
        form.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        says_it = first["type"] in ("missing", "value_error")
        value = "" if says_it else f", not {first['input']!r}"[:60]
        wanted = "an object is needed" if first["type"] == "model_type" else first["msg"].removeprefix("Value error, ")
        return f"{place or 'the line'}: {wanted}{value}"
    return None
