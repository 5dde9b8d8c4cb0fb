"""What a model of the sides of liquidations looks at: it was no better than the rules and is no part of the reader.

`train_liquidations --compare` shows how it does beside them.
"""

from collections.abc import Iterator

from nlp.annotations import PositionSide
from nlp.components.liquidation_candidates import Candidates
from nlp.components.liquidation_scene import (
    Scene,
    anchor,
    context_of,
    gap_of,
    lower_of,
    n_sums,
    rule_name,
    sentences_around,
    size_of,
    words_near,
)
from nlp.components.liquidation_sides import sides_named

SIDES: tuple[PositionSide, ...] = ("long", "short", "both", "unknown")
# A total may be off from the sum of its rounded parts by one in so many.
_ROUNDING = 100
# Figures on either side that may make up a total.
_NEAR = 3


def side_candidates(scene: Scene) -> Candidates:
    """Features of each side."""
    shared = [*context_of(scene), *words_near(scene)]
    at = scene.mention.start - scene.window.sentence.start
    text = lower_of(scene.found, scene.window.sentence)
    named_here = list(sides_named(text))
    for start, end, side in named_here:
        shared += [f"{feature}={side}" for feature in anchor(scene, text, start, end, at)]
    shared.append(f"here={'+'.join(sorted({side for _, _, side in named_here}))}")
    shared += [f"nearest-{way}" for way in _nearest_sides(scene, text, named_here, at)]
    shared.append(f"adds-up={_adds_up(scene)}")
    for name, sentence in sentences_around(scene):
        named = {side for _, _, side in sides_named(lower_of(scene.found, sentence))}
        shared.append(f"in-{name}={'+'.join(sorted(named))}")
    if scene.last is not None:
        shared += [
            f"last{min(scene.gap, 2)}={scene.last.position_side}",
            f"last-{size_of(scene)}={scene.last.position_side}",
        ]
    rule = scene.mention.position_side
    shared += [f"rule={rule}", f"rule={rule}&{rule_name(scene)}", f"rule={rule}&gap{gap_of(scene)}"]
    shared += [f"{cue}&rule={rule}" for cue in scene.cues]
    return {side: [f"{side}<{feature}" for feature in dict.fromkeys(shared)] for side in SIDES}


def _nearest_sides(scene: Scene, text: str, named: list[tuple[int, int, PositionSide]], at: int) -> Iterator[str]:
    """The side named last before the figure and first behind it, and whether another sum stands between."""
    before = [(end, side) for _, end, side in named if end <= at]
    behind = [(start, side) for start, _, side in named if start > at]
    offset = scene.window.sentence.start
    first = last = "-"
    if before:
        end, named_before = before[-1]
        first = f"{named_before}{min(n_sums(scene.found, offset + end, offset + at), 1)}"
    if behind:
        start, named_behind = behind[0]
        last = f"{named_behind}{min(n_sums(scene.found, scene.mention.end, offset + start), 1)}"
    yield from (f"b={first}", f"a={last}", f"ba={first}|{last}")


def _adds_up(scene: Scene) -> bool:
    """Whether two figures nearby, as the rules read them, make up this one."""
    mentions = scene.found.liquidations
    place = mentions.index(scene.mention)
    near = [*mentions[max(0, place - _NEAR) : place], *mentions[place + 1 : place + 1 + _NEAR]]
    amounts = [other.amount_usd for other in near if other.amount_usd and other.position_side in ("long", "short")]
    total = scene.mention.amount_usd or 0
    return any(abs(a + b - total) * _ROUNDING <= total for n, a in enumerate(amounts) for b in amounts[:n])
