"""Whose a liquidation figure could be and of what time: the coins and times around it, and what speaks for each.

A candidate comes with features, short strings; the model has a weight for each one that it met often enough and takes
the candidate with the largest sum. Coins and times are never compared by name: what counts is where they stand (before
or behind the figure, with how many sums between, in which sentence), the words that tie them to it, what the figure
before has, and what the rules say. Only bitcoin is told from other coins, for its moves are the market's.
"""

from nlp.components.extensions import AssetSpan
from nlp.components.liquidation_assets import is_venue
from nlp.components.liquidation_scene import (
    Scene,
    anchor,
    context_of,
    gap_of,
    lower_of,
    opening_of,
    place_of_last,
    rule_name,
    sentences_around,
    size_of,
    words_near,
)
from nlp.components.liquidation_scope import is_market_wide
from nlp.components.liquidation_windows import times_stated
from nlp.text.spans import starting_in

Candidate = str | float | None
Candidates = dict[Candidate, list[str]]
"""Candidate to its features, without repetition."""

# Characters before a figure in which the coins that the text is about are named.
_REACH_BACK = 3000


def asset_candidates(scene: Scene) -> Candidates:
    """Features of each coin that is named near the figure, of the market (`ALL`) and of an unnamed coin (`None`)."""
    wide = "market-wide" if is_market_wide(scene.window) else "market-open"
    features: Candidates = {"ALL": [wide], None: []}
    sentence = scene.window.sentence
    text = lower_of(scene.found, sentence)
    at = scene.mention.start - sentence.start
    own = [m for m in scene.found.mentions_in(sentence) if not is_venue(m) and _is_other(scene, m)]
    for mention in own:
        anchored = anchor(scene, text, mention.start - sentence.start, mention.end - sentence.start, at)
        features.setdefault(mention.ticker, []).extend(f"own:{feature}" for feature in anchored)
        features[mention.ticker].append(f"form={mention.form}")
    n_own = len({m.ticker for m in own})
    told = starting_in(scene.found.asset_mentions, scene.mention.start - _REACH_BACK, scene.mention.end)
    all_named = {m.ticker for m in told if not is_venue(m)}
    for name, other in sentences_around(scene):
        tickers = list(dict.fromkeys(m.ticker for m in scene.found.mentions_in(other) if not is_venue(m)))
        for place, ticker in enumerate(tickers):
            which = "BTC" if ticker == "BTC" else "other"
            features.setdefault(ticker, []).extend(
                (
                    f"in-{name}{min(len(tickers), 3)}",
                    f"in-{name}{min(place, 2)}&own{min(n_own, 2)}",
                    f"in-{name}{min(len(tickers), 2)}&{which}&own{min(n_own, 1)}",
                )
            )
    if scene.last is not None:
        features.setdefault(scene.last.asset, []).extend(
            [
                f"last{min(scene.gap, 2)}&own{min(n_own, 2)}",
                *(f"last{min(scene.gap, 2)}&{cue}" for cue in scene.cues),
            ]
        )
    _add_rule(features, scene, scene.mention.asset)
    context = [*context_of(scene), f"own{min(n_own, 3)}", *(f"{cue}&own{min(n_own, 1)}" for cue in scene.cues)]
    context.append(f"named{min(len(all_named - {'BTC'}), 2)}")
    for candidate, row in features.items():
        kind = "ALL" if candidate == "ALL" else "none" if candidate is None else "coin"
        row += [f"{kind}<{feature}" for feature in context]
        if kind == "coin":
            which = candidate if candidate in ("BTC", "ETH") else "alt"
            where = "own" if any(feature.startswith("own:") for feature in row) else "elsewhere"
            sole = (
                "sole" if all_named == {candidate} else "only-alt" if all_named - {"BTC"} == {candidate} else "of-many"
            )
            row += [
                f"{where}&{which}",
                f"{where}&{which}&{sole}",
                f"{where}&{which}&own{min(n_own, 2)}",
                f"{which}&{gap_of(scene)}",
            ]
            row += [f"{where}<{cue}" for cue in scene.cues] + [f"{where}&{which}<{cue}" for cue in scene.cues]
            if scene.window.sentence.is_headline:
                row += [f"headline&{where}&{which}", f"headline&{which}&{sole}"]
        if kind != "coin":
            row += [f"{kind}<{feature}" for feature in words_near(scene)]
    return {candidate: list(dict.fromkeys(row)) for candidate, row in features.items()}


def hours_candidates(scene: Scene) -> Candidates:
    """Features of each length of time that is stated near the figure, and of none (`None`)."""
    features: Candidates = {None: []}
    sentence = scene.window.sentence
    text = lower_of(scene.found, sentence)
    at = scene.mention.start - sentence.start
    own = times_stated(text)
    for start, end, hours in own:
        features.setdefault(hours, []).extend(f"own:{feature}" for feature in anchor(scene, text, start, end, at))
    for name, other in sentences_around(scene):
        for _, _, hours in times_stated(lower_of(scene.found, other)):
            features.setdefault(hours, []).append(f"in-{name}&own{min(len(own), 1)}")
            if not own:
                features[hours] += [f"in-{name}&{cue}" for cue in (*scene.cues, *opening_of(scene))]
    if scene.last is not None and scene.last.window_hours is not None:
        inherited = features.setdefault(scene.last.window_hours, [])
        same = "same" if scene.last.asset == scene.mention.asset else "other"
        place = place_of_last(scene)
        inherited += [f"last{gap_of(scene)}&own{min(len(own), 1)}", f"last{gap_of(scene)}&{size_of(scene)}&{same}"]
        inherited += [f"last-{place}&own{min(len(own), 1)}", f"last-{place}&{size_of(scene)}"]
        if not own:
            inherited += [f"last{gap_of(scene)}&{cue}" for cue in (*scene.cues, *opening_of(scene))]
    _add_rule(features, scene, scene.mention.window_hours)
    context = [*context_of(scene), f"own{min(len(own), 2)}", *words_near(scene), *opening_of(scene)]
    features[None] += [f"none<{feature}" for feature in context]
    return {candidate: list(dict.fromkeys(row)) for candidate, row in features.items()}


def _is_other(scene: Scene, mention: AssetSpan) -> bool:
    return mention.form != "unit" or 0 <= mention.start - scene.mention.end <= 2


def _add_rule(features: Candidates, scene: Scene, said: Candidate) -> None:
    kind = "none" if said is None else "all" if said == "ALL" else "some"
    features.setdefault(said, []).extend(
        (f"rule:{kind}", f"rule:{kind}&{rule_name(scene)}", f"rule:{kind}&gap{gap_of(scene)}")
    )
    features[said] += [f"rule:{kind}&{cue}" for cue in scene.cues]
