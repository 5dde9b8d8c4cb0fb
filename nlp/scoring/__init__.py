"""How well articles are read: predictions against a gold file."""

from nlp.scoring.report import ScoreReport, render_errors, render_scores, score_files

__all__ = ["ScoreReport", "render_errors", "render_scores", "score_files"]
