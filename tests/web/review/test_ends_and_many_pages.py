"""A page's end on the screen, bringing an old text back for review, and the same change to many pages."""

import re

from extranet.pages import PageDraft, load_pages, read_page

WHY = "The service ended in March."


def end(client, slug, **typed):
    return client.post(f"/-/review/end/{slug}", data={"base_number": "1", "state": "gone", "note": WHY} | typed)


def test_a_gone_page_answers_410_with_its_sentence_and_where_to_go_on(browser_of, missed_bin, make_live):
    make_live("new-bin", title="New bin for everyone")
    assert end(browser_of("ann"), "missed-bin", goes_to="new-bin").status_code == 303
    answer = browser_of("raj").get("/wiki/missed-bin")
    assert answer.status_code == 410
    assert WHY in answer.text
    assert '<a href="/wiki/new-bin">New bin for everyone</a>' in answer.text
    assert "Say sorry" not in answer.text


def test_whoever_could_not_read_it_learns_nothing_of_a_gone_page(browser_of, client, missed_bin):
    end(browser_of("ann"), "missed-bin")
    answer = client.get("/wiki/missed-bin")
    assert answer.status_code == 404
    assert WHY not in answer.text


def test_a_superseded_page_is_read_under_a_banner_that_leads_on(browser_of, missed_bin, make_live):
    make_live("new-bin", title="New bin for everyone")
    end(browser_of("ann"), "missed-bin", state="superseded", goes_to="/wiki/new-bin")
    answer = browser_of("raj").get("/wiki/missed-bin")
    assert answer.status_code == 200
    assert "is replaced by another page" in answer.text
    assert "Say sorry" in answer.text


def test_a_redirected_page_leads_to_the_other(browser_of, missed_bin, make_live):
    make_live("new-bin", title="New bin for everyone")
    end(browser_of("ann"), "missed-bin", state="redirected", goes_to="new-bin")
    assert browser_of("raj").get("/wiki/missed-bin").location == "/wiki/new-bin"


def test_an_end_without_a_reason_is_refused_at_its_field_with_everything_kept(browser_of, site, people, missed_bin):
    answer = end(browser_of("ann"), "missed-bin", note="ended", goes_to="some-page")
    assert answer.status_code == 422
    assert 'id="note-error"' in answer.text
    assert 'value="some-page"' in answer.text
    assert read_page(site, people["ann"], "missed-bin").status == "live"


def test_a_planned_end_is_told_to_editors_and_can_be_taken_away(browser_of, missed_bin):
    ann, raj = browser_of("ann"), browser_of("raj")
    assert end(ann, "missed-bin", at="2027-03-31T17:00").status_code == 303
    assert "is to be gone on 31 March 2027, 17:00" in ann.get("/wiki/missed-bin").text
    assert "is to be gone" not in raj.get("/wiki/missed-bin").text
    ann.post("/-/review/end/missed-bin/cancel")
    assert "is to be gone" not in ann.get("/wiki/missed-bin").text


def test_an_old_text_brought_back_goes_to_the_form_to_be_sent_for_review(browser_of, site, people, missed_bin):
    second = PageDraft({**missed_bin.metadata, "change_note": "The second text says more to readers."}, "The second text.")
    load_pages(site, people["pat"], [("missed-bin", second)])
    ann = browser_of("ann")
    answer = ann.post("/-/pages/missed-bin/revisions/1/restore")
    assert answer.status_code == 303
    form = ann.get(answer.location).text
    assert "The text of revision 1 is in the form." in form
    assert "Say sorry." in form
    assert read_page(site, people["ann"], "missed-bin").body == "The second text."


def test_many_pages_are_looked_at_first_then_done_with_one_note_and_reported(browser_of, site, people, missed_bin, make_live):
    other = make_live("other-bin", title="Another bin altogether")
    ann = browser_of("ann")
    chosen = {"page": [str(missed_bin.id), str(other.id)], "wish": "review_by", "day_to": "2027-02-01"}
    assert "Another bin altogether" in ann.get("/-/review/bulk").text
    look = ann.post("/-/review/bulk", data=chosen)
    assert look.status_code == 200
    assert look.text.count("1 February 2027") == 2
    token = re.search(r'name="token" value="([^"]+)"', look.text)[1]
    sent = {"wish": "review_by", "value": "2027-02-01", "token": token, "page": [f"{missed_bin.id}:1", f"{other.id}:1"]}
    refused = ann.post("/-/review/bulk/apply", data=sent | {"note": "short"})
    assert refused.status_code == 422
    assert 'value="short"' in refused.text
    done = ann.post("/-/review/bulk/apply", data=sent | {"note": "The group looks at both in February."})
    assert done.status_code == 303
    report = ann.get(done.location).text
    assert "Changed (2)" in report
    assert read_page(site, people["ann"], "other-bin").change_note == "The group looks at both in February."
    assert browser_of("ben").get(done.location).status_code == 404


def test_what_is_missing_in_a_choice_is_said_and_the_choice_kept(browser_of, missed_bin):
    answer = browser_of("ann").post("/-/review/bulk", data={"page": str(missed_bin.id), "wish": "review_by", "day_to": ""})
    assert answer.status_code == 422
    assert "Write the day of the next check" in answer.text
    assert re.search(rf'value="{missed_bin.id}" checked', answer.text)
