"""The commands of docs/how_to/real_data.md on the real articles and market files that NEWSTAPE_CORPUS points to."""

import json
import shutil

import pytest

from warehouse.connection import open_reader

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

WEEK_END = "2025-07-14T12:00:00+00:00"
ASSETS = {"btc": "BTC", "eth": "ETH", "sol": "SOL", "xrp": "XRP", "doge": "DOGE", "bnb": "BNB"}


def write_articles(corpus, path):
    """Make the JSON lines that the guide makes: text, and what is known of outlet, address and date."""
    with path.open("w", encoding="utf-8") as file:
        for text in sorted((corpus / "gold" / "articles").glob("*.txt")):
            meta = json.loads(text.with_suffix(".meta.json").read_text(encoding="utf-8"))
            record = {
                "id": text.stem,
                "text": text.read_text(encoding="utf-8"),
                "outlet": meta["outlet"],
                "url": meta["url"],
                "published_at": meta["date"],
            }
            file.write(json.dumps(record) + "\n")
    return path


def import_market(newstape, corpus):
    binance, coinglass, hourly = (corpus / "market" / name for name in ("binance", "coinglass", "hourly"))
    for name, ticker in ASSETS.items():
        yield newstape(
            "import", "market", binance / f"{name}-1d.json", "--kind", "candles", "--preset", "binance_klines",
            "--source", "binance", "--venue", "binance", "--symbol", f"{ticker}-USDT", "--ticker", ticker,
            "--timeframe", "1d", "--json",
        )  # fmt: skip
    yield newstape(
        "import", "market", hourly / "BTC_USDT_spot_1h.feather", "--kind", "candles", "--preset", "freqtrade",
        "--source", "binance", "--venue", "binance", "--symbol", "BTC-USDT", "--ticker", "BTC", "--timeframe", "1h",
        "--json",
    )  # fmt: skip
    yield newstape(
        "import", "market", binance / "btc-funding.json", "--kind", "funding_rates", "--preset", "binance_funding",
        "--source", "binance", "--venue", "binance", "--symbol", "BTC-USDT-PERP", "--ticker", "BTC", "--json",
    )  # fmt: skip
    yield newstape(
        "import", "market", binance / "fng.json", "--kind", "fear_greed", "--preset", "alternative_me",
        "--source", "alternative.me", "--json",
    )  # fmt: skip
    yield newstape(
        "import", "market", coinglass / "liquidation_binance_4h_BTC.csv", "--kind", "liquidations",
        "--preset", "coinglass_liquidations", "--source", "coinglass", "--venue", "binance",
        "--symbol", "BTC-USDT-PERP", "--ticker", "BTC", "--timeframe", "4h", "--json",
    )  # fmt: skip
    yield newstape(
        "import", "market", coinglass / "open_interest_agg_BTC.csv", "--kind", "open_interest",
        "--preset", "coinglass_open_interest", "--source", "coinglass", "--venue", "all",
        "--symbol", "BTC-PERP", "--ticker", "BTC", "--timeframe", "4h", "--json",
    )  # fmt: skip
    yield newstape(
        "import", "market", coinglass / "etf_btc_flows_long.csv", "--kind", "etf_flows", "--preset", "etf_flows_long",
        "--source", "coinglass", "--ticker", "BTC", "--json",
    )  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Where the first test that imports the market leaves it for the next one."""
    return tmp_path_factory.mktemp("market") / "warehouse.duckdb"


@pytest.fixture
def tape(newstape, settings, corpus, kept):
    """A warehouse with the market that the guide's commands import."""
    if not kept.exists():
        for result in import_market(newstape, corpus):
            assert result.code == 0, result.err
            assert json.loads(result.out)["steps"][0]["counts"]["new"] > 400
        shutil.copy(settings.main.paths.warehouse, kept)
    shutil.copy(kept, settings.main.paths.warehouse)


