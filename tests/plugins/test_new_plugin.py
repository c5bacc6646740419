"""`extranet plugin new NAME` writes a plugin that keeps to the contract from its first minute."""

import importlib
import subprocess
import sys

import conformance
import pytest
from click.testing import CliRunner
from plugin_people import ADMINISTRATOR

from extranet.errors import BadInput
from extranet.plugin_template import write_plugin
from extranet.plugin_template.cli import new_plugin


@pytest.fixture
def folder(tmp_path):
    write_plugin(tmp_path, "parish_notes", "Parish notes", "gis-users-group")
    return tmp_path / "parish_notes"


@pytest.fixture
def plugin(folder, monkeypatch):
    monkeypatch.syspath_prepend(folder)
    yield importlib.import_module("extranet_parish_notes").plugin
    for name in [name for name in sys.modules if name.startswith("extranet_parish_notes")]:
        del sys.modules[name]


def test_the_command_names_every_file_it_wrote(tmp_path):
    done = CliRunner().invoke(new_plugin, ["parish_notes", "--into", str(tmp_path)])
    assert done.exit_code == 0
    assert str(tmp_path / "parish_notes" / "extranet_parish_notes" / "__init__.py") in done.output


@pytest.mark.parametrize("name", ["Parish", "1st", "a-b", "../up", "x", ""])
def test_a_name_that_cannot_be_a_plugins_is_refused_and_nothing_is_written(tmp_path, name):
    with pytest.raises(BadInput, match="small letters"):
        write_plugin(tmp_path, name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_left_alone(folder):
    before = (folder / "setup.py").read_text()
    with pytest.raises(BadInput, match="already there"):
        write_plugin(folder.parent, "parish_notes")
    assert (folder / "setup.py").read_text() == before


def test_no_placeholder_is_left_in_a_new_plugin(folder):
    for path in folder.rglob("*.*"):
        assert "@" not in path.name
        if path.suffix in (".py", ".html", ".md"):
            left = path.read_text().replace("@plugin.answers", "").replace("@bp.", "").replace("@dataclass", "").replace("@pytest.fixture", "")
            assert "@" not in left, path


def test_a_new_plugin_passes_the_conformance_suite(plugin, site_with, app_of, client_of):
    site = site_with(plugin)
    app = app_of(site)
    people = client_of(app, site, visitor=True), client_of(app, site), client_of(app, site, ADMINISTRATOR)
    conformance.check_name_and_summary(plugin)
    conformance.check_hooks(plugin, site)
    conformance.check_imports(plugin)
    conformance.check_tables(plugin, site)
    conformance.check_templates(plugin, app)
    conformance.check_page_contexts(plugin, app)
    conformance.check_addresses(plugin, app)
    conformance.check_answers_while_on(plugin, app, *people)
    assert people[1].post("/-/parish-notes", data={"text": "The depot is closed on Friday."}).status_code == 303
    assert "The depot is closed on Friday." in people[1].get("/-/parish-notes").text
    conformance.check_data_sets(plugin, site, site_with(plugin))


def test_the_tests_of_a_new_plugin_pass(folder):
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], cwd=folder, capture_output=True, text=True,
                          check=False, env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"})
    assert done.returncode == 0, done.stdout + done.stderr
