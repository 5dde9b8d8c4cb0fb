"""The commands of docs/how_to/real_data.md on the real articles and market files that NEWSTAPE_CORPUS points to."""

import json

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


def test_real_articles_are_checked_against_the_real_tape(newstape, settings, corpus, tmp_path):
    articles = write_articles(corpus, tmp_path / "articles.jsonl")
    imported = newstape("import", "articles", articles, "--trust-published", "--json")
    assert imported.code == 0, imported.err
    assert json.loads(imported.out)["steps"][0]["counts"]["articles"] == 31
    for result in import_market(newstape, corpus):
        assert result.code == 0, result.err
        assert json.loads(result.out)["steps"][0]["counts"]["new"] > 400

    run = newstape("run", "annotate", "check", "--json")
    assert run.code == 0, run.err
    annotate, check = json.loads(run.out)["steps"]
    assert annotate["counts"]["articles"] == 31
    assert annotate["problems"] == []
    assert check["counts"]["checked"] > 100

    digest = newstape("digest", "--as-of", WEEK_END, "--window-hours", "168", "--json")
    assert digest.code == 0, digest.err
    sections = {section["title"]: section for section in json.loads(digest.out)["sections"]}
    assert len(sections["Articles"]["rows"]) == 4
    assert sections["Figures against the tape"]["rows"]

    with open_reader(settings.main.paths.snapshot) as con:
        verdicts = dict(con.execute("select verdict, count(*) from claim_verdicts group by 1").fetchall())
        undated = con.execute("select distinct verdict from claim_verdicts where published_at is null").fetchall()
    assert verdicts["confirmed"] > 20
    assert set(undated) <= {("untestable",)}
