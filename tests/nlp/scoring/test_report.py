import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.errors import GoldFileError
from nlp.scoring import render_errors, render_scores, score_files
from nlp.scoring.measures import Counts, agreement_of


def level(start, price, *, role="spot", asset="BTC", **extra):
    return {
        "text": f"${price}", "start": start, "end": start + 6, "asset": asset, "low": price, "high": price,
        "currency": "USD", "role": role,
    } | extra  # fmt: skip


def read_level(start, price, *, role="spot", asset="BTC", currency="USD"):
    return {
        "text": f"${price}", "start": start, "end": start + 6, "asset": asset, "price_low": price, "price_high": price,
        "currency": currency, "role": role,
    }  # fmt: skip


def gold_row(**parts):
    return {
        "id": "a", "levels": [], "liquidations": [], "metrics": [], "events": [],
        "sentiment": {"overall": "neutral", "per_asset": {}},
    } | parts  # fmt: skip


@pytest.fixture
def score(tmp_path):
    def run(gold, predictions):
        gold_file, prediction_file = tmp_path / "gold.jsonl", tmp_path / "read.jsonl"
        gold_file.write_text("".join(json.dumps(row) + "\n" for row in gold))
        prediction_file.write_text("".join(json.dumps(row) + "\n" for row in predictions))
        return score_files(gold_file, prediction_file)

    return run


def counts(report, measure):
    found = report.parts["articles"].counts[measure]
    return found.n_right, found.n_extra, found.n_missed


def test_a_right_value_with_a_wrong_role_counts_for_the_value_only(score):
    report = score(
        [gold_row(levels=[level(0, 900, role="support")])],
        [{"id": "a", "price_levels": [read_level(0, 900, role="target")]}],
    )
    assert counts(report, "level_value") == (1, 0, 0)
    assert counts(report, "level_asset") == (1, 0, 0)
    assert counts(report, "level_asset_role") == (0, 1, 1)
    assert report.parts["articles"].role_confusion == {"support->target": 1}


def test_an_ambiguous_role_is_right_whatever_was_read(score):
    report = score(
        [gold_row(levels=[level(0, 900, role="support", role_ambiguous=True)])],
        [{"id": "a", "price_levels": [read_level(0, 900, role="spot")]}],
    )
    assert counts(report, "level_asset_role") == (1, 0, 0)


def test_the_same_number_elsewhere_is_extra_and_missed(score):
    report = score([gold_row(levels=[level(0, 900)])], [{"id": "a", "price_levels": [read_level(50, 900)]}])
    assert counts(report, "level_value") == (0, 1, 1)


def test_a_level_in_another_currency_is_another_level(score):
    report = score(
        [gold_row(levels=[level(0, 900)])], [{"id": "a", "price_levels": [read_level(0, 900, currency="EUR")]}]
    )
    assert counts(report, "level_value") == (0, 1, 1)


def test_each_gold_mention_is_found_once(score):
    report = score(
        [gold_row(levels=[level(0, 900)])],
        [{"id": "a", "price_levels": [read_level(0, 900), read_level(2, 900)]}],
    )
    assert counts(report, "level_value") == (1, 1, 0)


def test_stock_prices_neither_help_nor_hurt(score):
    report = score(
        [gold_row(levels=[level(0, 900), level(20, 250, asset="COIN"), level(40, 90, asset="XAU")])],
        [
            {
                "id": "a",
                "price_levels": [
                    read_level(0, 900),
                    read_level(20, 250, asset="COIN"),
                    read_level(60, 7, asset="TSLA"),
                ],
            }
        ],
    )
    assert counts(report, "level_value") == (1, 0, 0)


def test_ignored_mentions_are_ignored_on_both_sides(score):
    report = score([gold_row(levels=[level(0, 900, ignore=True)])], [{"id": "a", "price_levels": [read_level(0, 901)]}])
    assert counts(report, "level_value") == (0, 0, 0)


def test_liquidations_need_side_asset_and_window_to_be_full(score):
    gold = {"text": "$5M", "start": 0, "end": 3, "amount_usd": 5e6, "side": "long", "asset": "ALL", "window_hours": 24}
    read = {"text": "$5M", "start": 0, "end": 3, "amount_usd": 5000000, "position_side": "long", "asset": "ALL"}
    right = score([gold_row(liquidations=[gold])], [{"id": "a", "liquidations": [read | {"window_hours": 24.0}]}])
    wrong = score([gold_row(liquidations=[gold])], [{"id": "a", "liquidations": [read | {"window_hours": None}]}])
    assert counts(right, "liquidation_full") == (1, 0, 0)
    assert counts(wrong, "liquidation_amount") == (1, 0, 0)
    assert counts(wrong, "liquidation_full") == (0, 1, 1)


