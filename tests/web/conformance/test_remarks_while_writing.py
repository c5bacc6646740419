"""The standard's remarks in the editor; a warning goes live only with a tick and a reason, which is kept until its text changes."""

import pytest
from conformance_pages import live

from extranet.pages import load_pages, read_page
from extranet.standard import kept_reasons


def form(page=None, **changes):
    """The fields of a guidance page as the edit form sends them."""
    fields = {
        "type": "guidance",
        "slug": "bulky-waste",
        "title": "Bulky waste",
        "summary": "What to say when somebody has a sofa to throw away.",
        "owner_authority": "woking",
        "working_group": "front-line-forum",
        "audience": "all-authorities",
        "functions": "38",
        "life_episodes": "none",
        "area": "all",
        "confidence": "validated",
        "status": "live",
        "update_type": "major",
        "change_note": "First version for the shared answer book.",
        "review_by": "2027-03-01",
        "key_points": "Ask first.\nLook next.\nSay it then.",
        "localisable": "none",
        "governance": "experience-based",
        "licence": "OGL v3.0",
        "body": "Utilise the form.",
        "do": "save",
        "base_number": str(page.number) if page else "0",
    }
    return fields | changes


@pytest.fixture
def editor(client, sign_in, author):
    return sign_in(client, author)


def test_remarks_come_as_a_fragment_while_one_writes(editor):
    answer = editor.post("/-/remarks", data=form())
    assert answer.status_code == 200
    assert "“Utilise” is a word to avoid" in answer.text
    assert 'name="why-R6"' in answer.text
    assert "<html" not in answer.text


def test_an_error_keeps_the_page_from_going_live_and_everything_typed_is_kept(editor):
    answer = editor.post("/-/pages/new", data=form(body="To report a bin [click here](missed-bin)."))
    assert answer.status_code == 422
    assert "Say where it leads" in answer.text
    assert "To report a bin [click here](missed-bin)." in answer.text


def test_a_warning_needs_a_reason_and_stands_with_one(editor, site, author):
    refused = editor.post("/-/pages/new", data=form())
    assert refused.status_code == 422
    assert "Mend or explain what the standard remarks (R6)" in refused.text
    short = editor.post("/-/pages/new", data=form(**{"keep-R6": "yes", "why-R6": "because"}))
    assert short.status_code == 422
    saved = editor.post("/-/pages/new", data=form(**{"keep-R6": "yes", "why-R6": "It is the name on the form."}))
    assert saved.status_code == 303
    page = read_page(site, author, "bulky-waste")
    (reason,) = kept_reasons(site, page.id, page.slug).values()
    assert (reason.check, reason.reason, reason.person_name) == ("R6", "It is the name on the form.", "Ann Oakley")


def test_a_reason_holds_until_the_text_of_its_place_changes(editor, site, author):
    editor.post("/-/pages/new", data=form(**{"keep-R6": "yes", "why-R6": "It is the name on the form."}))
    page = read_page(site, author, "bulky-waste")
    other = editor.post("/-/pages/bulky-waste/edit", data=form(page, body="Ask first.\n\nUtilise the form.", change_note="The question comes first now."))
    assert other.status_code == 303
    page = read_page(site, author, "bulky-waste")
    changed = editor.post("/-/pages/bulky-waste/edit", data=form(page, body="Ask first.\n\nUtilise the other form.", change_note="Another form is used."))
    assert changed.status_code == 422


def test_what_was_live_as_it_is_asks_for_nothing(editor, site, author, two_pages):
    page = two_pages[1]
    answer = editor.post("/-/pages/bulky-waste/edit", data=form(page, title="Bulky waste at home", change_note="The title says where it is."))
    assert answer.status_code == 303


def test_a_title_that_another_live_page_has_stops_the_save_and_one_of_its_own_does_not(editor, two_pages):
    assert "has the same title" in editor.post("/-/pages/new", data=form(slug="sofa", title="Missed bin!", body="Ask first.")).text
    assert editor.post("/-/pages/new", data=form(slug="sofa", title="Sofas", body="Ask first.")).status_code == 303


def test_a_draft_is_saved_without_any_reason(editor):
    assert editor.post("/-/pages/new", data=form(status="draft")).status_code == 303


def test_an_import_is_not_stopped_by_a_warning(site, author):
    report = load_pages(site, author, [("bulky-waste", live("Bulky waste", body="Utilise the form."))])
    assert report.created == ("bulky-waste",)