def test_real_articles_are_checked_against_the_real_tape(newstape, tape, settings, corpus, tmp_path):
    articles = write_articles(corpus, tmp_path / "articles.jsonl")
    imported = newstape("import", "articles", articles, "--trust-published", "--json")
    assert imported.code == 0, imported.err
    assert json.loads(imported.out)["steps"][0]["counts"]["articles"] == 31

    run = newstape("run", "annotate", "check", "--json")
    assert run.code == 0, run.err
    annotate, check = json.loads(run.out)["steps"]
    assert annotate["counts"]["articles"] == 31
    assert annotate["problems"] == []
    assert check["counts"]["checked"] > 100

    digest = newstape("digest", "--as-of", WEEK_END, "--window-hours", "168", "--json")
    assert digest.code == 0, digest.err
    sections = {section["title"]: section for section in json.loads(digest.out)["sections"]}
    assert len(sections["Stories"]["rows"]) == 4
    assert sections["Figures against the tape"]["rows"]

    with open_reader(settings.main.paths.snapshot) as con:
        verdicts = dict(con.execute("select verdict, count(*) from claim_verdicts group by 1").fetchall())
        undated = con.execute(
            "select distinct verdict from claim_verdicts where published_at is null and published_date is null"
        ).fetchall()
        by_the_day = dict(
            con.execute(
                "select verdict, count(*) from claim_verdicts where published_date is not null group by 1"
            ).fetchall()
        )
    assert verdicts["confirmed"] > 20
    assert set(undated) <= {("untestable",)}
    assert by_the_day["confirmed"] > 0


SEED_PUBLISHED = "2025-02-26T18:00:00+00:00"
"""A day given by the user: the article carries none. On the Tuesday before it the market did fall."""
SEED_KINDS = {
    "price_touched", "price_at", "extreme_since", "moving_average_cross", "liquidation_total", "funding_sign",
    "open_interest_rank", "fear_greed_zone", "etf_flow_streak", "relative_move",
}  # fmt: skip


def import_stocks(newstape, corpus):
    for ticker in ("COIN", "MSTR"):
        columns = [f"--column={ours}={theirs}" for ours, theirs in zip(PRICES, "dohlc", strict=True)]
        yield newstape(
            "import", "market", corpus / "market" / "equities" / f"{ticker}.json", "--kind", "candles",
            "--source", "yahoo", "--venue", "us", "--symbol", ticker, "--ticker", ticker, "--timeframe", "1d",
            *columns, "--option", "records=records", "--option", "time_unit=date",
            "--option", "time_zone=America/New_York", "--option", "session_open=09:30",
            "--option", "session_close=16:00", "--json",
        )  # fmt: skip


PRICES = ("open_time", "open", "high", "low", "close")


def test_every_statement_of_the_seed_article_gets_a_verdict_or_a_reason(newstape, tape, settings, corpus):
    seed = corpus / "gold" / "articles" / "000.txt"
    for result in import_stocks(newstape, corpus):
        assert result.code == 0, result.err
    imported = newstape("import", "articles", seed, "--published-at", SEED_PUBLISHED, "--trust-published", "--json")
    assert imported.code == 0, imported.err
    assert newstape("run", "annotate", "check", "--json").code == 0

    sql = """
        select kind, asset, text, modality, verdict, reason, finding, source, measured_value, coverage
        from claim_verdicts order by start, kind, asset
    """
    with open_reader(settings.main.paths.snapshot) as con:
        rows = con.execute(sql).fetchall()
        conflicts = con.execute("select kind, asset, reason, text, other_text from self_contradictions").fetchall()
    assert {row[0] for row in rows} == SEED_KINDS
    for kind, asset, text, modality, verdict, reason, finding, source, measured, coverage in rows:
        if verdict == "untestable":
            assert reason, (kind, asset, text)
        else:
            assert modality == "reported"
            assert finding, (kind, asset, text)
            assert source, (kind, asset, text)
            assert measured is not None, (kind, asset, text)
            assert coverage is not None, (kind, asset, text)
    found = {(kind, asset): verdict for kind, asset, _, modality, verdict, *_ in rows if modality == "reported"}
    # What anyone can look up: that Tuesday's low was above 86,000 dollars, and funds had lost money for eight sessions.
    assert found["price_touched", "BTC"] == "contradicted"
    assert found["etf_flow_streak", "BTC"] == "confirmed"
    assert [(kind, asset, reason) for kind, asset, reason, *_ in conflicts] == [
        ("extreme_since", "BTC", "two extents for one low")
    ]

    alone = newstape("check", seed, "--published-at", SEED_PUBLISHED, "--json")
    assert alone.code == 0, alone.err
    checked = [
        (row["kind"], row["asset"], row["text"], row["verdict"], row["reason"])
        for row in json.loads(alone.out)["claims"]
    ]
    assert checked == [(kind, asset, text, verdict, reason) for kind, asset, text, _, verdict, reason, *_ in rows]

    search = newstape("check", seed, "--find-date", "--json")
    assert search.code == 0, search.err
    # Its figures fit no day of the tape together, and the search says so instead of naming the least bad one.
    assert json.loads(search.out)["problem"]
