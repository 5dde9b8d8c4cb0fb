"""Prefect's settings, put into the environment before Prefect is imported.

Prefect reads the environment once, at import. A value that the user has set always wins.
"""

import os
from pathlib import Path


def prepare_prefect(home: Path) -> None:
    """Set what newstape needs of Prefect.

    Args:
        home: Folder for the embedded server's database, unless PREFECT_HOME names another or PREFECT_API_URL a server.
    """
    home.mkdir(parents=True, exist_ok=True)  # Prefect itself makes no parents
    defaults = {
        "PREFECT_HOME": str(home.resolve()),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # with it, "database is locked" tracebacks at the start
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",  # the default of 20 is too short on small machines
        "PREFECT_LOGGING_LEVEL": "WARNING",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
