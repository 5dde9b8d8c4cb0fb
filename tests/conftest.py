"""Options and fixtures for the whole suite."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from warehouse.connection import open_warehouse

DURING_THE_CRASH = datetime(2025, 2, 18, 12, tzinfo=UTC)

# An example's wall time says how busy the machine is; what a text may cost is measured in CPU seconds.
settings.register_profile("newstape", deadline=None)
settings.load_profile("newstape")


def pytest_addoption(parser):
    parser.addoption("--benchmark", action="store_true", help="run the measurements in tests/benchmarks")


def pytest_collection_modifyitems(config, items):
    corpus = os.environ.get("NEWSTAPE_CORPUS")
    for item in items:
        if item.get_closest_marker("corpus") and not corpus:
            item.add_marker(pytest.mark.skip(reason="NEWSTAPE_CORPUS is not set"))
        if "benchmarks" in item.path.parts and not config.getoption("--benchmark"):
            item.add_marker(pytest.mark.skip(reason="a measurement; run with --benchmark (make bench)"))


@pytest.fixture
def corpus():
    """Folder of the shared material; tests that use it are marked `corpus`."""
    return Path(os.environ["NEWSTAPE_CORPUS"])


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory):
    """A warehouse that was migrated once, to be copied: making one costs twenty times as much."""
    path = tmp_path_factory.mktemp("warehouse") / "warehouse.duckdb"
    with open_warehouse(path):
        pass
    return path


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory):
    """The settings of a whole sample run, and the reports of its four refreshes.

    They happen the day before the crash, during it (between a first version with a wrong low and its correction), on
    the morning after, and at the end. Tests only read what they left, and the outlets go on answering.
    """
    from flows.sample.install import articles_folder, install_sample
    from flows.sample.moments import sample_moments
    from flows.sample.server import SampleServer
    from flows.settings import load_settings
    from flows.steps.refresh import refresh

    morning_after, end = sample_moments().digests
    config = install_sample(tmp_path_factory.mktemp("sample"))
    with SampleServer(articles_folder()) as server:
        hosts = "".join(f'"{host}" = "{address}"\n' for host, address in server.static_hosts().items())
        with (config / "newstape.toml").open("a", encoding="utf-8") as file:
            file.write(f"\n[http.static_hosts]\n{hosts}")
        settings = load_settings(config)
        reports = []
        for moment in (morning_after - timedelta(hours=20), DURING_THE_CRASH, morning_after, end):
            server.clock = moment
            reports.append(refresh(settings, now=moment))
        yield settings, reports
