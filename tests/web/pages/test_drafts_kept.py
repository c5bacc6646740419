"""What is typed is kept on the server until it is saved, for its writer alone; two editors know of each other."""

import pytest
from test_editing_screens import form_of

from extranet.pages import history, read_page
from extranet.pages.actions.keeping_drafts import my_drafts


@pytest.fixture
def editor(client, sign_in, author):
    return sign_in(client, author)


@pytest.fixture
def colleague(person):
    return person("Ben Colleague", "woking", ("author", "group", "front-line-forum"))


@pytest.fixture
def typed(editor, missed_bin):
    """The edit form with something typed into it."""
    return form_of(editor.get("/-/pages/missed-bin/edit").text) | {"body": "Half a thought.", "change_note": "Because callers"}


def test_what_is_typed_is_kept_and_the_time_is_the_servers(editor, typed):
    answer = editor.post("/-/drafts/keep", data=typed).json
    assert answer["said"] == "Draft saved 10:00. Only you see it."


def test_a_draft_is_offered_again_and_opens_as_it_was_left(editor, sign_in, author, typed, clock):
    editor.post("/-/drafts/keep", data=typed)
    clock.move(days=1)
    sign_in(editor, author)
    page = editor.get("/-/pages/missed-bin/edit").text
    assert "You have a draft" in page
    assert "from 21 November 2026, 10:00, based on revision 1" in page
    address = page.split('href="/-/pages/missed-bin/edit?draft=')[1].split('"')[0]
    again = form_of(editor.get(f"/-/pages/missed-bin/edit?draft={address}").text)
    assert again["body"] == ["Half a thought."]
    assert again["change_note"] == ["Because callers"]
    assert again["token"] == typed["token"]


def test_a_draft_goes_with_the_save_it_became(editor, site, author, typed):
    editor.post("/-/drafts/keep", data=typed)
    assert editor.post("/-/pages/missed-bin/edit", data={**typed, "change_note": "Said more clearly than before.", "do": "save"}).status_code == 303
    assert my_drafts(site, author) == []
    assert "No drafts" in editor.get("/-/drafts").text


def test_what_arrives_after_the_save_makes_no_draft_of_it(editor, site, author, typed):
    editor.post("/-/pages/missed-bin/edit", data={**typed, "change_note": "Said more clearly than before.", "do": "save"})
    late = editor.post("/-/drafts/keep", data=typed, headers={"Accept": "application/json"})
    assert late.status_code == 409
    assert "saved as revision 2 already" in late.json["detail"]
    assert my_drafts(site, author) == []


def test_a_refused_save_keeps_the_draft(editor, site, author, typed):
    editor.post("/-/drafts/keep", data=typed)
    assert editor.post("/-/pages/missed-bin/edit", data={**typed, "change_note": "", "do": "save"}).status_code == 422
    assert len(my_drafts(site, author)) == 1


def test_without_a_script_a_button_keeps_the_draft(editor, site, author, typed):
    answer = editor.post("/-/pages/missed-bin/edit", data={**typed, "do": "draft"})
    assert (answer.status_code, answer.location) == (303, "/-/drafts")
    listed = editor.get("/-/drafts").text
    assert "Missed bin collection" in listed
    assert "Draft from today, 10:00, based on revision 1" in listed
    assert len(history(site, author, "missed-bin")) == 1


def test_a_new_page_has_a_draft_as_well(editor, site, author):
    form = form_of(editor.get("/-/pages/new?type=guidance").text) | {"title": "Lost parcel", "slug": "lost-parcel", "body": "Text."}
    editor.post("/-/drafts/keep", data=form)
    url = my_drafts(site, author)[0].url
    again = form_of(editor.get(url).text)
    assert (again["title"], again["slug"], again["body"]) == (["Lost parcel"], ["lost-parcel"], ["Text."])


def test_half_typed_yaml_is_kept_as_it_was_typed(editor, site, author, typed):
    form = {**typed, "yaml:sources": "sources: [half"}
    answer = editor.post("/-/pages/missed-bin/edit", data={**form, "change_note": "Said more clearly than before.", "do": "save"})
    assert answer.status_code == 422
    assert "sources: [half" in answer.text
    assert "Half a thought." in answer.text
    editor.post("/-/drafts/keep", data=form)
    assert "sources: [half" in editor.get(my_drafts(site, author)[0].url).text


