"""What the documents promise is what the code has."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from extranet.app import build_site
from extranet.settings import Settings

ROOT = Path(__file__).parent.parent
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)")

CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def headings(path, level):
    return re.findall(rf"^{'#' * level} `?(\w+)`?\s*$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)


@pytest.fixture
def hooks(tmp_path):
    site = build_site(Settings(data=tmp_path))
    yield site.hook_table
    site.close()


def test_every_hook_has_a_heading_and_every_heading_a_hook(hooks):
    assert sorted(headings(ROOT / "docs" / "hooks.md", 3)) == sorted(hooks.declared)


def test_every_hook_has_a_docstring_and_somebody_who_answers_it(hooks):
    for name, declared in hooks.declared.items():
        assert declared.__doc__, name
        assert list(hooks._impls(name)), f"nobody answers {name}: a hook ships with a real user"


def test_the_settings_page_names_every_setting_once():
    named = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "settings.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(named) == sorted(one.name for one in fields(Settings))


@pytest.mark.parametrize("path", [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md"], ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path):
    for target in LINK.findall(CODE.sub("", path.read_text(encoding="utf-8"))):
        assert (path.parent / target).exists(), f"{path.name} links to {target}, which is not there"


def test_no_file_names_a_machine_or_a_registry():
    pattern = re.compile(r"/(?:work|root|home)/\w|registry\.npmjs|pypi\.org/simple|files\.pythonhosted")
    for path in [*ROOT.glob("*.*"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "extranet").rglob("*.py"), *(ROOT / "extranet" / "assets").glob("*.json")]:
        if path.is_file() and path.suffix in {".md", ".py", ".toml", ".json", ".mjs"}:
            assert not pattern.search(path.read_text(encoding="utf-8")), path
