"""What a page said before."""

import io
import json
import zipfile
from datetime import date

import pytest

from extranet.pages import PageDraft, read_page, save_page


@pytest.fixture
def two_revisions(site, author, missed_bin):
    said = {**missed_bin.metadata, "change_note": "The window is three days now.", "short_answer": "Report it within 3 working days and the crew comes back."}
    return save_page(site, author, "missed-bin", PageDraft(said, missed_bin.body.replace("Say sorry first.", "Say sorry at once.")), 1)


@pytest.fixture
def editor(client, sign_in, author):
    return sign_in(client, author)


def test_the_history_says_who_when_and_why(editor, two_revisions):
    page = editor.get("/-/pages/missed-bin/history").text
    assert "The window is three days now." in page
    assert "21 November 2026, 10:00 · Ann Oakley" in page
    assert page.index("Revision 2") < page.index("Revision 1")


@pytest.mark.parametrize("view", ["side", "one"])
def test_the_difference_marks_words_of_text_and_fields(editor, two_revisions, view):
    page = editor.get(f"/-/pages/missed-bin/compare?from=1&to=2&view={view}").text
    assert "<del>2</del>" in page
    assert "<ins>3</ins>" in page
    assert "<del>first</del>" in page
    assert "<ins>at once</ins>" in page


def test_one_revision_is_shown_as_it_was(editor, two_revisions):
    page = editor.get("/-/pages/missed-bin/revisions/1").text
    assert "Report it within 2 working days" in page
    assert "Put this revision back" in page


def test_an_old_revision_comes_back_as_a_new_one(editor, site, author, two_revisions):
    answer = editor.post("/-/pages/missed-bin/revisions/1/restore")
    assert answer.status_code == 303
    page = read_page(site, author, "missed-bin")
    assert page.number == 3
    assert "Say sorry first." in page.body
    assert "Revision 1 brought back." in editor.get("/-/pages/missed-bin/history").text


def test_a_revision_for_a_team_stays_with_the_team_when_the_page_is_opened_to_all(client, app, sign_in, author, reader, site, make_page):
    page = make_page("inside", "Secret then.", audience="team")
    save_page(site, author, "inside", PageDraft({**page.metadata, "audience": "all-authorities", "change_note": "Open to everybody from now on."}, "Open."), 1)
    for_reader = sign_in(app.test_client(), reader)
    assert for_reader.get("/-/pages/inside/revisions/1").status_code == 404
    assert for_reader.get("/-/pages/inside/compare?from=1&to=2").status_code == 404
    assert "Revision 1" not in for_reader.get("/-/pages/inside/history").text
    assert sign_in(client, author).get("/-/pages/inside/revisions/1").status_code == 200


@pytest.mark.parametrize("query", ["from=x&to=1", "from=0&to=1", "from=99999999999&to=1", "from=-1&to=2"])
def test_odd_numbers_in_the_address_are_refused_with_a_sentence(editor, missed_bin, query):
    assert editor.get(f"/-/pages/missed-bin/compare?{query}").status_code == 422


def test_a_revision_that_never_was_is_not_found(editor, missed_bin):
    assert editor.get("/-/pages/missed-bin/revisions/7").status_code == 404
    assert editor.get("/-/pages/missed-bin/compare?from=1&to=7").status_code == 404


def test_times_are_those_of_surrey_in_summer_too(editor, site, author, missed_bin, clock, sign_in):
    clock.move(days=128)
    sign_in(editor, author)
    said = {**missed_bin.metadata, "review_by": date(2027, 8, 1), "change_note": "Looked at again in summer."}
    save_page(site, author, "missed-bin", PageDraft(said, "Text."), 1)
    assert "29 March 2027, 11:00" in editor.get("/-/pages/missed-bin/history").text
    assert "29 March 2027, 11:00" in editor.get("/-/pages/missed-bin/revisions/2").text
    assert "29 March 2027, 11:00" in editor.get("/-/pages/missed-bin/compare").text


def test_each_passage_names_who_wrote_it_and_leads_to_what_they_changed(editor, site, two_revisions):
    page = editor.get("/-/pages/missed-bin/blame").text
    first = page[page.index("Say sorry at once.") :]
    assert first.index("compare?from=1&amp;to=2") < first.index("The crew of the joint contract")
    assert "Ann Oakley (surrey-heath), 21 November 2026, 10:00" in first


