"""What can go wrong in the warehouse.

    WarehouseError
    ├── WarehouseBusyError      another process holds the file (retryable)
    ├── WarehouseMissingError   there is no such file yet
    ├── WarehouseVersionError   the file was written by an older or newer newstape
    ├── WarehouseCorruptError   the file cannot be opened as a warehouse
    ├── MigrationError          a migration was edited, is missing, or failed
    └── QueryError              a user's SQL or a query name is wrong

A message says what happened, with which value, and what to do next.
"""


class WarehouseError(Exception):
    """Base of everything that `warehouse` raises on purpose.

    Attributes:
        retryable: whether doing the same again can help.
    """

    retryable = False


class WarehouseBusyError(WarehouseError):
    """Another process holds the database file."""

    retryable = True


class WarehouseMissingError(WarehouseError):
    """There is no such file yet."""


class WarehouseVersionError(WarehouseError):
    """The file was written by an older or newer newstape."""


class WarehouseCorruptError(WarehouseError):
    """The file cannot be opened as a warehouse."""


class MigrationError(WarehouseError):
    """A migration was edited after it was applied, is missing, or failed."""


class QueryError(WarehouseError):
    """A user's SQL, or the name of a stored query, is wrong."""
