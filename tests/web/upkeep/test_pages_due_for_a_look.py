"""Still right, reminders, tasks: who is told what when, and what a press on the button changes."""

from datetime import date

import pytest

from extranet.actor import Grant
from extranet.identity import person_by_id, revoke
from extranet.identity.handovers import open_handovers
from extranet.pages import history, read_page, read_revision
from extranet.upkeep import Remark, raise_flag, tasks_for
from extranet.upkeep.reviews import remind, short_groups, steps_for
from extranet.watching.reading import my_news

GROUP = "front-line-forum"


def titles(site, actor):
    return [one.title for one in my_news(site, actor)]


def test_still_right_moves_the_date_and_says_who_and_leaves_the_text(site, client, sign_in, approver, make_page):
    page = make_page(review_by=date(2026, 11, 30), confidence="not_validated")
    sign_in(client, approver)
    assert "Still right" in client.get("/wiki/missed-bin").text
    assert client.post("/-/pages/missed-bin/still-right", data={"base_number": "1"}).status_code == 303
    now = read_page(site, approver, "missed-bin")
    assert (now.review_by, now.confidence, now.number) == (date(2027, 5, 21), "validated", 2)
    assert now.body == page.body
    assert now.rendered == page.rendered
    assert now.confirmed_at == site.clock.now()
    (line, _first) = history(site, approver, "missed-bin")
    assert (line.author_name, line.update_type) == ("Ada Approver", "minor")
    assert line.change_note == "Still right: nothing in it was changed. Next check by 21 May 2027."


def test_an_authors_word_moves_the_date_and_not_the_trust(site, client, sign_in, author, make_page):
    make_page(review_by=date(2026, 11, 30), confidence="not_validated")
    sign_in(client, author)
    client.post("/-/pages/missed-bin/still-right", data={"base_number": "1"})
    now = read_page(site, author, "missed-bin")
    assert (now.review_by, now.confidence) == (date(2027, 5, 21), "not_validated")


def test_a_page_saved_meanwhile_is_not_confirmed_unseen(site, client, sign_in, approver, missed_bin):
    sign_in(client, approver)
    client.post("/-/pages/missed-bin/still-right", data={"base_number": "1"})
    answer = client.post("/-/pages/missed-bin/still-right", data={"base_number": "1"}, follow_redirects=True)
    assert "Read it again" in answer.text
    assert read_page(site, approver, "missed-bin").number == 2


def test_an_accepted_doubt_stands_against_still_right(site, client, sign_in, reader, approver, missed_bin):
    flag = raise_flag(site, reader, "missed-bin", Remark("wrong", "Not so."))
    sign_in(client, approver)
    client.post(f"/-/flags/{flag.id}/accept")
    answer = client.post("/-/pages/missed-bin/still-right", data={"base_number": "2"}, follow_redirects=True)
    assert "Close it first" in answer.text
    client.post(f"/-/flags/{flag.id}/done", data={"outcome": "It was right after all."})
    client.post("/-/pages/missed-bin/still-right", data={"base_number": "2"})
    assert read_page(site, approver, "missed-bin").confidence == "validated"


@pytest.mark.parametrize("who", ["reader", "guildford_author"])
def test_others_may_not_say_so(request, site, client, sign_in, make_page, who):
    make_page(review_by=date(2026, 11, 30))
    sign_in(client, request.getfixturevalue(who))
    assert "Still right" not in client.get("/wiki/missed-bin").text
    assert client.post("/-/pages/missed-bin/still-right", data={"base_number": "1"}).status_code == 403


def test_every_kind_of_field_survives_being_said_again(site, approver, missed_bin):
    from extranet.upkeep import still_right

    still_right(site, approver, "missed-bin", 1)
    before, after = (read_revision(site, approver, "missed-bin", number) for number in (1, 2))
    changed = {name for name in before.metadata.keys() | after.metadata.keys() if before.metadata.get(name) != after.metadata.get(name)}
    assert changed == {"change_note", "update_type", "review_by"}


@pytest.mark.parametrize(("days", "steps"), [
    (45, []), (30, ["30 days"]), (12, ["30 days"]), (7, ["7 days"]), (0, ["0 days"]), (-3, ["0 days"]), (-7, ["late 1"]),
    (-29, ["late 4"]), (-30, ["late 4", "authority 0"]), (-61, ["late 8", "authority 4"]),
])  # fmt: skip
def test_each_day_owes_its_step(days, steps):
    today = date(2026, 11, 21)
    assert [step for step, _whom in steps_for(date.fromordinal(today.toordinal() + days), today)] == steps


