"""The inline markup of the labelled passages: `{quantity|kind tokens}` to mentions with offsets.

`nlp/resources/corpora/figures/README.md` describes the notation. Values are read here by a parser of their own, on
purpose: a corpus that was read with the reader under test could not show its mistakes.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from nlp.annotations import Direction, MetricKind, PositionSide, Role
from nlp.errors import GoldFileError

Mention = dict[str, Any]

_ROLES = {role: role for role in get_args(Role)} | {"ma": "moving_average"}
_METRICS = {kind: kind for kind in get_args(MetricKind)} | {
    "pct": "percent_change", "oi": "open_interest", "fund": "funding_rate", "fng": "fear_greed", "etf": "etf_flow",
    "vol": "volume", "mcap": "market_cap", "dom": "dominance", "lev": "leverage", "mavg": "moving_average",
    "iv": "implied_volatility", "netflow": "exchange_netflow", "stables": "stablecoin_supply",
}  # fmt: skip
_UNITS = {
    "percent_change": "%", "funding_rate": "%", "dominance": "%", "implied_volatility": "%", "open_interest": "USD",
    "etf_flow": "USD", "volume": "USD", "market_cap": "USD", "moving_average": "USD", "exchange_netflow": "USD",
    "stablecoin_supply": "USD", "fear_greed": "index", "rsi": "index", "leverage": "x",
}  # fmt: skip
_RELATIONS = {">": "above", "<": "below", "=": "at", "..": "between"}
_MODALITIES = {"rep": "reported", "if": "conditional", "fc": "forecast"}
_DIRECTIONS = get_args(Direction)
_SIDES = get_args(PositionSide)
_MULTIPLIERS = {
    "k": 3, "grand": 3, "thousand": 3, "m": 6, "mn": 6, "mln": 6, "mm": 6, "million": 6, "b": 9, "bn": 9, "bln": 9,
    "billion": 9, "t": 12, "tn": 12, "trln": 12, "trillion": 12, "cent": -2, "cents": -2, "¢": -2, "sat": -8,
    "sats": -8, "satoshi": -8,
}  # fmt: skip
_CURRENCIES = (
    ("€", "EUR"), ("EUR", "EUR"), ("euro", "EUR"), ("£", "GBP"), ("GBP", "GBP"), ("pounds", "GBP"), ("sat", "BTC"),
    ("BTC", "BTC"), ("ETH", "ETH"),
)  # fmt: skip
_MARK = re.compile(r"\{([^{}]*)\|([^{}|]*)\}")
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?|\.\d+)\s*-?([A-Za-z¢]+)?")
_QUANTITY = re.compile(
    r"[^\dA-Za-z]*(?:US|USD|EUR|GBP)?[^\dA-Za-z]*\d[\d.,]*\s*-?"
    r"(?:k|thousand|mm?|mn|mln|million|bn?|bln|billion|tn?|trillion)?\s*"
    r"(?:%|per\s?cent|pct|basis points|bps|points?|x|times|dollars?|USDT?|euros?)?",
    re.IGNORECASE,
)
_TICKER = re.compile(r"[A-Z0-9]{2,12}$")


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Text without its markup, and what the markup said."""

    text: str
    levels: tuple[Mention, ...]
    liquidations: tuple[Mention, ...]
    metrics: tuple[Mention, ...]


def read_markup(marked: str, *, asset: str | None) -> MarkedText:
    """Strip the markup from a text and resolve every mark into a mention with offsets.

    Args:
        marked: Text with `{quantity|kind tokens}` marks.
        asset: Ticker for marks that name none.

    Raises:
        GoldFileError: A mark has an unknown kind or token, or no readable value.
    """
    groups: dict[str, list[Mention]] = {"level": [], "liquidation": [], "metric": []}
    plain: list[str] = []
    length = last = 0
    for mark in _MARK.finditer(marked):
        before = marked[last : mark.start()]
        span, label = mark.groups()
        start = length + len(before)
        group, fields = _read_label(span, label.split(), asset)
        groups[group].append({"text": span, "start": start, "end": start + len(span)} | fields)
        plain += [before, span]
        length = start + len(span)
        last = mark.end()
    plain.append(marked[last:])
    text = "".join(plain)
    if "{" in text or "}" in text:
        raise GoldFileError(
            f"a brace is left in {text[max(0, text.find('{')) :][:80]!r}: close the mark or drop the brace"
        )
    return MarkedText(text, tuple(groups["level"]), tuple(groups["liquidation"]), tuple(groups["metric"]))


def _read_label(span: str, tokens: list[str], asset: str | None) -> tuple[str, Mention]:
    if not tokens:
        raise GoldFileError(f"the mark {span!r} has no kind")
    kind, rest = tokens[0], tokens[1:]
    if kind in _ROLES and not (kind == "moving_average"):
        return "level", _level(span, _ROLES[kind], rest, asset)
    if kind == "liq":
        return "liquidation", _liquidation(span, rest, asset)
    if kind in _METRICS:
        return "metric", _metric(span, _METRICS[kind], rest, asset)
    raise GoldFileError(f"unknown kind {kind!r} on {span!r}")


