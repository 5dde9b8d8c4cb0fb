"""Files become articles and articles revisions; what is none says so."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.errors import InputFileError
from flows.settings import Settings
from flows.sources.article_files import FileArticle, read_article_file
from flows.sources.article_import import ImportReport, import_articles
from flows.sources.entries import Problem
from warehouse.connection import open_warehouse

NOW = datetime(2024, 8, 6, 12, 0, tzinfo=UTC)
PUBLISHED = datetime(2024, 8, 5, 14, 30, tzinfo=UTC)
TEXT = "Bitcoin slips below support\n\nIt touched $52,400.  \nThen it bounced.\n"
SENTENCE = "Ether stayed between $2,300 and $2,400 for a third day, and desks saw little reason to move. "
PAGE = f"""<html><head><title>Ether goes nowhere</title><meta property="og:title" content="Ether goes nowhere">
<link rel="canonical" href="https://moonwire.example/ether-goes-nowhere">
<meta property="article:published_time" content="2024-08-05T14:30:00Z"></head>
<body><article><p>{SENTENCE * 3}</p>
</article></body></html>"""


def read(path: Path, time_zone: str = "America/New_York") -> list[FileArticle | Problem]:
    return list(read_article_file(path, time_zone=time_zone, now=NOW))


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def lines(path: Path, *records: Any) -> Path:
    return write(path, "\n".join(json.dumps(record) for record in records) + "\n")


def test_text_file_is_taken_to_the_character(tmp_path: Path) -> None:
    (article,) = read(write(tmp_path / "btc.txt", TEXT))
    assert isinstance(article, FileArticle)
    assert (article.text, article.headline, article.key) == (TEXT, "Bitcoin slips below support", "btc")
    assert (article.published_at, article.url, article.body_source) == (None, None, "file")


def test_saved_page_gives_its_article_address_and_time(tmp_path: Path) -> None:
    (article,) = read(write(tmp_path / "eth.html", PAGE))
    assert isinstance(article, FileArticle)
    assert article.text.startswith("Ether goes nowhere\n\nEther stayed between")
    assert (article.published_at, article.body_source) == (PUBLISHED, "page")


def test_json_lines_are_articles_and_bad_lines_are_named_by_number(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "archive.jsonl",
        {"headline": "One", "body": "First body.", "url": "https://a.example/1?utm_source=x", "outlet": "Tidebook",
         "published_at": "2024-08-05T10:30:00", "authors": "Desk"},
        {"text": "Two\n\nSecond body.", "id": "two"},
        ["no object"],
        {"url": "https://a.example/3"},
        {"text": 7},
    )  # fmt: skip
    path.write_bytes(path.read_bytes() + b"{broken\n\n\xff\xfe\n")
    one, two, *problems = read(path)
    assert one == FileArticle(
        item=f"{path}:1", key="One\n\nFirst body.", headline="One", text="One\n\nFirst body.", url="https://a.example/1",
        outlet="Tidebook", authors=("Desk",), published_raw="2024-08-05T10:30:00", published_at=PUBLISHED,
        published_note="no_zone",
    )  # fmt: skip
    assert isinstance(two, FileArticle) and (two.key, two.headline) == ("two", "Two")
    assert [(p.item, p.reason) for p in problems if isinstance(p, Problem)] == [
        (f"{path}:{number}", "bad_line") for number in (3, 4, 5, 6, 8)
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b" \n", "empty"),
        ("empty.jsonl", b"", "empty"),
        ("binary.txt", b"PK\x03\x04\x00\x00", "binary"),
        ("latin.txt", "Zürich".encode("latin-1"), "not UTF-8"),
        ("huge.txt", b"x" * 6_000_000, "larger"),
        ("wall.html", b"<html><title>Just a moment...</title></html>", "bot_wall"),
        ("saved.html", b"%PDF-1.7", "not_html"),
    ],
)
def test_file_that_is_no_article_is_named_with_the_next_step(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = write(tmp_path / name, content)
    with pytest.raises(InputFileError, match=words) as caught:
        read(path)
    assert name in str(caught.value) and ";" in str(caught.value)


def test_missing_file_and_folder_in_place_of_a_file_are_named(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "nowhere.txt", "cannot be read"), (tmp_path, "a folder; name the files in it")):
        with pytest.raises(InputFileError, match=words):
            read(path)


@pytest.fixture
def con(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(settings.main.paths.warehouse) as connection:
        yield connection


def load(con: duckdb.DuckDBPyConnection, *paths: Path, now: datetime = NOW, **options: Any) -> ImportReport:
    values = {"outlet": "Moonwire", "time_zone": "America/New_York"} | options
    return import_articles(con, paths, now=now, run_id=f"run-{now:%d}", **values)


def rows(con: duckdb.DuckDBPyConnection, columns: str, table: str = "article_revisions") -> list[tuple[Any, ...]]:
    return con.execute(f"select {columns} from {table} order by all").fetchall()


def test_import_stores_text_as_it_is_and_seen_now(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    report = load(con, write(tmp_path / "btc.txt", TEXT), published_at=PUBLISHED)
    assert report.counts == {
        "files": 1,
        "articles": 1,
        "revisions": 0,
        "unchanged": 0,
        "without_time": 0,
        "rejected": 0,
    }
    columns = "headline, text, outlet, published_at, available_at, available_basis, body_source, time_zone, revision"
    assert rows(con, columns) == [
        ("Bitcoin slips below support", TEXT, "Moonwire", PUBLISHED, NOW, "seen", "file", "America/New_York", 1)
    ]


def test_archive_may_declare_when_its_articles_were_to_be_had(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = lines(
        tmp_path / "a.jsonl",
        {"id": "1", "text": "Dated\n\nBody.", "published_at": "2024-08-05T14:30:00Z"},
        {"id": "2", "text": "Undated\n\nBody."},
    )
    load(con, path, trust_published=True)
    assert rows(con, "headline, available_at, available_basis") == [
        ("Dated", PUBLISHED, "declared"),
        ("Undated", NOW, "seen"),
    ]


def test_correction_of_an_archive_was_not_to_be_had_before_it_came(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = write(tmp_path / "btc.txt", TEXT)
    load(con, path, published_at=PUBLISHED, trust_published=True)
    write(path, TEXT.replace("$52,400", "$52,900"))
    later = NOW + timedelta(days=1)
    report = load(con, path, published_at=PUBLISHED, trust_published=True, now=later)
    assert report.counts["revisions"] == 1
    assert rows(con, "revision, available_at, available_basis, revised_at") == [
        (1, PUBLISHED, "declared", None),
        (2, later, "seen", later),
    ]


def test_importing_twice_changes_nothing(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write(tmp_path / "in" / "2024" / "btc.txt", TEXT)
    write(tmp_path / "in" / "2023" / "btc.txt", TEXT.replace("slips", "slipped"))
    write(tmp_path / "in" / "eth.html", PAGE)
    lines(tmp_path / "in" / "more.jsonl", {"text": "Three\n\nBody."}, {"text": "Four\n\nBody."})
    assert load(con, tmp_path / "in").counts["articles"] == 5
    before = rows(con, "*")
    report = load(con, tmp_path / "in", now=NOW + timedelta(days=1))
    assert (report.counts["articles"], report.counts["unchanged"]) == (0, 5)
    assert rows(con, "*") == before


def test_bad_files_are_rejected_and_the_good_ones_imported(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write(tmp_path / "in" / "good.txt", TEXT)
    write(tmp_path / "in" / "empty.txt", "")
    write(tmp_path / "other" / "good.txt", "Another\n\nText.")
    lines(tmp_path / "in" / "x.jsonl", {"text": "Five\n\nBody.", "published_at": "9999-01-01T00:00:00Z"}, [])
    report = load(con, tmp_path / "in", tmp_path / "other" / "good.txt")
    assert [report.counts[name] for name in ("articles", "without_time", "rejected")] == [2, 1, 3]
    reasons = [row[0] for row in rows(con, "reason", "rejections")]
    assert reasons == ["bad_line", "same_name", "time_future", "unreadable"]
    assert any("empty.txt" in line for line in report.reasons)


def test_path_that_does_not_exist_stops_the_import_before_it_begins(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    good = write(tmp_path / "good.txt", TEXT)
    with pytest.raises(InputFileError, match="no such file"):
        load(con, good, tmp_path / "nowhere")
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputFileError, match="holds no article files"):
        load(con, tmp_path / "folder")
    assert rows(con, "*") == []


@pytest.mark.corpus
@pytest.mark.skipif("NEWSTAPE_CORPUS" not in os.environ, reason="NEWSTAPE_CORPUS is unset")
def test_every_article_of_the_gold_set_is_read_to_the_character() -> None:
    paths = sorted(Path(os.environ["NEWSTAPE_CORPUS"], "gold", "articles").glob("*.txt"))
    assert paths
    for path in paths:
        (article,) = read(path)
        assert isinstance(article, FileArticle)
        assert article.text == path.read_bytes().decode("utf-8") and article.headline
