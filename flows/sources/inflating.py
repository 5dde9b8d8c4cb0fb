"""Takes a response body in piece by piece, decodes it, and stops at the caps of the configuration.

The transport delivers raw bytes, so that a small body which unpacks to gigabytes is stopped while it unpacks.
"""

import zlib

from flows.errors import FetchError
from flows.settings import HttpSettings

ACCEPT_ENCODING = "gzip, deflate"
"""What is asked for. Not brotli: its Python decoders cannot be told to stop after so many bytes."""

INFLATION_FLOOR_BYTES = 1_000_000
"""Below this size a body is harmless, however well it was packed."""

STEP_BYTES = 1_000_000
"""The caps are looked at after every so many unpacked bytes."""

GZIP_START = b"\x1f"


class BodyReader:
    """Collects one body.

    Args:
        url: For messages.
        encoding: The response's Content-Encoding header.
        settings: The caps.

    Raises:
        FetchError: An encoding that was not asked for, here or more than one at once.
    """

    def __init__(self, url: str, encoding: str, settings: HttpSettings) -> None:
        self._url = url
        self._settings = settings
        self._encoding = encoding.strip().lower().removeprefix("x-")
        self._body = bytearray()
        self._n_wire = 0
        self._decoder: zlib._Decompress | None = None
        if self._encoding not in {"", "identity", "gzip", "deflate"}:
            raise FetchError(f"{url}: content encoding {encoding!r} was not asked for", reason="content_encoding")

    def feed(self, chunk: bytes) -> None:
        """Take in the next bytes of the wire.

        Raises:
            FetchError: The body is too large, packed too tightly, or broken.
        """
        self._n_wire += len(chunk)
        if self._n_wire > self._settings.max_wire_bytes:
            raise self._error(f"more than {self._settings.max_wire_bytes} bytes (http.max_wire_bytes)", "too_large")
        if self._encoding in {"", "identity"}:
            self._add(chunk)
        else:
            self._inflate(chunk)

    def finish(self) -> bytes:
        """Return the whole body.

        Raises:
            FetchError: The packed stream ended early.
        """
        if self._decoder is not None and not self._decoder.eof:
            self._add(self._decoder.flush())
            if not self._decoder.eof:
                raise self._error("the packed body ends early", "incomplete", retryable=True)
        return bytes(self._body)

    def _inflate(self, data: bytes) -> None:
        while data:
            if self._decoder is None:
                self._decoder = zlib.decompressobj(self._window(data))
            elif self._decoder.eof:
                if self._encoding != "gzip" or data[:1] != GZIP_START:
                    return  # some servers pad the end
                self._decoder = zlib.decompressobj(self._window(data))
            try:
                self._add(self._decoder.decompress(data, STEP_BYTES))
            except zlib.error as error:
                raise self._error(f"broken {self._encoding} data: {error}", "content_encoding") from error
            data = self._decoder.unused_data or self._decoder.unconsumed_tail

    def _window(self, data: bytes) -> int:
        if self._encoding == "gzip":
            return 16 + zlib.MAX_WBITS
        # "deflate" should be a zlib stream (its first byte is 0x?8), but some servers send the bare one.
        return zlib.MAX_WBITS if data[0] & 0x0F == 8 else -zlib.MAX_WBITS

    def _add(self, data: bytes) -> None:
        self._body += data
        size = len(self._body)
        if size > self._settings.max_body_bytes:
            raise self._error(f"more than {self._settings.max_body_bytes} bytes (http.max_body_bytes)", "too_large")
        if size > INFLATION_FLOOR_BYTES and size > self._n_wire * self._settings.max_inflation:
            raise self._error(f"unpacks to over {self._settings.max_inflation:g} times its size", "inflation")

    def _error(self, what: str, reason: str, *, retryable: bool = False) -> FetchError:
        return FetchError(f"{self._url}: {what}", reason=reason, retryable=retryable)
