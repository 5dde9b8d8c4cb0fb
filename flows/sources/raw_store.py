"""Keeps every fetched body: compressed, named by its content, so that everything after it can be done again."""

import gzip
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from flows.errors import InputFileError


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredBody:
    """A body in the store: its key, and the size of its file in bytes."""

    document_id: str
    n_bytes: int


def document_id(body: bytes) -> str:
    """Return the key of a body: its SHA-256 in hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()


def keep_body(folder: Path, body: bytes) -> StoredBody:
    """Store a body, unless it is there already.

    A file appears whole or not at all, also when the process is killed. The same body makes the same file.
    """
    key = document_id(body)
    path = _path(folder, key)
    if path.exists():
        return StoredBody(document_id=key, n_bytes=path.stat().st_size)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".incoming-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            n_bytes = file.write(gzip.compress(body, mtime=0))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return StoredBody(document_id=key, n_bytes=n_bytes)


def read_body(folder: Path, key: str) -> bytes:
    """Return a stored body.

    Raises:
        InputFileError: There is none under this key, or the file is damaged.
    """
    path = _path(folder, key)
    try:
        body = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, ValueError) as error:
        raise InputFileError(f"{path}: cannot be read: {error}; fetch the document again") from error
    if document_id(body) != key:
        raise InputFileError(f"{path}: does not hold what its name says; delete it and fetch the document again")
    return body


def remove_body(folder: Path, key: str) -> None:
    """Remove a stored body; one that is gone already is no matter.

    Raises:
        InputFileError: The key is none.
    """
    _path(folder, key).unlink(missing_ok=True)


def _path(folder: Path, key: str) -> Path:
    if len(key) != 64 or not set(key) <= set("0123456789abcdef"):
        raise InputFileError(f"{key!r} is no document id; ids are the 64 hexadecimal digits in raw_documents")
    return folder / key[:2] / f"{key}.gz"
