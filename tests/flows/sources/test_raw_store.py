"""Bodies are kept whole, once, under the name of their content."""

import gzip
from pathlib import Path

import pytest

from flows.errors import InputFileError
from flows.sources.raw_store import keep_body, read_body


def test_body_comes_back_as_it_was(tmp_path: Path) -> None:
    body = bytes(range(256)) * 10
    assert read_body(tmp_path, keep_body(tmp_path, body).document_id) == body


def test_same_body_is_kept_once_and_its_file_is_not_touched_again(tmp_path: Path) -> None:
    keys = {keep_body(tmp_path, b"<rss/>").document_id for _ in range(3)}
    assert len(keys) == 1
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_file_is_the_same_bytes_whenever_it_is_made(tmp_path: Path) -> None:
    for name in ("a", "b"):
        keep_body(tmp_path / name, b"<rss/>")
    first, second = (path.read_bytes() for path in sorted(tmp_path.rglob("*.gz")))
    assert first == second


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "0" * 63, "G" * 64])
def test_key_that_is_no_key_reaches_no_file(tmp_path: Path, key: str) -> None:
    with pytest.raises(InputFileError, match="no document id"):
        read_body(tmp_path, key)


def test_damaged_or_exchanged_file_is_noticed(tmp_path: Path) -> None:
    key = keep_body(tmp_path, b"<rss/>").document_id
    (path,) = tmp_path.rglob("*.gz")
    path.write_bytes(gzip.compress(b"something else"))
    with pytest.raises(InputFileError, match="does not hold"):
        read_body(tmp_path, key)
    path.write_bytes(path.read_bytes()[:9])
    with pytest.raises(InputFileError, match="cannot be read"):
        read_body(tmp_path, key)
    with pytest.raises(InputFileError, match="cannot be read"):
        read_body(tmp_path, "0" * 64)