def test_the_group_is_reminded_once_a_step_and_the_authority_after_thirty_days(site, clock, person, author, reader, make_page):
    admin = person("Adi Admin", "woking", ("authority_administrator", "authority", "woking"))
    make_page(review_by=date(2026, 11, 28))
    remind(site)
    remind(site)
    assert [one for one in titles(site, author) if "check" in one] == ["1 page due for a check within 7 days"]
    clock.move(days=7)
    remind(site)
    clock.move(days=30)
    remind(site)
    assert [one for one in titles(site, author) if "check" in one] == [
        "1 page late for a check", "1 page due for a check today", "1 page due for a check within 7 days",
    ]  # fmt: skip
    assert "1 page of your authority over 30 days late for a check" in titles(site, admin)
    assert titles(site, reader) == []


def test_an_administrator_is_not_told_the_title_of_a_page_they_may_not_read(site, clock, person, author, make_page):
    admin = person("Adi Admin", "woking", ("authority_administrator", "authority", "woking"))
    make_page(review_by=date(2026, 11, 1), audience="team")
    clock.move(days=60)
    remind(site)
    assert [one for one in titles(site, admin) if "check" in one] == []


def test_a_group_short_of_people_is_said_to_those_left_and_when_somebody_leaves(site, person, author, missed_bin):
    assert list(short_groups(site)) == [GROUP]
    second = person("Sue Second", "woking", ("approver", "group", GROUP))
    assert short_groups(site) == {}
    leaver = person_by_id(site, second.id)
    revoke(site, None, second.id, Grant("approver", "group", GROUP))
    site.hooks.person_left(person=leaver)
    assert any("only Ann Oakley named" in one.sentence for one in open_handovers(site, ["woking"]))
    remind(site)
    assert "Front Line Forum is short of people" in titles(site, author)


def test_tasks_are_those_that_this_person_may_answer(site, client, sign_in, reader, author, approver, missed_bin):
    raise_flag(site, reader, "missed-bin", Remark("wrong", "Not so."))
    assert [one.kind for one in tasks_for(site, author)] == ["flag"]
    assert tasks_for(site, reader) == []
    sign_in(client, author)
    shown = client.get("/-/tasks").text
    assert "Missed bin collection" in shown
    assert "due in 1 working day, Monday 23 November" in shown
    assert "Not so." in client.get("/-/tasks.csv").text
    assert "Nothing waits for you" in client.get("/-/tasks?kind=review").text


def test_ticked_pages_are_shown_whole_one_after_another(site, client, sign_in, approver, make_page):
    pages = [make_page(f"page-{number}", title=f"Bins of day {number}", review_by=date(2026, 11, 10 + number)) for number in (1, 2, 3)]
    sign_in(client, approver)
    assert client.get("/-/tasks?kind=review").text.count('type="checkbox"') == 3
    address = f"/-/tasks/look?pages={pages[0].id}&pages={pages[1].id}&pages={pages[2].id}"
    shown = client.get(address).text
    assert "Page 1 of 3" in shown
    assert "Say sorry first." in shown
    answer = client.post("/-/tasks/look", data={"page": "page-1", "base_number": "1", "do": "right", "rest": f"{pages[1].id},{pages[2].id}", "of": "3"})
    assert f"pages={pages[1].id}" in answer.location
    client.post("/-/tasks/look", data={"page": "page-2", "base_number": "1", "do": "skip", "rest": str(pages[2].id), "of": "3"})
    assert [read_page(site, approver, f"page-{number}").number for number in (1, 2)] == [2, 1]
    assert "Page 3 of 3" in client.get(f"/-/tasks/look?pages={pages[2].id}&of=3").text


def test_a_formula_in_a_title_stays_text_in_the_file(site, client, sign_in, author, reader, make_page):
    make_page(title="=SUM of bins")
    raise_flag(site, reader, "missed-bin", Remark("wrong", "=1+1"))
    sign_in(client, author)
    assert "'=SUM of bins" in client.get("/-/tasks.csv").text


def test_a_page_that_use_has_proved_waits_to_be_confirmed(site, client, author, reader, make_page):
    make_page(audience="public", confidence="not_validated")
    for _press in range(2):
        client.post("/-/helped", data={"page": "missed-bin", "answer": "yes"})
    assert tasks_for(site, author) == []
    client.post("/-/helped", data={"page": "missed-bin", "answer": "yes"})
    assert "3 times in 30 days" in tasks_for(site, author)[0].words
    raise_flag(site, reader, "missed-bin", Remark("wrong", "Not so."))
    assert [one.kind for one in tasks_for(site, author)] == ["flag"]