def test_metrics_match_by_kind_and_value_and_unknown_kinds_are_no_errors(score):
    gold = {
        "text": "5%",
        "start": 0,
        "end": 2,
        "kind": "percent_change",
        "value": 5.0,
        "direction": "up",
        "asset": "ETH",
    }
    read = {
        "text": "5%",
        "start": 0,
        "end": 2,
        "kind": "percent_change",
        "value": 5,
        "direction": "down",
        "asset": "ETH",
    }
    extra = [
        {"start": 9, "end": 11, "kind": "rsi", "value": 70},
        {"start": 20, "end": 22, "kind": "volume", "value": 1},
    ]
    report = score([gold_row(metrics=[gold])], [{"id": "a", "metrics": [read, *extra]}])
    assert counts(report, "metric_value") == (1, 1, 0)
    assert counts(report, "metric_full") == (0, 2, 1)


def test_a_statement_without_a_number_matches_any_value(score):
    gold = {"text": "thin", "start": 0, "end": 4, "kind": "volume", "value": None, "direction": "low", "asset": "BTC"}
    read = {"text": "thin", "start": 0, "end": 9, "kind": "volume", "value": 7, "direction": "low", "asset": "BTC"}
    report = score([gold_row(metrics=[gold])], [{"id": "a", "metrics": [read]}])
    assert counts(report, "metric_full") == (1, 0, 0)


def test_events_outside_the_list_are_no_errors(score):
    report = score(
        [gold_row(events=["macro", "other"])],
        [{"id": "a", "events": [{"kind": "macro"}, {"kind": "halving"}, {"kind": "hack"}]}],
    )
    assert counts(report, "event") == (1, 1, 0)


def test_an_article_without_a_prediction_is_missed_and_named(score):
    report = score([gold_row(levels=[level(0, 900)])], [])
    assert counts(report, "level_value") == (0, 0, 1)
    assert report.absent == ("a",)
    assert "no prediction for 1 articles: a" in render_scores(report)


def test_machine_summaries_are_scored_apart(score, tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "b.meta.json").write_text('{"machine_summary": true}')
    report = score([gold_row(levels=[level(0, 900)]), gold_row(id="b", levels=[level(0, 800)])], [])
    assert [part.counts["level_value"].n_missed for part in report.parts.values()] == [1, 1]
    assert list(report.parts) == ["articles", "machine_summaries"]


def test_errors_name_article_span_and_difference(score):
    report = score(
        [gold_row(levels=[level(0, 900, role="high"), level(20, 700)])],
        [{"id": "a", "price_levels": [read_level(0, 900)], "sentiment": {"label": "neutral"}}],
    )
    assert render_errors(report).splitlines() == [
        "a level differs '$900' expected BTC/high got BTC/spot",
        "a level missed '$700' expected BTC/spot",
    ]


@pytest.mark.parametrize("content", ["[]\n", "{broken\n", '{"levels": []}\n'])
def test_a_file_of_another_form_says_which_line(tmp_path, content):
    path = tmp_path / "gold.jsonl"
    path.write_text(content)
    with pytest.raises(GoldFileError, match="line 1"):
        score_files(path, path)


