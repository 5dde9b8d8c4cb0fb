"""Puts articles into stories, one after the other, in the order in which they became available.

An article is placed with what came before it and never moves, so the stories as of any moment are those that were made
by then, and their ids stay: a story is called after the article that opened it. When a copy shows that two stories are
one, the younger is merged into the older, which is recorded too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from nlp.stories.fingerprint import Fingerprint, hash_of, keys_of
from nlp.stories.relations import COPIES, Relation, RelationKind, StoryRules, relate

KEY_REACH = 60
"""Of the articles that share one key, so many are looked at, the latest; a key of more says little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A relation of an article to one that was placed before it."""

    other_id: str
    kind: RelationKind
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an article belongs.

    Attributes:
        article_id: The article.
        story_id: Its story.
        links: Its relations to articles that were placed before it, of whatever story.
        n_sentences: Sentences of its body that are long enough to count.
        n_new_sentences: Those that the story did not have word for word.
        n_numbers: Distinct numbers.
        n_new_numbers: Those that the story did not have.
        merged_ids: Stories that turned out to be this one, and are part of it from now on.
    """

    article_id: str
    story_id: str
    links: tuple[Link, ...]
    n_sentences: int
    n_new_sentences: int
    n_numbers: int
    n_new_numbers: int
    merged_ids: tuple[str, ...] = ()

    @property
    def opens_story(self) -> bool:
        """Whether it is the article that its story is called after."""
        return self.story_id == story_id_of(self.article_id)

    @property
    def is_copy(self) -> bool:
        """Whether it is a copy of another article."""
        return any(link.kind in COPIES for link in self.links)

    @property
    def novelty(self) -> float:
        """Mean share of new sentences and new numbers, 0 to 1; an article that opens its story has 1."""
        shares = [
            new / total
            for new, total in ((self.n_new_sentences, self.n_sentences), (self.n_new_numbers, self.n_numbers))
            if total
        ]
        return sum(shares) / len(shares) if shares else float(self.opens_story)


@dataclass(slots=True)
class _Story:
    started_at: datetime
    members: list[Fingerprint] = field(default_factory=list)


def story_id_of(article_id: str) -> str:
    """Name the story that an article opens."""
    return f"s{hash_of(f'story {article_id}'):016x}"


def arrival(fingerprint: Fingerprint) -> tuple[datetime, datetime, str]:
    """Order of articles: when they became available; of those that did so together, what the publishers say."""
    return fingerprint.available_at, fingerprint.happened_at, fingerprint.article_id


class StoryBook:
    """The stories of a stretch of time.

    Args:
        rules: Where articles stop being alike.
    """

    def __init__(self, rules: StoryRules) -> None:
        self._rules = rules
        self._fingerprints: dict[str, Fingerprint] = {}
        self._story_of: dict[str, str] = {}
        self._stories: dict[str, _Story] = {}
        self._by_key: defaultdict[int, list[str]] = defaultdict(list)

    def restore(self, fingerprint: Fingerprint, story_id: str, keys: Sequence[int]) -> None:
        """Take in an article that was placed before, in its story (after merging), under those keys that new ones have.

        Without keys it is only one of the articles of its story.
        """
        self._enter(fingerprint, story_id, keys)

    def place(self, fingerprint: Fingerprint) -> Placement:
        """Place a new article. Give them in order of `arrival`; a late one finds the stories that came after it too."""
        keys = keys_of(fingerprint)
        neighbours = self._neighbours(fingerprint, keys)
        relations = {other.article_id: relate(fingerprint, other, self._rules) for other in neighbours}
        story_id, merged = self._choose(fingerprint, neighbours, relations)
        earlier = [
            member
            for member in (self._stories[story_id].members if story_id in self._stories else [])
            if arrival(member) < arrival(fingerprint)
        ]
        known_sentences = {sentence for member in earlier for sentence in member.sentences}
        known_numbers = {number for member in earlier for number in member.numbers}
        placement = Placement(
            article_id=fingerprint.article_id,
            story_id=story_id,
            links=tuple(
                Link(other_id=other.article_id, kind=relation.kind, similarity=relation.similarity)
                for other in neighbours
                if (relation := relations[other.article_id])
            ),
            n_sentences=len(fingerprint.sentences),
            n_new_sentences=sum(sentence not in known_sentences for sentence in fingerprint.sentences),
            n_numbers=len(fingerprint.numbers),
            n_new_numbers=sum(number not in known_numbers for number in fingerprint.numbers),
            merged_ids=merged,
        )
        for merged_id in merged:
            self._merge(merged_id, story_id)
        self._enter(fingerprint, story_id, keys)
        return placement

    def _enter(self, fingerprint: Fingerprint, story_id: str, keys: Sequence[int]) -> None:
        self._fingerprints[fingerprint.article_id] = fingerprint
        self._story_of[fingerprint.article_id] = story_id
        story = self._stories.setdefault(story_id, _Story(fingerprint.happened_at))
        story.started_at = min(story.started_at, fingerprint.happened_at)
        story.members.append(fingerprint)
        for key in keys:
            self._by_key[key].append(fingerprint.article_id)

    def _merge(self, merged_id: str, story_id: str) -> None:
        story, merged = self._stories[story_id], self._stories.pop(merged_id)
        story.started_at = min(story.started_at, merged.started_at)
        story.members += merged.members
        for member in merged.members:
            self._story_of[member.article_id] = story_id

    def _neighbours(self, fingerprint: Fingerprint, keys: Iterable[int]) -> list[Fingerprint]:
        """The articles within reach that share most keys."""
        shared: Counter[str] = Counter()
        for key in keys:
            shared.update(self._by_key.get(key, [])[-KEY_REACH:])
        near = [
            (self._fingerprints[other_id], n_keys)
            for other_id, n_keys in shared.items()
            if abs(self._fingerprints[other_id].happened_at - fingerprint.happened_at) <= self._rules.reach
        ]
        near.sort(key=lambda item: (-item[1], abs(item[0].happened_at - fingerprint.happened_at), item[0].article_id))
        return [other for other, _ in near[: self._rules.max_compared]]

    def _choose(
        self, fingerprint: Fingerprint, neighbours: Sequence[Fingerprint], relations: dict[str, Relation | None]
    ) -> tuple[str, tuple[str, ...]]:
        """Find the story of a new article, and the stories that it shows to be one with that."""
        copied: set[str] = set()
        votes: Counter[str] = Counter()
        likeness: defaultdict[str, float] = defaultdict(float)
        for other in neighbours:
            story_id, relation = self._story_of[other.article_id], relations[other.article_id]
            if relation is None:
                votes[story_id] -= 1
            elif relation.kind in COPIES:
                copied.add(story_id)
            else:
                votes[story_id] += 1
                likeness[story_id] = max(likeness[story_id], relation.similarity)
        if copied:
            oldest, *others = sorted(copied, key=lambda story_id: (self._stories[story_id].started_at, story_id))
            return oldest, tuple(others)
        reach = timedelta(hours=self._rules.story_hours)
        accounts = [
            story_id
            for story_id in likeness
            # Like one article is not enough: stories of a busy week would grow together link by link.
            if votes[story_id] >= 0 and abs(fingerprint.happened_at - self._stories[story_id].started_at) <= reach
        ]
        if accounts:
            return max(accounts, key=lambda story_id: (likeness[story_id], story_id)), ()
        return story_id_of(fingerprint.article_id), ()