def _level(span: str, role: str, tokens: list[str], asset: str | None) -> Mention:
    stated = next((token[2:] for token in tokens if token.startswith("v:")), span)
    low, high = read_values(stated)
    fields: Mention = {
        "asset": asset, "low": low, "high": high, "currency": _currency(span), "role": role, "previous_role": None,
        "relation": None, "modality": "forecast" if role == "target" else "reported",
    }  # fmt: skip
    for token in tokens:
        key, _, value = token.partition(":")
        if token in _RELATIONS:
            fields["relation"] = _RELATIONS[token]
        elif token in _MODALITIES:
            fields["modality"] = _MODALITIES[token]
        elif key == "was" and value in _ROLES:
            fields["previous_role"] = _ROLES[value]
        elif key == "cur":
            fields["currency"] = value
        elif token == "amb":
            fields["role_ambiguous"] = True
        elif key != "v":
            fields |= _common(token, span)
    return fields


def _liquidation(span: str, tokens: list[str], asset: str | None) -> Mention:
    fields: Mention = {
        "amount_usd": None, "side": "unknown", "asset": asset, "window_hours": None, "source": None, "venue": None,
        "n_traders": None, "modality": "reported",
    }  # fmt: skip
    for token in tokens:
        key, _, value = token.partition(":")
        if token in _SIDES:
            fields["side"] = token
        elif key == "by":
            fields["source"] = value
        elif key == "on":
            fields["venue"] = value
        elif key == "n":
            fields["n_traders"] = int(value)
        elif key == "v":
            fields["amount_usd"] = read_values(value)[0]
        elif token in _MODALITIES:
            fields["modality"] = _MODALITIES[token]
            fields["hypothetical"] = True
        elif _is_window(token):
            fields["window_hours"] = _hours(token)
        else:
            fields |= _common(token, span)
    if fields["amount_usd"] is None and not fields.get("ignore"):
        fields["amount_usd"] = read_values(span)[0]
    return fields


def _metric(span: str, kind: str, tokens: list[str], asset: str | None) -> Mention:
    defaults = {"fear_greed": "ALL", "leverage": None}
    fields: Mention = {
        "kind": kind, "value": None, "unit": None, "direction": None, "asset": defaults.get(kind, asset),
        "window_hours": None, "window_days": None, "modality": "reported",
    }  # fmt: skip
    unit: str | None = _UNITS[kind]
    stated = None
    for token in tokens:
        key, _, value = token.partition(":")
        if token in _DIRECTIONS:
            fields["direction"] = token
        elif token == "change":
            fields["is_change"] = True
        elif token in _MODALITIES:
            fields["modality"] = _MODALITIES[token]
            fields["hypothetical"] = True
        elif key == "u":
            unit = value
        elif key == "v":
            stated = read_values(value)[0]
        elif _is_window(token):
            fields |= {"window_hours": _hours(token)} if token.endswith("h") else {"window_days": float(token[:-1])}
        else:
            fields |= _common(token, span)
    if stated is None and kind != "moving_average" and _is_quantity(span):
        stated = read_values(span)[0]
        unit = "%" if unit == "USD" and re.search(r"%|per\s?cent|pct", span) else unit
    fields["value"] = stated
    fields["unit"] = unit if stated is not None or kind == "fear_greed" else None
    return fields


def _common(token: str, span: str) -> Mention:
    if token == "null":
        return {"asset": None}
    if token == "ignore":
        return {"ignore": True}
    if _TICKER.match(token):
        return {"asset": token}
    raise GoldFileError(f"unknown token {token!r} on {span!r}")


def _is_window(token: str) -> bool:
    return re.fullmatch(r"\d+(?:\.\d+)?[hd]", token) is not None


def _hours(token: str) -> float:
    return float(token[:-1]) * (24 if token.endswith("d") else 1)


def _is_quantity(span: str) -> bool:
    return _QUANTITY.fullmatch(span) is not None


def _currency(span: str) -> str:
    return next((code for sign, code in _CURRENCIES if sign in span), "USD")


def read_values(span: str) -> tuple[float, float]:
    """Lower and upper end of the number or range in a span; a multiplier on the last number covers bare earlier ones.

    Raises:
        GoldFileError: No number, or more than two.
    """
    found = [(number.replace(",", ""), unit.lower()) for number, unit in _NUMBER.findall(span)]
    if not 1 <= len(found) <= 2:
        raise GoldFileError(f"{len(found)} numbers in {span!r}: state the value with v:")
    exponents = [_MULTIPLIERS.get(unit) for _, unit in found]
    if len(found) == 2 and exponents[0] is None and Decimal(found[0][0]) < 1000:
        exponents[0] = exponents[1]
    values = sorted(float(Decimal(number).scaleb(exp or 0)) for (number, _), exp in zip(found, exponents, strict=True))
    return values[0], values[-1]