SIX_PERCENT = {"text": "6%", "start": 0, "end": 2, "kind": "percent_change", "value": 6, "asset": "BTC"}
FIVE_MILLION = {"text": "$5M", "start": 0, "end": 3, "amount_usd": 5e6, "side": "long", "asset": "ALL"}
BROKEN_GOLD = [
    ({"levels": None}, "levels: Input should be a valid list, not None"),
    ({"levels": [level(0, 900) | {"start": "0"}]}, "levels.0.start: Input should be a valid integer, not '0'"),
    ({"levels": [level(9, 900) | {"end": 9}]}, "levels.0: end 9 is not behind start 9"),
    ({"levels": [level(0, 900) | {"low": float("nan")}]}, "levels.0.low: Input should be a finite number"),
    ({"levels": [{"ignore": True, "start": 4}]}, "levels.0.end: Field required"),
    ({"metrics": [5]}, "metrics.0: an object is needed, not 5"),
    ({"events": [{"kind": "hack"}]}, "events.0: Input should be 'liquidation_cascade', "),
    ({"events": ["crash"]}, "events.0: Input should be 'liquidation_cascade', "),
    ({"levels": [level(0, 900, role="suport")]}, "levels.0.role: Input should be 'support', "),
    ({"levels": [level(0, 900) | {"low": 901}]}, "levels.0: low 901 is above high 900"),
    ({"metrics": [SIX_PERCENT | {"kind": "percents"}]}, "metrics.0.kind: Input should be 'funding_rate', "),
    ({"metrics": [SIX_PERCENT | {"direction": "sideways"}]}, "metrics.0.direction: Input should be 'up', "),
    ({"liquidations": [FIVE_MILLION | {"side": "longs"}]}, "liquidations.0.side: Input should be 'long', "),
    ({"sentiment": {"overall": "sad", "per_asset": {}}}, "sentiment.overall: Input should be 'bearish', "),
    ({"sentiment": "bearish"}, "sentiment: an object is needed, not 'bearish'"),
    ({}, "a second row for the article 'a'"),
]


@pytest.mark.parametrize(("parts", "reason"), BROKEN_GOLD)
def test_a_broken_gold_row_is_named_and_the_others_are_scored(score, parts, reason):
    rows = [gold_row(levels=[level(0, 900)]), gold_row(**({"id": "b"} if parts else {}) | parts)]
    report = score(rows, [{"id": "a", "price_levels": [read_level(0, 900)]}])
    assert counts(report, "level_value") == (1, 0, 0)
    (broken,) = report.broken
    assert f"gold.jsonl, line 2: {reason}" in broken


@pytest.mark.parametrize(("kind", "mention"), [("metrics", SIX_PERCENT), ("liquidations", FIVE_MILLION)])
def test_a_direction_and_a_window_may_be_left_out(score, kind, mention):
    assert score([gold_row(**{kind: [mention]})], [{"id": "a"}]).broken == ()


@pytest.mark.parametrize(
    "parts",
    [
        {"price_levels": None},
        {"price_levels": [{"start": 0, "end": 5}]},
        {"sentiment": "bearish"},
        {"events": ["hack"]},
    ],
)
def test_a_broken_prediction_is_named_and_counts_as_none(score, parts):
    report = score([gold_row(levels=[level(0, 900)]), gold_row(id="b")], [{"id": "a"} | parts, {"id": "b"}])
    assert report.absent == ("a",)
    assert "read.jsonl, line 1: " in report.broken[0]


def test_what_an_unreadable_article_left_is_a_prediction(score):
    report = score([gold_row()], [{"id": "a", "problem": "not English (de)", "price_levels": [], "sentiment": None}])
    assert (report.broken, report.absent) == ((), ())


def test_line_separators_and_a_byte_order_mark_are_no_line_ends(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text("\ufeff" + json.dumps(gold_row(note="one\u2028two"), ensure_ascii=False) + "\r\n", encoding="utf-8")
    assert score_files(path, path).broken == ()


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe[\x00", b"caf\xe9", b"[" * 100_000, b"\x00\x01"])
def test_a_file_without_any_gold_row_is_refused(tmp_path, content):
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    with pytest.raises(GoldFileError, match=r"gold\.jsonl"):
        score_files(path, path)


def test_a_broken_description_of_an_article_is_named(score, tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.meta.json").write_text("[1]")
    with pytest.raises(GoldFileError, match=r"a\.meta\.json"):
        score([gold_row(), gold_row(id="x" * 5000), gold_row(id="\0")], [])


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(GoldFileError, match="nowhere"):
        score_files(tmp_path / "nowhere.jsonl", tmp_path / "nowhere.jsonl")


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
def test_f1_lies_between_precision_and_recall(n_right, n_extra, n_missed):
    found = Counts(n_right, n_extra, n_missed)
    low, high = sorted((found.precision, found.recall))
    assert low - 1e-12 <= found.f1 <= high + 1e-12


def test_agreement_counts_classes_that_nobody_uses_as_right():
    found = agreement_of([("bullish", "bullish"), ("bearish", "bullish")])
    assert found.accuracy == 0.5
    assert found.macro_f1 == pytest.approx((0.0 + 1.0 + 2 / 3) / 3)
