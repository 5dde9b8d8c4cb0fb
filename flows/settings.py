"""The configuration: a folder of TOML files, read once at the top and handed down as frozen records.

`load_settings(folder)` reads `newstape.toml`, `feeds.toml`, `markets.toml`, `claims.toml`, `digest.toml` and
`stories.toml`; the asset list (`assets.toml`) is handed to `nlp.text.lexicon` by path. An unknown key, a missing one or
a value out of range is a `SettingsError` that names file and key. Values may be overridden from the environment:
`NEWSTAPE__PATHS__DATA=/srv/newstape` sets `data` in `[paths]` of `newstape.toml`.
"""

import difflib
import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, TypeVar
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError

from flows.errors import SettingsError
from warehouse.market_rows import MarketKind

ENV_PREFIX = "NEWSTAPE__"
"""Environment variables `NEWSTAPE__TABLE__KEY` override `[table] key` of newstape.toml."""


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"{name!r} is no IANA time zone (for example 'UTC' or 'America/New_York')")
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]
Positive = Annotated[float, Field(gt=0)]
Share = Annotated[float, Field(ge=0, le=1)]


class _Table(BaseModel):
    """A TOML table: every key known, nothing changed after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PathSettings(_Table):
    """Where newstape keeps its data: warehouse, snapshot, raw documents, digests. Relative to the working folder."""

    data: Path

    @property
    def warehouse(self) -> Path:
        """The one file that the writer holds."""
        return self.data / "warehouse.duckdb"

    @property
    def snapshot(self) -> Path:
        """The read-only copy that readers use."""
        return self.data / "snapshot.duckdb"

    @property
    def raw(self) -> Path:
        """Folder of fetched bodies, content-addressed."""
        return self.data / "raw"

    @property
    def digests(self) -> Path:
        """Folder of rendered digests."""
        return self.data / "digests"


class HttpSettings(_Table):
    """Limits of the HTTP client.

    Units: seconds and bytes. `max_inflation` bounds decoded over wire bytes. `allow_hosts` names hosts (`host` or
    `host:port`) that may resolve to private or loopback addresses and use plain http. `static_hosts` maps a host to
    `address:port`, like a hosts file: such a host is not looked up, and counts as allowed.
    """

    user_agent: str
    contact: str = ""
    connect_timeout_seconds: Positive
    deadline_seconds: Positive
    max_wire_bytes: Annotated[int, Field(gt=0)]
    max_body_bytes: Annotated[int, Field(gt=0)]
    max_inflation: Positive
    max_redirects: Annotated[int, Field(ge=0, le=20)]
    max_concurrent: Annotated[int, Field(ge=1, le=256)]
    per_host_interval_seconds: Annotated[float, Field(ge=0)]
    retries: Annotated[int, Field(ge=0, le=10)]
    allow_hosts: tuple[str, ...] = ()
    static_hosts: dict[str, str] = {}


class CollectSettings(_Table):
    """How politely news is collected.

    A feed is asked again after its own rhythm: never sooner than its `poll_minutes`, and after `max_poll_minutes` at
    the latest, unless its server asked for longer. `max_pages` and `max_pages_per_host` are the pages that one run may
    ask for; the rest is left for the next.
    """

    max_poll_minutes: Annotated[float, Field(ge=1)]
    max_pages: Annotated[int, Field(ge=1)]
    max_pages_per_host: Annotated[int, Field(ge=1)]


class RawSettings(_Table):
    """How long fetched bodies are kept; 0 means without limit.

    Bodies unused for more than `keep_days` go, then the longest unused ones until the files are below `max_megabytes`.
    With `keep_needed`, those stay that an article could not be made again without (`newstape replay`).
    """

    keep_days: Annotated[float, Field(ge=0)]
    max_megabytes: Annotated[float, Field(ge=0)]
    keep_needed: bool


class AnnotateSettings(_Table):
    """How articles are read. `encoder` is one of the names that `nlp.sentiment.load.load_encoder` takes."""

    encoder: str
    n_processes: Annotated[int, Field(ge=1, le=64)]
    batch_articles: Annotated[int, Field(ge=1)]


class ScheduleSettings(_Table):
    """When the flows run. Minutes between runs; `digest_time` is a local time in `time_zone`."""

    collect_minutes: Annotated[float, Field(ge=1)]
    market_minutes: Annotated[float, Field(ge=1)]
    annotate_minutes: Annotated[float, Field(ge=1)]
    digest_time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    time_zone: TimeZone
    task_timeout_seconds: Positive
    task_retries: Annotated[int, Field(ge=0, le=10)]


class KeySettings(_Table):
    """Keys of services, from the environment only (`NEWSTAPE__API_KEYS__COINGLASS`)."""

    coinglass: SecretStr | None = None


class MainSettings(_Table):
    """newstape.toml."""

    paths: PathSettings
    http: HttpSettings
    collect: CollectSettings
    raw: RawSettings
    annotate: AnnotateSettings
    schedule: ScheduleSettings
    api_keys: KeySettings = KeySettings()  # "keys" would shadow what makes a mapping of a record


class FeedSettings(_Table):
    """One feed of feeds.toml.

    `time_zone` is the outlet's: "Tuesday" in its articles means Tuesday there. `terms` notes what its terms of use
    say. `is_simulated` marks invented outlets, and everything that comes of them.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")]
    url: str
    outlet: str
    domain: str
    language: str = "en"
    time_zone: TimeZone = "UTC"
    terms: str = ""
    poll_minutes: Annotated[float, Field(ge=1)] = 15
    is_simulated: bool = False


