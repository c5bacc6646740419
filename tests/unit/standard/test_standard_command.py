"""`extranet standard check` names file and line, and its exit code tells a script whether there was an error."""

import json
import shutil

import pytest
from click.testing import CliRunner
from right_pages import CONTENT, TODAY, right_page

from extranet.conformance.cli import standard
from extranet.standard import load_vocabularies, read_front_matter, with_defaults, write_content_file
from extranet.standard.actions import check_folder


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pages").mkdir()
    shutil.copytree(CONTENT / "vocabularies", tmp_path / "vocabularies")
    write(tmp_path, "missed-bin", right_page("qa", related=None))
    return tmp_path


def write(folder, slug, metadata, body="Text.\n"):
    (folder / "pages" / f"{slug}.md").write_text(write_content_file(metadata, body), encoding="utf-8")


def check(site, folder, *options):
    return CliRunner().invoke(standard, ["check", str(folder), *options], obj=lambda: site)


def test_a_right_folder_ends_with_0_and_says_how_much_was_looked_at(site, folder):
    done = check(site, folder)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "1 files: 0 errors, 0 warnings." in done.stderr


def test_a_fault_is_a_line_with_file_line_and_check_and_the_end_is_1(site, folder):
    write(folder, "wrong", right_page("qa", related=None, title="Wrong", audience="everybody"))
    done = check(site, folder)
    assert done.exit_code == 1
    assert f"{folder}/pages/wrong.md:8: error META-4: audience is 'everybody'" in done.stdout


def test_json_and_the_level_shown_are_chosen_by_options(site, folder):
    write(folder, "warned", right_page("qa", related=["nowhere"], title="Warned"))
    assert check(site, folder, "--show", "errors").stdout == ""
    fault = json.loads(check(site, folder, "--json").stdout)
    assert (fault["check"], fault["severity"], fault["field"]) == ("L8", "warning", "related")


def test_what_cannot_be_read_is_a_fault_of_that_file_alone(site, folder):
    (folder / "pages" / "broken.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    done = check(site, folder)
    assert done.exit_code == 1
    assert "broken.md:" in done.stdout
    assert "missed-bin.md" not in done.stdout


def test_files_are_checked_against_one_another(vocabularies, folder):
    (folder / "facts.yaml").write_text("waste.price: {label: Price}\n", encoding="utf-8")
    write(folder, "other", right_page("qa", related=None, title="Missed bin collection."),
          "See [[missed-bin]], [[gone|this]] and {{fact:waste.price}}.\n\n```\n[[code]]\n```\n\nCosts {{fact:waste.prise}}.\n")
    faults = {fault.check: fault for one in check_folder(vocabularies, folder) for fault in one.faults if one.slug == "other"}
    assert "missed-bin has the same title" in faults["T2"].sentence
    assert "names the page gone" in faults["L8"].sentence
    assert "no fact called waste.prise" in faults["FACT-1"].sentence
    body_line = read_front_matter((folder / "pages" / "other.md").read_text()).body_line
    assert (faults["L8"].line, faults["FACT-1"].line) == (body_line, body_line + 6)


def test_defaults_and_shorthand_are_filled_in():
    filled = with_defaults({"type": "contact", "hours": "9am to 5pm", "phones": ["01483 755855"], "public_ok": "no"})
    assert filled["hours"] == {"note": "9am to 5pm"}
    assert filled["phones"] == [{"number": "01483 755855"}]
    assert filled["public_ok"] is False
    assert filled["confidence"] == "not_validated"


def test_the_starting_content_has_no_error():
    known = load_vocabularies(CONTENT / "vocabularies")
    wrong = [f"{one.path.name}:{fault.line}: {fault.sentence}" for one in check_folder(known, CONTENT, TODAY) for fault in one.faults
             if fault.severity == "error"]
    assert wrong == []
