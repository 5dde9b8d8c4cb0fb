import tomllib

import pytest

from flows.sample.install import articles_folder, install_sample
from flows.sample.moments import sample_moments
from flows.settings import load_settings, packaged_configs


def test_an_installed_sample_is_a_complete_configuration(tmp_path):
    configs = install_sample(tmp_path)
    settings = load_settings(configs)
    assert settings.main.paths.data == tmp_path / "data"
    assert "simulated" in settings.digest.title
    assert all((configs / series.options["path"]).is_file() for series in settings.markets)
    assert not (configs / "articles").exists()
    assert not (configs / "facts.toml").exists()


@pytest.mark.parametrize("name", ['with "quotes"', "mit Umlaut ü", "back\\slash"])
def test_the_data_folder_survives_odd_names(tmp_path, name):
    settings = load_settings(install_sample(tmp_path / name))
    assert settings.main.paths.data == tmp_path / name / "data"


def test_a_second_installation_replaces_the_first_and_keeps_other_files(tmp_path):
    configs = install_sample(tmp_path)
    (configs / "digest.toml").write_text("broken")
    (tmp_path / "note.txt").write_text("mine")
    install_sample(tmp_path)
    assert "simulated" in load_settings(configs).digest.title
    assert (tmp_path / "note.txt").read_text() == "mine"


def test_the_sample_judges_by_the_tolerances_that_ship():
    shipped, sample = packaged_configs() / "claims.toml", packaged_configs() / "sample" / "claims.toml"
    assert tomllib.loads(sample.read_text()) == tomllib.loads(shipped.read_text()), "copy claims.toml to the sample"


def test_the_demonstration_looks_every_six_hours_and_hourly_on_the_day_of_the_crash():
    moments = sample_moments()
    assert list(moments.polls) == sorted(set(moments.polls))
    steps = {
        (after - before).total_seconds() / 3600 for before, after in zip(moments.polls, moments.polls[1:], strict=False)
    }
    assert steps == {1, 6}
    assert moments.digests[-1] == moments.polls[-1]
    assert all(moments.polls[0] < digest <= moments.polls[-1] for digest in moments.digests)


def test_articles_ship_with_the_package():
    assert articles_folder().is_dir()
    assert any(articles_folder().glob("*.md"))