def test_a_difference_says_in_which_part_of_the_page_it_stands(editor, site, author, missed_bin):
    body = "## Say\n\nFirst.\n\n" + "More.\n\n" * 10 + "::: for woking\nWe come back on Monday.\n:::\n"
    page = save_page(site, author, "missed-bin", PageDraft({**missed_bin.metadata, "change_note": "Local text for Woking added."}, body), 1)
    said = {**page.metadata, "change_note": "Woking comes on another day."}
    save_page(site, author, "missed-bin", PageDraft(said, body.replace("Monday", "Friday")), 2)
    assert "the same · Say" in editor.get("/-/pages/missed-bin/compare").text


def test_old_revisions_are_searched_by_who_may_edit(editor, app, sign_in, reader, two_revisions):
    page = editor.get("/-/pages/missed-bin/history?q=sorry+first").text
    assert "<mark>sorry first</mark>" in page.replace("Sorry", "sorry").replace("Say <mark>", "<mark>")
    assert "Revision 1</a>" in page
    assert "What replaced it" in page
    nothing = editor.get("/-/pages/missed-bin/history?q=quokka").text
    assert "No revision that you may read says" in nothing
    theirs = sign_in(app.test_client(), reader).get("/-/pages/missed-bin/history?q=sorry+first").text
    assert "Search the old revisions" not in theirs
    assert "<mark>" not in theirs


@pytest.mark.parametrize("query", ["x", "y" * 201])
def test_too_few_or_too_many_letters_are_refused_with_a_sentence(editor, two_revisions, query):
    answer = editor.get(f"/-/pages/missed-bin/history?q={query}")
    assert answer.status_code == 422
    assert "Search for 2 to 200 letters." in answer.text


@pytest.mark.parametrize("query", ["100%", "under_score", "back\\slash", "it’s"])
def test_signs_are_looked_for_as_they_are(editor, site, author, missed_bin, query):
    save_page(site, author, "missed-bin", PageDraft({**missed_bin.metadata, "change_note": "With an odd sign in it."}, f"Say {query} now."), 1)
    assert "Revision 2</a>" in editor.get("/-/pages/missed-bin/history", query_string={"q": query}).text
    assert "Not found" in editor.get("/-/pages/missed-bin/history", query_string={"q": query.replace("%", "%%").replace("_", "x") + "zz"}).text


def test_the_whole_history_comes_as_files_with_who_when_and_why(editor, two_revisions):
    with zipfile.ZipFile(io.BytesIO(editor.get("/-/pages/missed-bin/history.zip").data)) as found:
        assert found.testzip() is None
        assert found.namelist() == ["missed-bin/00001.md", "missed-bin/00002.md", "missed-bin/revisions.csv"]
        assert "Say sorry first." in found.read("missed-bin/00001.md").decode()
        assert "Say sorry at once." in found.read("missed-bin/00002.md").decode()
        assert "2,2026-11-21 10:00,Ann Oakley,surrey-heath,major,The window is three days now." in found.read("missed-bin/revisions.csv").decode()
    rows = [json.loads(line) for line in editor.get("/-/pages/missed-bin/history.jsonl").text.splitlines()]
    assert [row["number"] for row in rows] == [1, 2]
    assert rows[0]["metadata"]["review_by"] == "2027-03-01"


def test_a_revision_for_a_team_is_in_no_history_of_others(app, sign_in, author, reader, site, make_page):
    page = make_page("inside", "Secret then.", audience="team")
    save_page(site, author, "inside", PageDraft({**page.metadata, "audience": "all-authorities", "change_note": "Open to everybody from now on."}, "Open."), 1)
    theirs = sign_in(app.test_client(), reader)
    assert "Secret" not in theirs.get("/-/pages/inside/history.jsonl").text
    assert len(theirs.get("/-/pages/inside/history.jsonl").text.splitlines()) == 1
    with zipfile.ZipFile(io.BytesIO(theirs.get("/-/pages/inside/history.zip").data)) as found:
        assert found.namelist() == ["inside/00002.md", "inside/revisions.csv"]
    assert len(sign_in(app.test_client(), author).get("/-/pages/inside/history.jsonl").text.splitlines()) == 2


def test_a_passage_of_a_revision_that_was_not_for_this_reader_names_nobody(app, sign_in, author, reader, site, make_page):
    page = make_page("inside", "Written inside.", audience="team")
    said = {**page.metadata, "audience": "all-authorities", "change_note": "Open to everybody from now on."}
    save_page(site, author, "inside", PageDraft(said, "Written inside.\n\nOpen."), 1)
    shown = sign_in(app.test_client(), reader).get("/-/pages/inside/blame").text
    assert "A revision that was not for you to read" in shown
    assert "First version" not in shown
