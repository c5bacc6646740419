"""`extranet import|export|backup|restore|doctor` as an operator meets them: what is said, and the exit code."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from extranet import search
from extranet.app import build_site
from extranet.pages import PageFilters, list_pages
from extranet.portal.cli import commands
from extranet.portal.importing import house_actor
from extranet.portal.watching import beat
from extranet.settings import Settings
from extranet.standard import write_content_file
from tests.unit.portal.test_import_export import PAGE

COMMAND = {one.name: one for one in commands}


@pytest.fixture
def run(site):
    """run("import", "folder") gives the result of the command on this site."""
    return lambda name, *words: CliRunner().invoke(COMMAND[name], [str(word) for word in words], obj=lambda: site)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "content"
    (made / "pages").mkdir(parents=True)
    write(made, "bags-beside-bin")
    return made


def write(folder, slug, **changes):
    (folder / "pages" / f"{slug}.md").write_text(write_content_file(PAGE | changes, "## Bags\n\nThey stay.\n"))


def slugs(site):
    return [one.slug for one in list_pages(site, house_actor(), PageFilters(only_shown=False))]


def test_an_import_says_what_it_did(run, folder):
    done = run("import", folder)
    assert done.exit_code == 0
    assert done.stdout == "1 pages new, 0 changed, 0 as they were, 0 refused; 0 values of facts, 0 files.\n"


def test_with_one_fault_nothing_is_imported(site, run, folder):
    write(folder, "bins-out-early", title="Bins out early", owner_authority="nowhere")
    done = run("import", folder)
    assert done.exit_code == 1
    assert "pages/bins-out-early.md:" in done.stderr
    assert done.stdout.startswith("Nothing was brought in")
    assert slugs(site) == []


def test_an_import_that_keeps_going_brings_in_the_rest(site, run, folder):
    write(folder, "bins-out-early", title="Bins out early", owner_authority="nowhere")
    done = run("import", folder, "--keep-going", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["created"] == ["bags-beside-bin"]
    assert slugs(site) == ["bags-beside-bin"]


def test_an_import_can_be_tried_without_writing(site, run, folder):
    done = run("import", folder, "--check")
    assert (done.exit_code, done.stdout) == (0, "Everything is in order.\n")
    assert slugs(site) == []


def test_an_export_writes_what_is_there(run, folder, tmp_path):
    run("import", folder)
    done = run("export", tmp_path / "out", "--json")
    report = json.loads(done.stdout)
    assert (report["pages"], report["attachments"], report["facts"]) == (1, 0, 0)
    assert report["plugin_rows"] >= 1
    assert (tmp_path / "out" / "pages" / "bags-beside-bin.md").is_file()


def test_a_backup_can_be_checked(run, folder, tmp_path):
    run("import", folder)
    assert run("backup", tmp_path / "all.tar.gz").exit_code == 0
    done = run("restore", tmp_path / "all.tar.gz", "--check")
    assert done.exit_code == 0
    assert "is whole" in done.stdout


def test_a_backup_comes_back_with_pages_and_index_in_an_empty_folder(run, folder, tmp_path):
    run("import", folder)
    run("backup", tmp_path / "all.tar.gz")
    fresh = tmp_path / "fresh"
    environment = {**os.environ, "EXTRANET_DATA": str(fresh), "EXTRANET_SECRET_KEY": "for tests only"}
    words = [sys.executable, "-m", "extranet", "restore", str(tmp_path / "all.tar.gz"), "--json"]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["files"] >= 0
    again = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert again.returncode == 1
    assert "already holds a site" in again.stderr
    restored = build_site(Settings(data=fresh, secret_key="for tests only"))
    assert search.find(restored, house_actor(), search.Query("bags")).total == 1
    restored.close()


def test_the_doctor_names_what_is_not_well(run):
    done = run("doctor")
    assert done.exit_code == 1
    assert "FAIL jobs: The jobs process has never run. Start: extranet run" in done.stdout
    assert "ok   integrity: The database is sound." in done.stdout


def test_the_doctor_answers_as_json(site, run):
    beat(site)
    search.rebuild(site)
    found = {one["name"]: one["is_well"] for one in json.loads(run("doctor", "--json").stdout)}
    assert found["jobs"]
    assert found["index"]
    assert found["integrity"]
    assert not found["directories"]


@pytest.fixture
def attached(site, run, folder):
    """Where the bytes of a file lie that is attached to a page."""
    (folder / "attachments" / "bags-beside-bin").mkdir(parents=True)
    (folder / "attachments" / "bags-beside-bin" / "tag.txt").write_text("a tag")
    run("import", folder)
    return next(path for path in (site.settings.data_dir / "files").rglob("*") if len(path.name) == 64)


def test_the_doctor_sees_a_file_that_is_gone_or_cut_short(run, attached):
    assert "ok   files: All 1 attached files are there." in run("doctor").stdout
    attached.write_text("a")
    assert "FAIL files: 1 of 1 attached files are missing or cut short" in run("doctor").stdout
    attached.unlink()
    assert "FAIL files: 1 of 1 attached files are missing or cut short" in run("doctor").stdout


def test_the_doctor_tells_of_bytes_that_belong_to_no_page(run, attached):
    attached.with_name("0" * 64).write_text("left by a load that was stopped")
    assert "ok   files: All 1 attached files are there. 1 more belong to no page; they do no harm." in run("doctor").stdout
