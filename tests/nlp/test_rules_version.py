import shutil
from pathlib import Path

import pytest

import nlp
from nlp.rules_version import digest_of, rules_version

NLP = Path(nlp.__file__).parent


@pytest.fixture
def copied(tmp_path):
    folder = tmp_path / "nlp"
    skip = shutil.ignore_patterns("__pycache__", "corpora", "model")
    shutil.copytree(NLP, folder, ignore=skip)
    return folder


def test_it_names_the_rules_with_the_digest_of_their_files():
    assert rules_version() == f"rules-{digest_of(NLP)}"


def test_the_place_of_the_rules_does_not_count(copied):
    assert digest_of(copied) == digest_of(NLP)


@pytest.mark.parametrize(
    "changed",
    [
        "text/numbers.py",
        "components/level_verbs.py",
        "components/claims.py",
        "article.py",
        "sentiment/aggregate.py",
        "resources/role_words.toml",
        "resources/roles-1.npz",
    ],
)
def test_a_change_to_what_reads_changes_it(copied, changed):
    path = copied / changed
    path.write_bytes(path.read_bytes() + b"#")
    assert digest_of(copied) != digest_of(NLP)


def test_a_new_file_of_rules_changes_it(copied):
    (copied / "components" / "new_rules.py").write_text("")
    assert digest_of(copied) != digest_of(NLP)


def test_how_models_are_trained_and_scored_does_not_count(copied):
    for unread in ("training/train_roles.py", "scoring/report.py", "sentiment/train.py"):
        (copied / unread).write_text("")
    assert digest_of(copied) == digest_of(NLP)


def test_line_ends_of_another_system_do_not_count(copied):
    path = copied / "text" / "numbers.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert digest_of(copied) == digest_of(NLP)
