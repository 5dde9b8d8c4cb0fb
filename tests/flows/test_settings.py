import shutil

import pytest

from flows.errors import SettingsError
from flows.settings import load_settings, packaged_configs


@pytest.fixture
def folder(tmp_path):
    target = tmp_path / "configs"
    target.mkdir()
    for path in packaged_configs().glob("*.toml"):
        shutil.copy(path, target)
    return target


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_packaged_configuration_is_valid(folder):
    settings = load_settings(folder)
    assert settings.main.http.max_redirects == 5
    assert settings.main.paths.warehouse.name == "warehouse.duckdb"


def test_the_sample_configuration_is_valid():
    settings = load_settings(packaged_configs() / "sample")
    assert settings.feeds
    assert all(feed.is_simulated for feed in settings.feeds)
    assert all(series.is_simulated for series in settings.markets)


def test_a_misspelt_key_is_named_with_its_file_and_the_right_spelling(folder):
    edit(folder / "newstape.toml", "max_redirects", "max_redirect")
    with pytest.raises(SettingsError) as caught:
        load_settings(folder)
    message = str(caught.value)
    assert "newstape.toml" in message
    assert "unknown key http.max_redirect; did you mean 'max_redirects'?" in message
    assert "http.max_redirects is missing" in message


def test_a_value_out_of_range_is_named_with_its_key(folder):
    edit(folder / "newstape.toml", "n_processes = 1", "n_processes = 0")
    with pytest.raises(SettingsError, match=r"annotate\.n_processes = 0"):
        load_settings(folder)


def test_an_unknown_time_zone_is_named(folder):
    edit(folder / "newstape.toml", 'time_zone = "UTC"', 'time_zone = "Mars/Olympus"')
    with pytest.raises(SettingsError, match="Mars/Olympus"):
        load_settings(folder)


def test_a_missing_file_is_named(folder):
    (folder / "feeds.toml").unlink()
    with pytest.raises(SettingsError, match=r"feeds\.toml: file is missing"):
        load_settings(folder)


def test_what_a_folder_does_not_say_of_assets_claims_digest_and_stories_is_the_packaged(folder):
    packaged = load_settings(folder)
    for name in ("assets", "claims", "digest", "stories"):
        (folder / f"{name}.toml").unlink(missing_ok=True)
    found = load_settings(folder)
    assert (found.claims, found.digest, found.stories) == (packaged.claims, packaged.digest, packaged.stories)
    assert found.assets_file.parent == packaged_configs()


def test_broken_toml_is_named_with_its_line(folder):
    (folder / "digest.toml").write_text('title = "x\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"digest\.toml: not readable as TOML.*line 1"):
        load_settings(folder)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SettingsError, match="no such configuration folder"):
        load_settings(tmp_path / "nowhere")


def test_two_feeds_of_one_id_are_refused(folder):
    feed = '[[feeds]]\nid = "a"\nurl = "https://a.example/feed"\noutlet = "A"\ndomain = "a.example"\n'
    (folder / "feeds.toml").write_text(feed * 2, encoding="utf-8")
    with pytest.raises(SettingsError, match="two feeds are called 'a'"):
        load_settings(folder)


def test_the_environment_overrides_a_value(folder, monkeypatch, tmp_path):
    monkeypatch.setenv("NEWSTAPE__PATHS__DATA", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("NEWSTAPE__HTTP__RETRIES", "7")
    settings = load_settings(folder)
    assert settings.main.paths.data == tmp_path / "elsewhere"
    assert settings.main.http.retries == 7
