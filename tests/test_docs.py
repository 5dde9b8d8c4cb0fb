"""What the documents promise exists."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from flows.cli import app
from warehouse.queries import list_queries

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|root|tmp|work|Users)/\w+")


def commands():
    return get_command(app).commands


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document):
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    broken = [
        target
        for target in targets
        if not re.match(r"https?:|mailto:", target) and not (document.parent / target).exists()
    ]
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documents_name_only_commands_that_exist(document):
    text = document.read_text(encoding="utf-8")
    code = [*re.findall(r"```.*?```", text, re.DOTALL), *re.findall(r"`([^`\n]+)`", text)]
    named = [name for part in code for name in re.findall(r"^(?:\$ )?newstape ([a-z][a-z-]*)", part, re.MULTILINE)]
    assert set(named) - set(commands()) == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_no_path_of_a_machine_stands_in_a_document(document):
    assert MACHINE_PATH.findall(document.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_is_in_the_readme(name):
    assert f"newstape {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_explains_itself(name):
    assert commands()[name].help


def test_the_queries_that_the_demo_suggests_exist():
    from flows.commands.demo import QUERIES

    assert set(QUERIES) <= {query.name for query in list_queries()}


def test_every_make_word_of_the_documents_exists():
    words = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {word for path in DOCUMENTS for word in re.findall(r"`make ([a-z-]+)`", path.read_text(encoding="utf-8"))}
    assert named - words == set()
