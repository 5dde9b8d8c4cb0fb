"""Roles that no name states: a level to hold or break, a forecast, an extreme told by its verb.

Rules are tried in order; each looks at the words before the price (up to the price) and behind it.
"""

from nlp.components.level_barriers import BARRIER_RULES
from nlp.components.level_dealings import DEALING_RULES
from nlp.components.level_extremes import EXTREME_RULES
from nlp.components.level_forecasts import FORECAST_RULES
from nlp.components.level_reports import REPORT_RULES
from nlp.components.verb_rule import VerbRule

VERB_RULES: tuple[VerbRule, ...] = (
    *DEALING_RULES,
    *BARRIER_RULES,
    *EXTREME_RULES,
    *FORECAST_RULES,
    *REPORT_RULES,
)
"""The rules, first match wins."""
