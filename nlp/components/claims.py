"""Component `newstape_claims`: the checkable statements of an article, with their parameters.

Claims are built on what the components before read: `claim_levels` makes them of price levels, `claim_metrics` and
`claim_percents` of metrics, `claim_liquidations` of liquidations, `claim_streaks` of runs of fund flows,
`claim_extremes` of "14-month low" and the like, `claim_moves` of comparisons between two assets.

A figure that is only supposed or foretold keeps its modality: it becomes something to watch, not to check.
"""

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import Claim
from nlp.components.claim_extremes import extreme_claims
from nlp.components.claim_levels import level_claims
from nlp.components.claim_liquidations import liquidation_claims
from nlp.components.claim_metrics import metric_claims
from nlp.components.claim_moves import relative_moves
from nlp.components.claim_streaks import streak_claims
from nlp.components.extensions import Reading, reading


def mark_claims(doc: Doc) -> Doc:
    """Fill `Reading.claims`."""
    found = reading(doc)
    found.claims = read_claims(found)
    return doc


Language.component("newstape_claims", func=mark_claims)


def read_claims(found: Reading) -> tuple[Claim, ...]:
    """Find the checkable statements of an article, in order; boilerplate states nothing."""
    claims = [
        *level_claims(found),
        *metric_claims(found),
        *liquidation_claims(found),
        *streak_claims(found),
        *extreme_claims(found),
        *relative_moves(found),
    ]
    stated = [claim for claim in claims if not found.sentence_at(claim.start).is_boilerplate]
    return tuple(sorted(stated, key=lambda claim: (claim.start, claim.kind, claim.asset or "")))
