"""Two people change one page: neither text is lost, whatever both of them press."""

import html
import re

import pytest
from test_editing_screens import form_of

from extranet.pages import PageDraft, read_page, save_page

BEFORE = "## What to say\n\nSay sorry first.\n\n## What to do\n\nAsk for the postcode.\n"


@pytest.fixture
def editor(client, sign_in, author):
    return sign_in(client, author)


@pytest.fixture
def colleague(person):
    return person("Ben Colleague", "woking", ("author", "group", "front-line-forum"))


@pytest.fixture
def page(make_page):
    return make_page("bins", BEFORE)


def saved_meanwhile(site, colleague, page, body, **fields):
    said = {**page.metadata, "change_note": "Their change, made meanwhile."} | fields
    return save_page(site, colleague, page.slug, PageDraft(said, body), 1)


def change(form, **typed):
    return form | {"change_note": "My change, made at the same time.", "do": "save"} | typed


def merge_form(text):
    """What a browser would send from the page that asks, as it stands."""
    form = text[text.index('class="merge"') : text.index("</form>", text.index('class="merge"'))]
    sent = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    sent |= dict(re.findall(r'name="([^"]+)" value="([^"]+)" checked', form))
    return sent | {"yours": html.unescape(re.search(r'name="yours"[^>]*>\n(.*?)</textarea>', form, re.DOTALL)[1]), "do": "merged"}


def test_changes_in_different_places_come_back_put_together_and_need_one_more_save(editor, site, author, colleague, page):
    form = form_of(editor.get("/-/pages/bins/edit").text)
    saved_meanwhile(site, colleague, page, BEFORE.replace("first", "at once"), summary="What to say when a crew missed a bin.")
    answer = editor.post("/-/pages/bins/edit", data=change(form, body=BEFORE.replace("postcode", "house number")))
    assert answer.status_code == 409
    assert "You changed different things" in answer.text
    again = form_of(answer.text)
    assert again["base_number"] == ["2"]
    assert editor.post("/-/pages/bins/edit", data={**again, "do": "save"}).status_code == 303
    now = read_page(site, author, "bins")
    assert now.body == BEFORE.replace("first", "at once").replace("postcode", "house number")
    assert now.metadata["summary"] == "What to say when a crew missed a bin."
    assert now.number == 3


@pytest.mark.parametrize(
    ("choice", "kept"),
    [("theirs", "Say sorry at once."), ("yours", "Say sorry twice."), ("both", "Say sorry at once.\n\nSay sorry twice.")],
)
def test_a_place_that_both_changed_is_asked_about(editor, site, author, colleague, page, choice, kept):
    form = form_of(editor.get("/-/pages/bins/edit").text)
    saved_meanwhile(site, colleague, page, BEFORE.replace("first", "at once"))
    asked = editor.post("/-/pages/bins/edit", data=change(form, body=BEFORE.replace("first", "twice")))
    assert asked.status_code == 409
    assert "Ben Colleague saved revision 2 while you were editing revision 1" in asked.text
    assert "Their change, made meanwhile." in asked.text
    assert "Text: What to say" in asked.text
    assert read_page(site, author, "bins").number == 2
    together = editor.post("/-/pages/bins/edit", data=merge_form(asked.text) | {"text.0": choice})
    assert together.status_code == 200
    again = form_of(together.text)
    assert editor.post("/-/pages/bins/edit", data={**again, "do": "save"}).status_code == 303
    assert read_page(site, author, "bins").body == BEFORE.replace("Say sorry first.", kept)


def test_nothing_chosen_keeps_both(editor, site, author, colleague, page):
    form = form_of(editor.get("/-/pages/bins/edit").text)
    saved_meanwhile(site, colleague, page, BEFORE.replace("first", "at once"))
    asked = editor.post("/-/pages/bins/edit", data=change(form, body=BEFORE.replace("first", "twice")))
    body = form_of(editor.post("/-/pages/bins/edit", data=merge_form(asked.text)).text)["body"][0]
    assert "at once" in body
    assert "twice" in body