def test_another_persons_draft_cannot_be_read_or_thrown_away(editor, app, sign_in, site, author, colleague, typed):
    editor.post("/-/drafts/keep", data=typed)
    draft = my_drafts(site, author)[0]
    theirs = sign_in(app.test_client(), colleague)
    assert theirs.get(draft.url).status_code == 404
    assert theirs.post(f"/-/drafts/{draft.id}/throw-away").status_code == 404
    assert "Half a thought" not in theirs.get("/-/pages/missed-bin/edit").text
    assert theirs.post("/-/drafts/keep", data={**typed, "body": "Mine."}).status_code == 422
    assert editor.get(draft.url).status_code == 200


def test_thrown_away_is_gone(editor, site, author, typed):
    editor.post("/-/drafts/keep", data=typed)
    draft = my_drafts(site, author)[0]
    answer = editor.post(f"/-/drafts/{draft.id}/throw-away", data={"then": "edit"})
    assert (answer.status_code, answer.location) == (303, "/-/pages/missed-bin/edit")
    assert editor.get(draft.url).status_code == 404


def test_a_draft_of_a_page_that_may_not_be_read_any_more_is_not_shown(client, sign_in, site, person, make_page, author):
    page = make_page("inside", audience="team")
    one = person("Cy Changing", "surrey-heath", ("author", "group", "front-line-forum"))
    client = sign_in(client, one)
    client.post("/-/drafts/keep", data=form_of(client.get("/-/pages/inside/edit").text) | {"body": "Inside."})
    assert "inside" in client.get("/-/drafts").text
    revoked = type(one)(one.id, one.name, one.authority, frozenset())
    assert my_drafts(site, revoked) == []
    assert page.number == 1


def test_two_people_in_one_page_know_of_each_other(editor, app, sign_in, colleague, missed_bin, clock):
    theirs = sign_in(app.test_client(), colleague)
    theirs.get("/-/pages/missed-bin/edit")
    assert "Ben Colleague (Woking) opened this page, at 10:00." in editor.get("/-/pages/missed-bin/edit").text
    theirs.post("/-/drafts/here", data={"page": "missed-bin"})
    around = editor.post("/-/drafts/here", data={"page": "missed-bin"}).json
    assert around["editors"] == ["Ben Colleague (Woking) is editing this page, since 10:00."]
    clock.move(seconds=90)
    assert editor.post("/-/drafts/here", data={"page": "missed-bin"}).json["editors"] == []


def test_who_closed_the_form_or_saved_is_not_named(editor, app, sign_in, colleague, missed_bin):
    theirs = sign_in(app.test_client(), colleague)
    theirs.get("/-/pages/missed-bin/edit")
    assert theirs.post("/-/drafts/left", data={"page": "missed-bin"}).status_code == 204
    assert "Ben Colleague" not in editor.get("/-/pages/missed-bin/edit").text


def test_the_form_learns_that_the_page_was_saved_meanwhile(editor, app, sign_in, site, author, colleague, missed_bin):
    theirs = sign_in(app.test_client(), colleague)
    form = form_of(theirs.get("/-/pages/missed-bin/edit").text)
    theirs.post("/-/pages/missed-bin/edit", data={**form, "change_note": "Said more clearly than before.", "do": "save"})
    around = editor.post("/-/drafts/here", data={"page": "missed-bin", "base_number": "1"}).json
    assert around["moved"].startswith("Ben Colleague saved revision 2 meanwhile.")
    assert read_page(site, author, "missed-bin").number == 2


@pytest.mark.parametrize("path", ["/-/drafts/keep", "/-/drafts/here", "/-/drafts/left"])
def test_a_reader_learns_of_nobody_and_keeps_nothing(client, sign_in, reader, missed_bin, path):
    assert sign_in(client, reader).post(path, data={"page": "missed-bin", "type": "qa"}).status_code == 403


def test_a_hundred_drafts_are_enough(editor, site, author, missed_bin, monkeypatch):
    monkeypatch.setattr("extranet.pages.actions.keeping_drafts.MOST_DRAFTS", 2)
    forms = [form_of(editor.get("/-/pages/missed-bin/edit").text) for _ in range(3)]
    answers = [editor.post("/-/drafts/keep", data=form).status_code for form in forms]
    assert answers == [200, 200, 422]
    assert editor.post("/-/drafts/keep", data={**forms[0], "body": "More."}).status_code == 200
