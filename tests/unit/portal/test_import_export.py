"""Content folders: checked whole before anything is written, brought in twice without a change, exported and brought in again."""

import io
import json
from datetime import date

import pytest

from extranet.app import build_site, prepare
from extranet.errors import BadInput
from extranet.pages import PageDraft, PageFilters, attach_file, facts, list_pages, read_page, save_page
from extranet.portal.exporting import export_to, whole_history
from extranet.portal.importing import bring_in, house_actor, look_at
from extranet.settings import Settings
from extranet.standard import write_content_file
from extranet.switches import PluginState, keep_plugin_state, plugin_state_of

PAGE = {
    "title": "Bags beside the bin", "type": "guidance", "summary": "When crews take bags that stand beside the bin.",
    "owner_authority": "woking", "working_group": "front-line-forum", "audience": "all-authorities", "functions": [38],
    "lgsl_ids": [524], "life_episodes": ["everyday-at-home"], "area": "all", "status": "live", "confidence": "validated",
    "change_note": "Written for the test of import and export.", "review_by": date(2027, 5, 1),
    "key_points": ["Bags stay.", "Bins go.", "Ask the crew."],
}
FACTS = """bins.side-waste:
  label: Bags beside the bin
  type: text
  owner_group: front-line-forum
  values:
    woking: {value: "not taken", source_url: "https://www.woking.gov.uk", last_confirmed: 2026-11-21}
    guildford:
    - {value: "2 bags", source_url: "https://www.guildford.gov.uk", valid_to: 2027-03-31}
    - {value: "none", source_url: "https://www.guildford.gov.uk", valid_from: 2027-04-01}
"""


@pytest.fixture
def folder(tmp_path):
    """A content folder with a page, facts and an attached file."""
    made = tmp_path / "content"
    (made / "pages").mkdir(parents=True)
    write(made, "bags-beside-bin")
    (made / "facts.yaml").write_text(FACTS)
    (made / "attachments" / "bags-beside-bin").mkdir(parents=True)
    (made / "attachments" / "bags-beside-bin" / "tag.txt").write_text("a tag")
    return made


@pytest.fixture
def empty_site(tmp_path, clock):
    other = build_site(Settings(data=tmp_path / "other", secret_key="for tests only"), clock)
    prepare(other)
    yield other
    other.close()


def write(folder, slug, body="## Bags\n\nThey stay: {{fact:bins.side-waste}}.\n", **changes):
    path = folder / "pages" / f"{slug}.md"
    path.write_text(write_content_file(PAGE | changes, body))
    return path


def bring(site, folder, **options):
    return bring_in(site, house_actor(), look_at(site, folder), **options)


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_comes_in_with_its_facts_and_files(site, folder):
    report = bring(site, folder)
    assert (report.created, report.facts, report.attachments, report.is_whole) == (["bags-beside-bin"], 3, 1, True)
    assert read_page(site, house_actor(), "bags-beside-bin").metadata["review_by"].isoformat() == "2027-05-01"
    assert [one.value for one in facts(site).values_of("bins.side-waste")] != []


def test_bringing_the_same_folder_in_again_changes_nothing(site, folder):
    bring(site, folder)
    again = bring(site, folder)
    assert (again.created, again.changed, again.unchanged, again.facts, again.attachments) == ([], [], ["bags-beside-bin"], 0, 0)
    assert read_page(site, house_actor(), "bags-beside-bin").number == 1


def test_a_changed_file_makes_a_revision_unless_only_new_pages_are_wanted(site, folder):
    bring(site, folder)
    write(folder, "bags-beside-bin", "## Bags\n\nThey go now.\n")
    assert bring(site, folder, only_new=True).changed == []
    assert bring(site, folder).changed == ["bags-beside-bin"]
    assert read_page(site, house_actor(), "bags-beside-bin").number == 2


def test_a_fault_is_told_with_file_and_line(site, folder):
    write(folder, "bins-out-early", owner_authority="nowhere", title="Bins out early")
    looked = look_at(site, folder)
    lines = (folder / "pages" / "bins-out-early.md").read_text().splitlines()
    line = next(place for place, text in enumerate(lines, start=1) if text.startswith("owner_authority"))
    assert any(str(one).startswith(f"pages/bins-out-early.md:{line}: ") and "nowhere" in one.sentence for one in looked.faults)
    assert [one.slug for one in looked.good] == ["bags-beside-bin"]


