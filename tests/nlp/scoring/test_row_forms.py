import json
import re
from pathlib import Path

import pytest

from nlp.annotations_json import to_json_dict
from nlp.article import Article
from nlp.pipeline import annotate
from nlp.scoring.row_forms import fault_of_gold, fault_of_prediction

GUIDE = Path(__file__).parents[3] / "docs" / "how_to" / "score_your_own_articles.md"


def test_the_row_of_the_guide_has_the_form_of_a_gold_row():
    (row,) = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", GUIDE.read_text(), re.DOTALL))
    assert fault_of_gold(row) is None
    for kind in ("levels", "liquidations", "metrics"):
        assert all(mention["end"] - mention["start"] == len(mention["text"]) for mention in row[kind])


@pytest.mark.parametrize(
    "text", ["Bitcoin slid 6% to $51,200 and $9 million of longs were liquidated.", "", "Der Kurs"]
)
def test_whatever_the_reader_prints_is_a_prediction(pipeline, text):
    printed = json.loads(json.dumps(to_json_dict(annotate(pipeline, Article(id="x", text=text)))))
    assert fault_of_prediction(printed) is None


@pytest.mark.parametrize("row", [None, 5, [], "x", {}, {"id": None}, {"id": 1.5}])
def test_what_is_no_article_is_no_row(row):
    assert fault_of_gold(row) is not None
    assert fault_of_prediction(row) is not None
