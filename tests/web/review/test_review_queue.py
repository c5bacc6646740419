"""The queue and a change on the screen: what is shown to whom, and what each button does."""

import re
from datetime import date
from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict

from extranet.pages import PageDraft, load_pages, read_page
from extranet.review import look_at

NOTE = "Crews of Woking come back the next day."


def form_of(html):
    """The fields of the edit form as a browser would send them."""
    class Reader(HTMLParser):
        def __init__(self):
            super().__init__()
            self.found, self.area, self.select = [], None, None

        def handle_starttag(self, tag, attrs):
            given = dict(attrs)
            name = given.get("name")
            if tag == "input" and name and given.get("type") not in ("submit", "checkbox", "radio") or tag == "input" and "checked" in given:
                self.found.append((name, given.get("value", "on")))
            if tag == "textarea":
                self.area = [name, ""]
            if tag == "select":
                self.select = name
            if tag == "option" and self.select and "selected" in given:
                self.found.append((self.select, given.get("value", "")))

        def handle_data(self, text):
            if self.area:
                self.area[1] += text

        def handle_endtag(self, tag):
            if tag == "textarea" and self.area:
                self.found.append((self.area[0], self.area[1].removeprefix("\n")))
                self.area = None
            if tag == "select":
                self.select = None

    reader = Reader()
    reader.feed(html[html.index('<form class="editor"') : html.index("</form>", html.index('<form class="editor"'))])
    return [pair for pair in reader.found if pair[0]]


def typed(client, url, **changes):
    """The form at this address with some of it typed over, as the test client sends it."""
    pairs = [pair for pair in form_of(client.get(url).text) if pair[0] not in changes and pair[0] != "do"]
    return MultiDict([*pairs, *changes.items()])


def test_the_form_of_a_live_page_offers_review_in_the_place_of_save(browser_of, missed_bin):
    html = browser_of("ann").get("/-/pages/missed-bin/edit").text
    foot = html[html.index("form-foot") :]
    assert 'value="review"' in foot
    assert "Send for review" in foot
    assert 'name="do" value="save"' not in html


def test_the_form_of_a_group_that_asks_for_none_keeps_save(browser_of, site, people, person, sign_in, app):
    fay = person("Fay Free", "woking", ("author", "group", "front-line-forum"))
    html = sign_in(app.test_client(), fay).get("/-/pages/new?type=qa").text
    assert 'name="do" value="save"' in html
    assert 'value="review"' in html


def test_a_change_is_written_sent_looked_at_and_approved_and_readers_see_it_then(browser_of, site, people, missed_bin):
    ann, ben, raj = (browser_of(name) for name in ("ann", "ben", "raj"))
    body = missed_bin.body.replace("Say sorry.", "Say sorry first.")
    answer = ann.post("/-/pages/missed-bin/edit", data=typed(ann, "/-/pages/missed-bin/edit", do="review", body=body, change_note=NOTE))
    assert answer.status_code == 303
    assert re.search(r"/-/review/\d+$", answer.location)
    assert "Say sorry first" not in raj.get("/wiki/missed-bin").text
    assert "A change by Ann Author waits for review" in ben.get("/wiki/missed-bin").text
    assert "waits for review" not in raj.get("/wiki/missed-bin").text
    assert "Missed bin collection" in ben.get("/-/review").text
    shown = ben.get(answer.location)
    assert re.search(r"<ins>[^<]*first[^<]*</ins>", shown.text)
    assert "Approve" in shown.text
    digest = re.search(r'name="digest" value="(\w+)"', shown.text)[1]
    assert ben.post(f"{answer.location}/approve", data={"digest": digest}).status_code == 303
    assert "Say sorry first" in raj.get("/wiki/missed-bin").text
    assert "It is live." in ben.get(answer.location).text


def test_a_plain_save_of_a_live_page_is_refused_with_a_sentence_and_nothing_typed_is_lost(browser_of, site, people, missed_bin):
    ann = browser_of("ann")
    answer = ann.post("/-/pages/missed-bin/edit", data=typed(ann, "/-/pages/missed-bin/edit", do="save", body="Typed with care.", change_note=NOTE))
    assert answer.status_code == 403
    assert "asks for an approval of somebody else" in answer.text
    assert "Typed with care." in answer.text


def test_the_writer_sees_no_approve_button_and_cannot_force_it(browser_of, proposal):
    ann = browser_of("ann")
    shown = ann.get(f"/-/review/{proposal.id}").text
    assert "Nobody approves their own change" in shown
    assert ">Approve<" not in shown
    assert ann.post(f"/-/review/{proposal.id}/approve", data={"digest": proposal.digest}).status_code == 403


def test_a_change_is_asked_for_the_writer_goes_on_and_sends_again(browser_of, site, people, proposal):
    ann, ben = browser_of("ann"), browser_of("ben")
    assert ben.post(f"/-/review/{proposal.id}/ask", data={"words": "Not true on Fridays: say so."}).status_code == 303
    assert "Waiting for you (1)" in ann.get("/").text
    assert "Not true on Fridays" in ann.get(f"/-/review/{proposal.id}").text
    form = ann.post(f"/-/review/{proposal.id}/edit").location
    assert "comes back the next day" in ann.get(form).text
    body = read_page(site, people["ann"], "missed-bin").body.replace("comes back.", "comes back the next working day.")
    sent = ann.post("/-/pages/missed-bin/edit", data=typed(ann, form, do="review", body=body))
    assert sent.location.endswith(f"/-/review/{proposal.id}")
    looked = look_at(site, people["ben"], proposal.id)
    assert (looked.proposal.round, looked.proposal.state) == (2, "in_review")
    assert "round 2" in ben.get(f"/-/review/{proposal.id}").text