def test_a_field_that_both_changed_is_asked_about(editor, site, author, colleague, page):
    form = form_of(editor.get("/-/pages/bins/edit").text)
    saved_meanwhile(site, colleague, page, BEFORE, summary="Their summary of what to say and do.")
    asked = editor.post("/-/pages/bins/edit", data=change(form, body=BEFORE, summary="My summary of what to say and do."))
    assert "Their summary of what to say and do." in asked.text
    together = editor.post("/-/pages/bins/edit", data=merge_form(asked.text) | {"field.summary": "theirs"})
    assert editor.post("/-/pages/bins/edit", data={**form_of(together.text), "do": "save"}).status_code == 303
    assert read_page(site, author, "bins").metadata["summary"] == "Their summary of what to say and do."
    assert read_page(site, author, "bins").change_note == "My change, made at the same time."


def test_terms_that_each_added_are_both_there(editor, site, author, colleague, page):
    form = form_of(editor.get("/-/pages/bins/edit").text)
    saved_meanwhile(site, colleague, page, BEFORE, everyday_terms=["missed bin", "bin not emptied"])
    answer = editor.post("/-/pages/bins/edit", data=change(form, body=BEFORE, everyday_terms="missed bin\nforgotten bin"))
    assert editor.post("/-/pages/bins/edit", data={**form_of(answer.text), "do": "save"}).status_code == 303
    assert read_page(site, author, "bins").metadata["everyday_terms"] == ["missed bin", "bin not emptied", "forgotten bin"]


def test_what_was_typed_into_a_conflict_is_kept_as_a_draft(editor, site, colleague, page):
    form = form_of(editor.get("/-/pages/bins/edit").text)
    saved_meanwhile(site, colleague, page, BEFORE.replace("first", "at once"))
    editor.post("/-/pages/bins/edit", data=change(form, body=BEFORE.replace("first", "twice")))
    assert "based on revision 1; the page is at revision 2 now" in editor.get("/-/drafts").text


def test_a_third_save_in_between_is_put_together_as_well(editor, site, author, colleague, page):
    form = form_of(editor.get("/-/pages/bins/edit").text)
    second = saved_meanwhile(site, colleague, page, BEFORE.replace("first", "at once"))
    asked = editor.post("/-/pages/bins/edit", data=change(form, body=BEFORE.replace("first", "twice")))
    said = {**second.metadata, "change_note": "A third change in between."}
    save_page(site, colleague, "bins", PageDraft(said, second.body + "\nAnd thank them.\n"), 2)
    together = form_of(editor.post("/-/pages/bins/edit", data=merge_form(asked.text)).text)
    answer = editor.post("/-/pages/bins/edit", data={**together, "do": "save"})
    assert answer.status_code == 409
    assert editor.post("/-/pages/bins/edit", data={**form_of(answer.text), "do": "save"}).status_code == 303
    body = read_page(site, author, "bins").body
    assert all(words in body for words in ("at once", "twice", "And thank them."))


def test_a_form_changed_and_sent_again_after_its_save_is_never_taken_for_the_first(editor, site, author, page):
    form = form_of(editor.get("/-/pages/bins/edit").text)
    assert editor.post("/-/pages/bins/edit", data=change(form, body=BEFORE + "\nOne more.\n")).status_code == 303
    answer = editor.post("/-/pages/bins/edit", data=change(form, body=BEFORE + "\nOne more.\n\nAnd another.\n"))
    assert answer.status_code == 409
    assert "And another." in answer.text
    assert read_page(site, author, "bins").number == 2


@pytest.mark.parametrize("yours", ["", "{", "[]", '{"metadata": 1}'])
def test_choices_without_what_was_typed_are_refused_with_a_sentence(editor, page, yours):
    answer = editor.post("/-/pages/bins/edit", data={"do": "merged", "yours": yours, "base_number": "1", "theirs_number": "1"})
    assert answer.status_code == 422
    assert "kept among your drafts" in answer.text


def test_a_reader_puts_nothing_together(client, sign_in, reader, page):
    assert sign_in(client, reader).post("/-/pages/bins/edit", data={"do": "merged"}).status_code == 403
