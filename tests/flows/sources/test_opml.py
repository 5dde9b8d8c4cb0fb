"""Lists of feeds come in from feed readers and go out to them; what is no list, or no feed, is named."""

import tomllib
from pathlib import Path

import pytest

from flows.errors import InputFileError
from flows.settings import FeedSettings, FeedsSettings
from flows.sources.opml import append_feeds, as_toml, read_opml, write_opml

KNOWN = FeedSettings(
    id="moonwire", url="https://moonwire.example/feed.xml", outlet="Moonwire Daily", domain="moonwire.example"
)
LIST = """<?xml version="1.0"?><opml version="2.0"><head><title>mine</title></head><body>
<outline text="Markets">
<outline type="rss" text="Moonwire" xmlUrl="https://moonwire.example/feed.xml"/>
<outline type="rss" text="Tide &amp; Book&#8203; &quot;Desk&quot;" xmlUrl="https://www.tidebook.example/rss?a=1&amp;b=2"/>
</outline>
<outline type="rss" text="Moonwire" xmlUrl="https://moonwire.example/markets.xml"/>
<outline type="rss" text="" xmlUrl="http://hodlhorn.example/atom"/>
<outline type="rss" text="Inside" xmlUrl="file:///etc/hostname"/>
</body></opml>"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "feeds.opml"
    path.write_text(text, encoding="utf-8")
    return path


def test_feeds_of_a_list_become_entries_with_ids_of_their_own(tmp_path: Path) -> None:
    found = read_opml(written(tmp_path, LIST), [KNOWN])
    assert [(feed.id, feed.url, feed.outlet, feed.domain) for feed in found.feeds] == [
        ("tide-book-desk", "https://www.tidebook.example/rss?a=1&b=2", 'Tide & Book "Desk"', "tidebook.example"),
        ("moonwire-2", "https://moonwire.example/markets.xml", "Moonwire", "moonwire.example"),
        ("hodlhorn-example", "http://hodlhorn.example/atom", "hodlhorn.example", "hodlhorn.example"),
    ]
    assert found.n_known == 1
    assert [problem.item for problem in found.problems] == ["file:///etc/hostname"]


def test_printed_entries_are_read_back_as_they_were(tmp_path: Path) -> None:
    feeds = read_opml(written(tmp_path, LIST), [KNOWN]).feeds
    assert FeedsSettings.model_validate(tomllib.loads(as_toml(feeds))).feeds == feeds


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    feeds = read_opml(written(tmp_path, LIST), [KNOWN]).feeds
    write_opml(tmp_path / "out.opml", [KNOWN, *feeds])
    again = read_opml(tmp_path / "out.opml", [])
    assert [feed.url for feed in again.feeds] == [KNOWN.url, *(feed.url for feed in feeds)]
    assert [feed.outlet for feed in again.feeds] == [KNOWN.outlet, *(feed.outlet for feed in feeds)]


def test_entries_are_appended_only_to_a_file_that_stays_sound(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(f"# ours\n\n{as_toml([KNOWN])}", encoding="utf-8")
    feeds = read_opml(written(tmp_path, LIST), [KNOWN]).feeds
    append_feeds(path, feeds)
    assert FeedsSettings.model_validate(tomllib.loads(path.read_text())).feeds == (KNOWN, *feeds)
    path.write_text("feeds = []\n", encoding="utf-8")
    with pytest.raises(InputFileError, match="cannot append 3 feeds"):
        append_feeds(path, feeds)
    assert path.read_text() == "feeds = []\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html><body>no list</body></html>",
        '<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/hostname">]><opml version="2.0"><body>&x;</body></opml>',
        '<opml version="2.0">' + "<outline>" * 200_000,
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputFileError, match=r"feeds\.opml"):
        read_opml(written(tmp_path, text), [])
