import json
import os
import subprocess
import sys
from pathlib import Path

from tests.flows.loopback import Loopback

ARTICLE = """Bitcoin gives back the week in one morning

Bitcoin slid 6% on Tuesday to $51,200, breaking support at $52,500. Longs worth $310 million were liquidated in 24
hours, according to Coinglass. Traders now eye $50,000.
"""


def write(path, text=ARTICLE):
    path.write_bytes(text.encode())
    return path


def test_jsonl_has_one_line_per_file_with_the_stem_as_id(newstape, tmp_path):
    result = newstape("read", write(tmp_path / "a.txt"), write(tmp_path / "b.txt"), "--jsonl")
    lines = [json.loads(line) for line in result.out.splitlines()]
    assert result.code == 0
    assert [line["id"] for line in lines] == ["a", "b"]


def test_offsets_count_from_the_first_character_of_the_file(newstape, tmp_path):
    text = "🚀 Ether\u200b at $2,400\r\n\r\nIt holds $2,350.\r\n"
    result = newstape("read", write(tmp_path / "a.txt", text), "--jsonl")
    levels = json.loads(result.out)["price_levels"]
    assert [text[level["start"] : level["end"]] for level in levels] == ["$2,400", "$2,350"]


def test_a_given_date_resolves_the_words_of_time(newstape, tmp_path):
    result = newstape("read", write(tmp_path / "a.txt"), "--jsonl", "--published-at", "2025-02-19T09:00:00Z")
    claims = json.loads(result.out)["claims"]
    assert any((claim["time_start"] or "").startswith("2025-02-18") for claim in claims)


def test_a_given_day_dates_what_does_not_hang_on_the_hour(newstape, tmp_path):
    path = write(
        tmp_path / "a.txt", "Ether rises\n\nEther closed at $2,400 on Tuesday. It traded at $2,430 at press time.\n"
    )
    read = json.loads(newstape("read", path, "--jsonl", "--published-at", "2025-02-19").out)
    assert read["published_at"] is None
    starts = {claim["text"]: claim["time_start"] for claim in read["claims"]}
    assert starts["$2,400"].startswith("2025-02-18") and starts["$2,430"] is None


def test_without_a_date_no_interval_is_made_up(newstape, tmp_path):
    result = newstape("read", write(tmp_path / "a.txt"), "--jsonl")
    read = json.loads(result.out)
    assert read["published_at"] is None
    assert {claim["time_start"] for claim in read["claims"]} == {None}


def test_people_see_tables_and_on_request_the_rules(newstape, tmp_path):
    path = write(tmp_path / "a.txt")
    assert "Price levels" in newstape("read", path).out
    assert "rule:" not in newstape("read", path).out
    assert "rule:" in newstape("read", path, "--why").out


def test_the_page_marks_mentions_and_escapes_the_text(newstape, tmp_path):
    path = write(tmp_path / "a.txt", "Ether <script>alert(1)</script> at $2,400\n\nbody\n")
    page = tmp_path / "page.html"
    newstape("read", path, "--html", page)
    html = page.read_text()
    assert "LEVEL ETH" in html
    assert "<script>alert" not in html


def test_an_unreadable_file_is_named_and_the_others_are_read(newstape, tmp_path):
    result = newstape("read", tmp_path / "none.txt", write(tmp_path / "a.txt"), "--jsonl")
    assert result.code == 2
    assert "none.txt" in result.err
    assert json.loads(result.out)["id"] == "a"


def test_binary_and_empty_files_are_refused_with_the_next_step(newstape, tmp_path):
    binary, empty = tmp_path / "b.txt", tmp_path / "e.txt"
    binary.write_bytes(b"\x00\x01\x02" * 100)
    empty.write_bytes(b"")
    result = newstape("read", binary, empty, "--jsonl")
    assert result.code == 2
    assert "b.txt: a binary file" in result.err
    assert "e.txt: the file is empty" in result.err