def test_an_empty_wish_for_a_change_is_refused_beside_its_field(browser_of, proposal):
    answer = browser_of("ben").post(f"/-/review/{proposal.id}/ask", data={"words": "no"})
    assert answer.status_code == 422
    assert 'id="words-error"' in answer.text
    assert ">\nno</textarea>" in answer.text


def test_the_change_is_previewed_for_each_council(browser_of, proposal):
    ben = browser_of("ben")
    woking, guildford = (ben.get(f"/-/review/{proposal.id}?view=page&for={slug}").text for slug in ("woking", "guildford"))
    assert "comes back the next day" in woking
    assert "Ask the council of the home" in guildford
    assert "As customers of Guildford would be answered" in guildford


def test_a_comment_stands_by_its_passage_and_stays_there_when_the_text_is_sent_again(browser_of, site, people, proposal):
    ben = browser_of("ben")
    answer = ben.post(f"/-/review/{proposal.id}/comment", data={"passage": "1", "digest": proposal.digest, "said-1": "Say it warmly."})
    assert answer.status_code == 303
    shown = ben.get(f"/-/review/{proposal.id}?view=text").text
    first = shown[shown.index('id="passage-1"') : shown.index('id="passage-2"')]
    assert "Say it warmly." in first
    ben.post(f"/-/review/{proposal.id}/comments/1/resolve")
    assert "dealt with by Ben Approver" in ben.get(f"/-/review/{proposal.id}?view=text").text


def test_the_local_text_that_a_change_touches_is_named_in_the_queue(browser_of, proposal):
    assert "local text of Woking" in browser_of("ben").get("/-/review").text


def test_views_of_the_queue_say_what_they_show(browser_of, site, clock, people, proposal, make_live):
    make_live("late-page", title="A page that is late", review_by=date(2026, 12, 1))
    clock.move(days=60)
    ben = browser_of("ben")
    assert "A page that is late" in ben.get("/-/review?view=overdue").text
    assert "Missed bin" in ben.get("/-/review?view=all&order=newest").text
    assert "You have sent nothing" in ben.get("/-/review?view=mine").text
    assert "Missed bin" in browser_of("ann").get("/-/review?view=mine").text
    assert "No change is under way" in ben.get("/-/review?view=all&group=treasurers").text


def test_a_page_that_moved_on_says_so_on_the_change(browser_of, site, people, proposal):
    page = read_page(site, people["ben"], "missed-bin")
    load_pages(site, people["pat"], [("missed-bin", PageDraft({**page.metadata, "change_note": "Something else was better."}, page.body + "\n\nMore."))])
    ben = browser_of("ben")
    assert "The page moved on" in ben.get(f"/-/review/{proposal.id}").text
    answer = ben.post(f"/-/review/{proposal.id}/approve", data={"digest": proposal.digest}, follow_redirects=True)
    assert "Nothing was published" in answer.text


def test_approval_rules_are_shown_to_all_who_write_and_set_by_the_groups_approvers(browser_of, missed_bin):
    ann, ben = browser_of("ann"), browser_of("ben")
    assert "Authors publish" in ann.get("/-/review/approval-rules").text
    assert ann.get("/-/review/approval-rules/gis-users-group").status_code == 403
    wrong = ben.post("/-/review/approval-rules/gis-users-group", data={"approvals": "7"})
    assert wrong.status_code == 422
    assert "Choose how many approvals" in wrong.text
    assert ben.post("/-/review/approval-rules/gis-users-group", data={"approvals": "2", "other_authority": "on"}).status_code == 303
    assert "Two approvals before readers see a change, one from another authority" in ann.get("/-/review/approval-rules").text


def test_nothing_of_a_change_reaches_search_or_the_api_before_it_is_live(browser_of, site, people, app, proposal):
    from extranet.identity import make_token

    token = make_token(site, people["raj"], "test", ("read",), 30)
    client = app.test_client()
    answer = client.get("/api/v1/pages/missed-bin", headers={"Authorization": f"Bearer {token}"})
    assert "the next day" not in answer.text
    assert answer.status_code == 200


def test_the_api_answers_403_and_says_where_to_send_it(site, people, app, missed_bin):
    from extranet.identity import make_token
    from extranet.portal import as_json

    token = make_token(site, people["ann"], "test", ("read", "write"), 30)
    metadata = as_json.whole_page(site, missed_bin)["metadata"] | {"change_note": NOTE}
    headers = {"Authorization": f"Bearer {token}", "If-Match": '"1"'}
    answer = app.test_client().put("/api/v1/pages/missed-bin", json={"metadata": metadata, "body": "Another."}, headers=headers)
    assert answer.status_code == 403
    assert "/-/review" in answer.get_json()["detail"]
    assert read_page(site, people["ann"], "missed-bin").number == 1
