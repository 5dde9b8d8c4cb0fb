"""The version of the rules: a digest of the code and word lists that decide what is read, beside `pipeline`.

Stored annotations are looked up by the names of what read them. The asset list and the models have names of their own;
rules are code, and a changed rule must read stored articles again just the same.
"""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

_NLP = Path(__file__).parent
_PARTS = (
    "*.py",
    "text/*.py",
    "components/*.py",
    "sentiment/aggregate.py",
    "sentiment/labels.py",
    "sentiment/lexicon_encoder.py",
    "sentiment/market_words.py",
    "sentiment/onnx_encoder.py",
    "resources/*.toml",
    "resources/*.npz",
    "resources/sentiment/*.toml",
)
"""What has a say in an annotation; how models are trained, scored and evaluated has none."""


@lru_cache(maxsize=1)
def rules_version() -> str:
    """Name of the rule set with a digest of its files, the same wherever they are installed: `rules-5f3a9c21d0`."""
    return f"rules-{digest_of(_NLP)}"


def digest_of(folder: Path) -> str:
    """Digest of the files of a rule set, by name and content; how lines end does not count."""
    digest = blake2b(digest_size=5)
    for path in _files(folder):
        digest.update(path.relative_to(folder).as_posix().encode())
        content = path.read_bytes()
        digest.update(content if path.suffix == ".npz" else content.replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for part in _PARTS:
        yield from sorted(folder.glob(part))