def test_another_language_is_marked_not_misread(newstape, tmp_path):
    german = (
        "Bitcoin fällt unter 50.000 Dollar\n\nDer Kurs der größten Kryptowährung ist am Dienstag unter die Marke von "
        "50.000 Dollar gefallen. Die Anleger sind nach den jüngsten Verlusten sehr nervös und verkaufen weiter.\n"
    )
    result = newstape("read", write(tmp_path / "de.txt", german), "--jsonl")
    read = json.loads(result.out)
    assert read["language"] == "de"
    assert "English" in read["problem"]
    assert read["price_levels"] == []


def test_a_wrong_date_is_refused(newstape, tmp_path):
    result = newstape("read", write(tmp_path / "a.txt"), "--published-at", "yesterday")
    assert result.code == 2
    assert "'yesterday'" in result.err


def test_an_address_is_fetched_and_read(newstape, settings):
    sentence = (
        "Bitcoin held above $57,000 on Wednesday, and resistance at $61,500 was not tested by the end of the day. "
    )
    with Loopback() as web:
        web.serve(
            "/a", f"<html><head><title>Calm</title></head><body><article><p>{sentence * 4}</p></article></body></html>"
        )
        with (settings.folder / "newstape.toml").open("a", encoding="utf-8") as file:
            file.write(f'\n[http.static_hosts]\n"moonwire.example" = "{web.address}"\n')
        result = newstape("read", "http://moonwire.example/a", "--jsonl")
    assert result.code == 0, result.err
    assert {level["role"] for level in json.loads(result.out)["price_levels"]} >= {"resistance"}


def test_an_address_inside_the_network_is_refused(newstape):
    result = newstape("read", "http://127.0.0.1:9/latest/meta-data", "--jsonl")
    assert result.code == 2
    assert "127.0.0.1" in result.err


def test_folders_and_utf_16_are_refused_with_the_next_step(newstape, tmp_path):
    wide = tmp_path / "wide.txt"
    wide.write_bytes(ARTICLE.encode("utf-16"))
    result = newstape("read", wide, tmp_path, "--jsonl")
    assert result.code == 2
    assert "wide.txt: UTF-16 text; save the file as UTF-8 text" in result.err
    assert "a folder; name the files in it" in result.err


def test_zones_dates_and_pages_that_cannot_be_are_refused_by_name(newstape, tmp_path):
    path = write(tmp_path / "a.txt")
    for option, value in (
        ("--time-zone", "Mars"),
        ("--time-zone", "../../etc/passwd"),
        ("--published-at", "yesterday"),
        ("--published-at", "0001-01-01T00:00:00+14:00"),
        ("--html", tmp_path / "nowhere" / "page.html"),
    ):
        result = newstape("read", path, option, value)
        assert result.code == 2
        assert f"{option} " in result.err and str(value) in result.err


def run(*arguments, **how):
    """The program as a process of its own; the streams are the shell's."""
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *map(str, arguments)], stderr=subprocess.PIPE, timeout=120, **how
    )


def test_a_file_whose_name_is_no_text_is_read(tmp_path):
    path = os.fsencode(tmp_path / "a") + b"\xff.txt"
    Path(os.fsdecode(path)).write_text(ARTICLE)
    result = run(
        "read", "--jsonl", os.fsdecode(path), stdout=subprocess.PIPE, env=os.environ | {"PYTHONIOENCODING": ""}
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout.decode("utf-8"))["id"] == "a\udcff"


def test_an_output_that_is_ascii_full_or_closed_ends_without_a_traceback(tmp_path):
    path = write(tmp_path / "a.txt", "Ether\u2019s price \U0001f680 is $2,400\n\nIt held.\n")
    plain = run("read", "--jsonl", path, stdout=subprocess.PIPE, env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert json.loads(plain.stdout)["headline"] == "Ether\u2019s price \U0001f680 is $2,400"
    with Path("/dev/full").open("w") as full:
        crowded = run("read", path, stdout=full)
    assert (crowded.returncode, crowded.stderr.count(b"\n")) == (2, 1)
    assert b"No space left" in crowded.stderr
    closed = run("read", path, preexec_fn=lambda: os.close(1))
    assert closed.returncode == 2
    assert b"standard output is closed" in closed.stderr
