"""Read every article revision that the current models have not read yet."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Self

from spacy.language import Language

from flows.article_rows import article_of, bundle_of, model_key
from flows.settings import Settings
from flows.steps.boilerplate import boilerplate_name, paragraphs_to_leave_out
from flows.steps.report import StepReport
from nlp.annotations import ArticleAnnotations
from nlp.article import Article
from nlp.pipeline import annotate_many, build_pipeline, model_names
from nlp.sentiment.load import load_encoder
from nlp.text.lexicon import load_lexicon
from warehouse.boilerplate import BoilerplateSpanRow, add_boilerplate_spans
from warehouse.connection import open_warehouse
from warehouse.readers import articles_to_annotate
from warehouse.writers import add_annotations

_worker_pipeline: Language | None = None


def annotate_step(settings: Settings, now: datetime, run_id: str) -> StepReport:
    """Annotate in batches. Each batch is stored before the next is read, so a killed run loses one batch at most."""
    pipeline = load_pipeline(settings.assets_file, settings.main.annotate.encoder)
    learning = settings.stories.boilerplate
    model = model_key({**model_names(pipeline), "boilerplate": boilerplate_name(learning)})
    path = settings.main.paths.warehouse
    n_articles = n_mentions = n_claims = 0
    problems: list[str] = []
    with _Reader(settings, pipeline) as read:
        while True:
            with open_warehouse(path) as con:
                rows = articles_to_annotate(con, model, limit=settings.main.annotate.batch_articles)
                left_out = paragraphs_to_leave_out(con, rows, learning)
            if not rows:
                break
            results = read([article_of(row, paragraphs) for row, paragraphs in zip(rows, left_out, strict=True)])
            bundles = [
                bundle_of(row, result, model=model, annotated_at=now) for row, result in zip(rows, results, strict=True)
            ]
            with open_warehouse(path) as con:
                add_boilerplate_spans(
                    con,
                    [
                        BoilerplateSpanRow(
                            annotation_id=bundle.annotation.annotation_id, key=p.key, start=p.start, end=p.end
                        )
                        for bundle, paragraphs in zip(bundles, left_out, strict=True)
                        for p in paragraphs
                    ],
                )
                add_annotations(con, bundles)
            n_articles += len(rows)
            n_mentions += sum(len(r.price_levels) + len(r.liquidations) + len(r.metrics) for r in results)
            n_claims += sum(len(result.claims) for result in results)
            problems += [f"{result.url or result.id}: {result.problem}" for result in results if result.problem]
    counts = {"articles": n_articles, "figures": n_mentions, "claims": n_claims}
    return StepReport(step="annotate", counts=counts, problems=tuple(problems))


def load_pipeline(assets_file: Path, encoder: str) -> Language:
    """Build the reading pipeline that a configuration asks for."""
    return build_pipeline(load_lexicon(assets_file), load_encoder(encoder))


class _Reader:
    """Reads lists of articles, in this process or split over several (docs are never sent between them)."""

    def __init__(self, settings: Settings, pipeline: Language) -> None:
        self._pipeline = pipeline
        self._n_processes = settings.main.annotate.n_processes
        self._arguments = (settings.assets_file, settings.main.annotate.encoder)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        if self._n_processes > 1:
            self._pool = ProcessPoolExecutor(
                self._n_processes, get_context("spawn"), initializer=_start_worker, initargs=self._arguments
            )
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def __call__(self, articles: list[Article]) -> list[ArticleAnnotations]:
        if self._pool is None:
            return list(annotate_many(self._pipeline, articles))
        chunks = list(_chunks(articles, -(-len(articles) // self._n_processes)))
        return [result for chunk in self._pool.map(_read_chunk, chunks) for result in chunk]


def _start_worker(assets_file: Path, encoder: str) -> None:
    global _worker_pipeline
    _worker_pipeline = load_pipeline(assets_file, encoder)


def _read_chunk(articles: list[Article]) -> list[ArticleAnnotations]:
    assert _worker_pipeline is not None, "the worker was not started with _start_worker"
    return list(annotate_many(_worker_pipeline, articles))


def _chunks(articles: list[Article], size: int) -> Iterator[list[Article]]:
    for start in range(0, len(articles), max(1, size)):
        yield articles[start : start + size]
