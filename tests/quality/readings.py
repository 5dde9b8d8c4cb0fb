"""What the reader makes of articles, as `newstape read --jsonl` prints it, for the floors in this folder."""

import json
from collections.abc import Iterable
from pathlib import Path

from nlp.annotations_json import to_json_dict
from nlp.article import Article
from nlp.pipeline import annotate_many, build_pipeline
from nlp.sentiment.load import load_encoder
from nlp.text.lexicon import load_lexicon

ASSETS = Path(__file__).parents[2] / "configs" / "assets.toml"


def articles_of(folder: Path) -> list[Article]:
    """Return the text files of a folder, in the order of their names."""
    return [Article(id=path.stem, text=path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))]


def write_predictions(path: Path, articles: Iterable[Article]) -> Path:
    """Read the articles and write a line for each."""
    pipeline = build_pipeline(load_lexicon(ASSETS), load_encoder("lexicon"))
    lines = (json.dumps(to_json_dict(annotations)) for annotations in annotate_many(pipeline, articles))
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path
