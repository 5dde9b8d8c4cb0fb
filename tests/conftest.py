"""Options and fixtures for the whole suite."""

import os
from pathlib import Path

import pytest


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
