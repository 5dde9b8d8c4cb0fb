"""The provider `web`: what the provider `file` reads, from an address instead of a file."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from pydantic import Field

from flows.errors import InputFileError
from flows.markets.files import TableOptions, TableProvider
from flows.markets.provider import ProviderContext, series_name
from flows.markets.records import read_document
from flows.markets.table_shapes import RawColumns
from flows.markets.web_documents import fetch_document
from flows.settings import SeriesSettings


class WebOptions(TableOptions):
    """Where the document is, and what its rows mean."""

    url: str = Field(pattern=r"^https?://")


class WebProvider(TableProvider[WebOptions]):
    """Fetches the whole document each time; what it revised is seen."""

    options_model = WebOptions

    def __init__(self, context: ProviderContext) -> None:
        super().__init__(context.settings_file)
        self._context = context

    def _raw(self, series: SeriesSettings, options: WebOptions, now: datetime) -> Iterator[RawColumns]:
        host = urlsplit(options.url).netloc
        name = PurePosixPath(urlsplit(options.url).path).name or host

        def read(body: bytes) -> list[RawColumns]:
            parts = list(read_document(name, body, options.shape, file_format=options.format))
            if not any(part.columns.num_rows or part.rejected for part in parts):
                raise InputFileError("it has no rows, though it is fetched whole")
            return parts

        yield from fetch_document(options.url, series_name(series), read, context=self._context, now=now)