def test_looking_writes_nothing(site, folder):
    look_at(site, folder)
    assert list_pages(site, house_actor(), PageFilters(only_shown=False)) == []


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("bins.x: [", 1, "not YAML"),
        ("- a", 1, "must be fact keys"),
        ("good.one:\n  label: A\n  type: text\n  owner_group: front-line-forum\nbins.x:\n  type: text\n", 5, "label is missing"),
        (FACTS.replace("woking:", "wokking:"), 1, "no authority 'wokking'"),
        (FACTS.replace("valid_to: 2027-03-31", "valid_to: soon"), 1, "must be a day"),
        (FACTS.replace('value: "none", ', ""), 1, "the value for guildford is missing"),
    ],
)
def test_a_fault_in_the_facts_is_told_with_its_line(site, folder, text, line, sentence):
    (folder / "facts.yaml").write_text(text)
    fault = next(one for one in look_at(site, folder).faults if one.path == "facts.yaml")
    assert fault.line == line
    assert sentence in fault.sentence


def test_a_file_for_a_page_that_is_nowhere_is_a_fault(site, folder):
    (folder / "attachments" / "nowhere").mkdir()
    (folder / "attachments" / "nowhere" / "plan.pdf").write_bytes(b"%PDF-")
    assert "attachments/nowhere/plan.pdf:1: There is no page nowhere to attach this to." in [str(one) for one in look_at(site, folder).faults]


def test_an_unfinished_draft_comes_in_but_not_without_its_title(site, folder):
    write(folder, "bins-in-snow", status="draft", title="Bins in snow", summary="", key_points=["One."])
    write(folder, "bins-in-flood", status="draft", title="")
    looked = look_at(site, folder)
    assert {one.slug for one in looked.good} == {"bags-beside-bin", "bins-in-snow"}
    assert {one.path for one in looked.faults} == {"pages/bins-in-flood.md"}


def test_what_is_exported_comes_in_again_the_same(site, empty_site, folder, tmp_path, clock):
    bring(site, folder)
    clock.move(days=1)
    page = read_page(site, house_actor(), "bags-beside-bin")
    draft = PageDraft({**page.metadata, "change_note": "Crews take two bags from today on."}, "## Bags\n\nTwo go.\n")
    save_page(site, house_actor("Ann Oakley"), "bags-beside-bin", draft, 1)
    attach_file(site, house_actor(), "bags-beside-bin", "plan.pdf", io.BytesIO(b"%PDF-1.7"))
    first, second = tmp_path / "first", tmp_path / "second"
    export_to(site, house_actor(), first)
    clock.move(days=1)
    assert bring(empty_site, first).is_whole
    export_to(empty_site, house_actor(), second)
    assert tree(first) == tree(second)
    line = json.loads((first / "history" / "bags-beside-bin.jsonl").read_text().splitlines()[1])
    assert (line["number"], line["author"], line["change_note"]) == (2, "Ann Oakley", "Crews take two bags from today on.")


def test_a_save_after_an_import_is_numbered_on_from_the_history_before_it(site, empty_site, folder, tmp_path, clock):
    bring(site, folder)
    write(folder, "bags-beside-bin", "## Bags\n\nThey go now.\n")
    bring(site, folder)
    export_to(site, house_actor(), tmp_path / "out")
    bring(empty_site, tmp_path / "out")
    page = read_page(empty_site, house_actor(), "bags-beside-bin")
    save_page(empty_site, house_actor("Ann Oakley"), page.slug, PageDraft(page.metadata, "## Bags\n\nThree.\n"), 1)
    lines = whole_history(empty_site, house_actor(), read_page(empty_site, house_actor(), page.slug))
    assert [(one["number"], one["author"]) for one in lines] == [(1, "Import"), (2, "Import"), (3, "Ann Oakley")]


def test_settings_of_plugins_travel_along(site, empty_site, folder, tmp_path):
    name = site.plugins[0].name
    with site.db.writing() as tx:
        keep_plugin_state(site, tx, name, PluginState(False, {}), "Ann Oakley")
    export_to(site, house_actor(), tmp_path / "out")
    assert bring(empty_site, tmp_path / "out").plugin_rows >= 1
    assert not plugin_state_of(empty_site, name).is_on


def test_an_export_into_a_folder_with_something_in_it_is_refused(site, folder):
    with pytest.raises(BadInput, match="is not empty"):
        export_to(site, house_actor(), folder)


def test_a_history_that_cannot_be_read_is_a_fault(site, folder):
    (folder / "history").mkdir()
    (folder / "history" / "bags-beside-bin.jsonl").write_text('{"number": 1}\n')
    assert [one.path for one in look_at(site, folder).faults] == ["history/bags-beside-bin.jsonl"]
