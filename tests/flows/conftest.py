"""What the tests of `flows` share: a configuration in a folder of its own, a clock, a warehouse."""

import shutil
from datetime import UTC, datetime

import pytest

from flows.settings import load_settings, packaged_configs

NOW = datetime(2025, 2, 19, 7, tzinfo=UTC)


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def settings(tmp_path, empty_warehouse):
    """The packaged configuration without feeds and series, its data (an empty warehouse) in the test's folder."""
    folder = tmp_path / "configs"
    folder.mkdir()
    for name in ("newstape.toml", "claims.toml", "digest.toml", "assets.toml"):
        shutil.copy(packaged_configs() / name, folder)
    main = (folder / "newstape.toml").read_text(encoding="utf-8")
    main = main.replace('"newstape-data"', f'"{tmp_path / "data"}"')
    (folder / "newstape.toml").write_text(main, encoding="utf-8")
    (folder / "feeds.toml").write_text("feeds = []\n", encoding="utf-8")
    (folder / "markets.toml").write_text("series = []\n", encoding="utf-8")
    loaded = load_settings(folder)
    loaded.main.paths.data.mkdir()
    shutil.copy(empty_warehouse, loaded.main.paths.warehouse)
    return loaded
