"""Writing a page: the form, the preview, the save, and two people at once."""

import re

import pytest

from extranet.pages import history, read_page


@pytest.fixture
def editor(client, sign_in, author):
    return sign_in(client, author)


def form_of(html):
    """What a browser would send from the edit form, as it stands."""
    form = html[html.index('class="editor"') : html.index("</form>", html.index('class="editor"'))]
    sent = {}
    for name, value in re.findall(r'<input[^>]*name="([^"]+)"[^>]*?value="([^"]*)"', form):
        sent.setdefault(name, []).append(value)
    for tag in re.findall(r'<input type="checkbox"[^>]*>', form):
        name = re.search(r'name="([^"]+)"', tag)[1]
        sent[name] = [one for one in sent.get(name, []) if one != re.search(r'value="([^"]*)"', tag)[1] or "checked" in tag]
    for name, inner in re.findall(r'<select id="[^"]*" name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        sent[name] = [chosen[1] if chosen else ""]
    for name, text in re.findall(r'<textarea id="[^"]*" name="([^"]+)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL):
        sent[name] = [text.replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")]
    return sent


def test_a_form_sent_back_untouched_changes_nothing_but_the_note(editor, site, author, missed_bin):
    sent = form_of(editor.get("/-/pages/missed-bin/edit").text)
    answer = editor.post("/-/pages/missed-bin/edit", data={**sent, "change_note": "Looked at again and found right.", "do": "save"})
    assert (answer.status_code, answer.location) == (303, "/wiki/missed-bin")
    page = read_page(site, author, "missed-bin")
    told = ("change_note", "update_type")
    assert {k: v for k, v in page.metadata.items() if k not in told} == {k: v for k, v in missed_bin.metadata.items() if k not in told}
    assert page.body == missed_bin.body
    assert page.number == 2


def test_terms_keep_their_order_when_the_form_is_sent_back(editor, site, author, make_page):
    page = make_page("ordered", life_episodes=["moving-home", "having-a-baby"])
    sent = form_of(editor.get("/-/pages/ordered/edit").text)
    editor.post("/-/pages/ordered/edit", data={**sent, "change_note": "Looked at again and found right.", "do": "save"})
    assert read_page(site, author, "ordered").metadata["life_episodes"] == page.metadata["life_episodes"]


def test_a_change_is_saved_with_its_note_and_author(editor, site, author, missed_bin):
    sent = form_of(editor.get("/-/pages/missed-bin/edit").text)
    sent |= {"body": "## What to say\n\nThe lorry broke down.", "change_note": "The reason is given now, as callers asked.", "do": "save"}
    editor.post("/-/pages/missed-bin/edit", data=sent)
    newest = history(site, author, "missed-bin")[0]
    assert (newest.number, newest.author_name, newest.author_authority) == (2, "Ann Oakley", "surrey-heath")
    assert newest.change_note == "The reason is given now, as callers asked."
    assert "The lorry broke down." in editor.get("/wiki/missed-bin").text


def test_what_breaks_the_standard_is_said_at_the_top_and_everything_typed_is_kept(editor, site, author, missed_bin):
    sent = form_of(editor.get("/-/pages/missed-bin/edit").text)
    answer = editor.post("/-/pages/missed-bin/edit", data={**sent, "summary": "Say this. " * 20, "body": "Not lost.", "change_note": "", "do": "save"})
    assert answer.status_code == 422
    assert '<a href="#summary">The summary has' in answer.text
    assert '<a href="#change_note">' in answer.text
    assert "Not lost." in answer.text
    assert read_page(site, author, "missed-bin").number == 1


def test_the_same_form_sent_twice_makes_one_revision(editor, site, author, missed_bin):
    sent = form_of(editor.get("/-/pages/missed-bin/edit").text) | {"change_note": "Said more clearly than before.", "do": "save"}
    answers = [editor.post("/-/pages/missed-bin/edit", data=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert read_page(site, author, "missed-bin").number == 2


def test_the_preview_shows_the_draft_as_a_customer_of_guildford_is_answered(editor, site, author, missed_bin):
    text = "::: for guildford\nOnly here.\n:::\n::: otherwise\nElsewhere.\n:::"
    sent = form_of(editor.get("/-/pages/missed-bin/edit").text) | {"preview_for": "guildford", "body": text}
    fragment = editor.post("/-/preview", data=sent)
    assert fragment.status_code == 200
    assert "For Guildford customers" in fragment.text
    assert "<html" not in fragment.text
    without_script = editor.post("/-/pages/missed-bin/edit", data={**sent, "do": "preview"})
    assert "For Guildford customers" in without_script.text
    assert read_page(site, author, "missed-bin").number == 1


def test_more_rows_are_given_without_losing_what_was_typed(editor):
    form = form_of(editor.get("/-/pages/new?type=procedure").text)
    answer = editor.post("/-/pages/new", data={**form, "steps.0.instruction": "Ask for the postcode.", "do": "more:steps"})
    assert answer.status_code == 200
    assert "Ask for the postcode." in answer.text
    assert answer.text.count('name="steps.') > form_count(form)


def form_count(form):
    return sum(name.startswith("steps.") for name in form)


def test_a_new_page_is_written_from_the_form(editor, site, author):
    form = form_of(editor.get("/-/pages/new?type=qa&slug=lost-parcel").text)
    form |= {
        "title": "Lost parcel", "summary": "What to say about a parcel that the council sent.", "functions": ["38 Waste management"], "life_episodes": "none",
        "review_by": "2027-03-01", "customer_question": "Where is my parcel?", "short_answer": "Ask the sender.", "sources": "Post room, November 2026",
        "environment.authorities": "all", "change_note": "Callers ask for it every week.", "status": "live", "body": "Text.", "do": "save",
    }
    answer = editor.post("/-/pages/new", data=form)
    assert answer.location == "/wiki/lost-parcel", answer.text
    page = read_page(site, author, "lost-parcel")
    assert page.metadata["functions"] == [38]
    assert page.metadata["sources"] == ["Post room, November 2026"]
    assert page.metadata["environment"] == {"authorities": "all"}


def test_an_address_that_is_taken_is_refused_and_nothing_typed_is_lost(editor, missed_bin):
    form = form_of(editor.get("/-/pages/new?type=guidance").text) | {"slug": "missed-bin", "title": "Another page", "body": "Kept.", "do": "save"}
    answer = editor.post("/-/pages/new", data=form)
    assert answer.status_code == 422
    assert "belongs to another page" in answer.text
    assert "Kept." in answer.text


def test_a_reader_gets_no_form_and_can_save_nothing(client, sign_in, reader, missed_bin, site):
    client = sign_in(client, reader)
    assert client.get("/-/pages/missed-bin/edit").status_code == 403
    assert client.post("/-/pages/missed-bin/edit", data={"body": "Mine", "base_number": "1"}).status_code == 403
    assert client.post("/-/preview", data={"type": "qa"}).status_code == 403
    assert read_page(site, reader, "missed-bin").number == 1


def test_an_author_of_another_group_may_not_take_a_page_over(client, sign_in, person, missed_bin, site):
    other = person("Olu Other", "elmbridge", ("author", "group", "gis-users-group"))
    assert sign_in(client, other).post("/-/pages/missed-bin/edit", data={"base_number": "1"}).status_code == 403


def test_ten_megabytes_are_refused_with_their_size_and_nothing_typed_is_lost(client, sign_in, author, missed_bin):
    sign_in(client, author)
    form = {"type": "qa", "page": "missed-bin", "base_number": "1", "token": "t" * 20, "do": "save", "body": "palaver " * 1_300_000}
    answer = client.post("/-/pages/missed-bin/edit", data=form)
    assert answer.status_code == 422
    assert "one page holds 256 KB" in answer.text
    assert answer.text.count("palaver") >= 1_300_000
