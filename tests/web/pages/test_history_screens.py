"""What a page said before."""

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
    assert "21 November 2026, 10:00 UTC" in page
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