class FeedsSettings(_Table):
    """feeds.toml."""

    feeds: tuple[FeedSettings, ...] = ()


class SeriesSettings(_Table):
    """One market series of markets.toml.

    `provider` names the source of rows; `options` are that provider's own keys (for `file`: path, columns, units,
    zone), which it checks itself. `fallback` names where else to ask while the venue does not deliver, in order, each
    as `VENUE` or `VENUE SYMBOL`; such rows are a series of their own.
    """

    kind: MarketKind
    provider: str
    source: str
    venue: str = ""
    symbol: str = ""
    ticker: str = ""
    timeframe: str = ""
    fallback: tuple[Annotated[str, Field(pattern=r"^\S+( \S+)?$")], ...] = ()
    is_simulated: bool = False
    options: dict[str, Any] = {}


class MarketsSettings(_Table):
    """markets.toml."""

    series: tuple[SeriesSettings, ...] = ()


class ToleranceSettings(_Table):
    """Tolerances of one claim kind, in basis points of the stated figure (or points of an index, or days)."""

    confirmed: Annotated[float, Field(ge=0)]
    near: Annotated[float, Field(ge=0)]
    approximate_factor: Annotated[float, Field(ge=1)] = 1


class ClaimsSettings(_Table):
    """claims.toml: a tolerance per claim kind, and how long data may take to settle."""

    settle_hours: Positive
    tolerances: dict[str, ToleranceSettings]


class GroupingSettings(_Table):
    """Where articles stop being alike; the fields are those of `nlp.stories.relations.StoryRules`."""

    copy_hours: Positive
    story_hours: Positive
    near_similarity: Share
    near_numbers: Share
    template_similarity: Share
    same_score: Share
    echo_novelty: Share
    max_compared: Annotated[int, Field(ge=1)]
    batch_articles: Annotated[int, Field(ge=1)]


class FigureSettings(_Table):
    """Where figures stop being the same; the fields are those of `nlp.stories.figures.FigureRules`."""

    window_hours: Positive
    rounding_percent: Positive
    drift_percent: Positive
    drift_kinds: frozenset[str]
    batch_readings: Annotated[int, Field(ge=1)]


class BoilerplateSettings(_Table):
    """When a repeated paragraph of an outlet is no longer read; one that begins with words of `keep` always is."""

    is_learned: bool
    min_articles: Annotated[int, Field(ge=2)]
    min_days: Annotated[int, Field(ge=1)]
    keep: tuple[str, ...] = ()


class StoriesSettings(_Table):
    """stories.toml."""

    grouping: GroupingSettings
    figures: FigureSettings
    boilerplate: BoilerplateSettings


class DigestSettings(_Table):
    """digest.toml."""

    title: str
    window_hours: Positive
    assets: tuple[str, ...]
    max_stories: Annotated[int, Field(ge=1)]
    max_figures: Annotated[int, Field(ge=1)]


class Settings(_Table):
    """The whole configuration, with the folder it came from."""

    folder: Path
    main: MainSettings
    feeds: tuple[FeedSettings, ...]
    markets: tuple[SeriesSettings, ...]
    claims: ClaimsSettings
    digest: DigestSettings
    stories: StoriesSettings

    @property
    def assets_file(self) -> Path:
        """The asset list of this configuration, or the one that ships with the package."""
        return _own_or_packaged(self.folder, "assets.toml")


def packaged_configs() -> Path:
    """Return the folder of the configuration that ships with the package."""
    import configs

    return Path(configs.__path__[0])


def load_settings(folder: Path) -> Settings:
    """Read a configuration folder.

    Paths, feeds and series are the user's own; where claims.toml, digest.toml, stories.toml or assets.toml is missing,
    the one that ships with the package holds.

    Raises:
        SettingsError: A file is missing or no TOML; a key is unknown, missing or has a wrong value; two feeds share
            an id. The message names file and key.
    """
    if not folder.is_dir():
        raise SettingsError(f"{folder}: no such configuration folder; name one with --config or copy the packaged one")
    main = _read(folder / "newstape.toml", MainSettings, override=True)
    feeds = _read(folder / "feeds.toml", FeedsSettings).feeds
    duplicate = next((feed.id for i, feed in enumerate(feeds) if feed.id in {f.id for f in feeds[:i]}), None)
    if duplicate:
        raise SettingsError(f"{folder / 'feeds.toml'}: two feeds are called {duplicate!r}; ids must differ")
    return Settings(
        folder=folder,
        main=main,
        feeds=feeds,
        markets=_read(folder / "markets.toml", MarketsSettings).series,
        claims=_read(_own_or_packaged(folder, "claims.toml"), ClaimsSettings),
        digest=_read(_own_or_packaged(folder, "digest.toml"), DigestSettings),
        stories=_read(_own_or_packaged(folder, "stories.toml"), StoriesSettings),
    )


def _own_or_packaged(folder: Path, name: str) -> Path:
    own = folder / name
    return own if own.exists() else packaged_configs() / name


_Model = TypeVar("_Model", bound=_Table)


def _read(path: Path, model: type[_Model], *, override: bool = False) -> _Model:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(f"{path}: file is missing; copy it from the packaged configs folder") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: not readable as TOML: {error}") from error
    if override:
        if "api_keys" in values:
            raise SettingsError(
                f"{path}: [api_keys] do not belong into a file; set {ENV_PREFIX}API_KEYS__NAME in the environment"
            )
        _apply_environment(values, dict(os.environ))
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise SettingsError(_explain(path, model, error)) from error


def _apply_environment(values: dict[str, Any], environment: dict[str, str]) -> None:
    for name, value in sorted(environment.items()):
        if name.startswith(ENV_PREFIX):
            *tables, key = name.removeprefix(ENV_PREFIX).lower().split("__")
            table = values
            for part in tables:
                table = table.setdefault(part, {})
            table[key] = value


def _explain(path: Path, model: type[BaseModel], error: ValidationError) -> str:
    lines = []
    for problem in error.errors():
        key = ".".join(str(part) for part in problem["loc"])
        if problem["type"] == "missing":
            lines.append(f"{path}: {key} is missing; add it")
        elif problem["type"] == "extra_forbidden":
            lines.append(f"{path}: unknown key {key}{_closest(model, problem['loc'])}")
        else:
            lines.append(f"{path}: {key} = {problem['input']!r}: {problem['msg']}")
    return "\n".join(lines)


def _closest(model: type[BaseModel], location: tuple[int | str, ...]) -> str:
    """Suggest the known key nearest to a misspelt one."""
    known = _keys(model)
    match = difflib.get_close_matches(str(location[-1]), known, n=1)
    return f"; did you mean {match[0]!r}?" if match else "; remove it"


def _keys(model: type[BaseModel]) -> list[str]:
    keys: list[str] = []
    for name, field in model.model_fields.items():
        keys.append(name)
        for candidate in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(candidate, type) and issubclass(candidate, BaseModel):
                keys.extend(_keys(candidate))
    return keys
