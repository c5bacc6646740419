"""The same change to many pages: what is shown first is what is done, and what is refused is named."""

from datetime import date

import pytest
from review_world import FREE, GROUP

from extranet.errors import BadInput, NotFound
from extranet.pages import PageDraft, PageFilters, load_pages, read_page
from extranet.review.actions.bulk import Wish, apply, checked_wish, look, pages_to_choose, read_run

NOTE = "Looked through by the group in November."


@pytest.fixture
def three(make_live):
    return [make_live(f"page-{number}", title=f"Bin number {number}", review_by=date(2026, 12, number)) for number in (1, 2, 3)]


def chosen(pages):
    return [(one.id, one.number) for one in pages]


def test_pages_are_chosen_by_filter_and_only_those_one_may_change(site, ann, stranger, three):
    filters = PageFilters(group=GROUP, only_shown=False, review_before=date(2026, 12, 3), order="review")
    assert [one.slug for one in pages_to_choose(site, ann, filters)] == ["page-1", "page-2"]
    assert pages_to_choose(site, stranger, filters) == []


def test_what_is_shown_is_what_is_done_each_page_its_own_revision(site, ann, three):
    wish = checked_wish(site, "review_by", "2027-02-01")
    shown = look(site, ann, [one.id for one in three], wish)
    assert [line.changes for line in shown][0] == (("Next check", "1 December 2026", "1 February 2027"),)
    run = read_run(site, ann, apply(site, ann, chosen(three), wish, NOTE, "token"))
    assert [line.changes for line in run.lines] == [line.changes for line in shown]
    for one in three:
        now = read_page(site, ann, one.slug)
        assert (now.number, now.review_by, now.change_note, now.body) == (2, date(2027, 2, 1), NOTE, one.body)


def test_confirming_says_who_and_when(site, ann, clock, three):
    apply(site, ann, chosen(three), Wish("confirm"), NOTE, "token")
    now = read_page(site, ann, "page-1")
    assert (now.confirmed_at, now.confidence, now.author_name) == (clock.now(), "validated", "Ann Author")


def test_withdrawing_keeps_the_note_for_readers(site, ann, three):
    apply(site, ann, chosen(three[:2]), Wish("withdrawn"), NOTE, "token")
    assert [read_page(site, ann, one.slug).status for one in three] == ["withdrawn", "withdrawn", "live"]
    assert read_page(site, ann, "page-1").metadata["status_note"] == NOTE


def test_a_page_saved_since_it_was_looked_at_is_left_and_named(site, ann, administrator, three):
    load_pages(site, administrator, [("page-2", PageDraft(three[1].metadata | {"change_note": "Somebody else was here meanwhile."}, "Theirs."))])
    run = read_run(site, ann, apply(site, ann, chosen(three), Wish("confirm"), NOTE, "token"))
    assert [bool(line.refused) for line in run.lines] == [False, True, False]
    assert "saved revision 2 since you looked" in run.lines[1].refused
    assert read_page(site, ann, "page-2").body == "Theirs."


def test_pages_are_given_to_another_group_by_who_looks_after_them_and_not_by_an_author(site, person, three):
    author = person("Bo Both", "woking", ("author", "group", GROUP), ("author", "group", FREE))
    approver = person("Di Both", "woking", ("approver", "group", GROUP), ("author", "group", FREE))
    wish = checked_wish(site, "working_group", FREE)
    refused = look(site, author, [three[0].id], wish)[0]
    assert "asks for an approval" in refused.refused
    assert refused.changes == ()
    run = read_run(site, approver, apply(site, approver, chosen(three[:1]), wish, NOTE, "token"))
    assert run.lines[0].changes == (("Group", "GIS Users Group", "Front Line Forum"),)
    assert read_page(site, approver, "page-1").working_group == FREE


def test_a_stranger_changes_nothing_and_learns_nothing_new(site, stranger, three):
    assert all(line.refused for line in look(site, stranger, [one.id for one in three], Wish("confirm")))
    run = read_run(site, stranger, apply(site, stranger, chosen(three), Wish("confirm"), NOTE, "token"))
    assert all(line.refused for line in run.lines)
    assert read_page(site, stranger, "page-1").number == 1


def test_the_same_form_sent_twice_does_its_work_once(site, ann, three):
    wish = checked_wish(site, "review_by", "2027-02-01")
    assert apply(site, ann, chosen(three), wish, NOTE, "token") == apply(site, ann, chosen(three), wish, NOTE, "token")
    assert read_page(site, ann, "page-1").number == 2


def test_a_report_is_for_who_made_it(site, ann, ben, three):
    run = apply(site, ann, chosen(three), Wish("confirm"), NOTE, "token")
    with pytest.raises(NotFound):
        read_run(site, ben, run)


@pytest.mark.parametrize(("do", "text", "field"), [("", "", "wish"), ("review_by", "soon", "day_to"), ("review_by", "2026-11-21", "day_to"),
                                                  ("working_group", "no-group", "group_to"), ("owner_authority", "nowhere", "owner_to")])  # fmt: skip
def test_a_wish_that_cannot_be_is_refused_at_its_field(site, do, text, field):
    with pytest.raises(BadInput) as why:
        checked_wish(site, do, text)
    assert why.value.field == field


def test_a_day_further_away_than_the_type_allows_is_refused_page_by_page(site, ann, three):
    line = look(site, ann, [three[0].id], checked_wish(site, "review_by", "2035-01-01"))[0]
    assert line.refused
    assert not line.changes


def test_a_note_that_says_nothing_stops_all_of_it(site, ann, three):
    with pytest.raises(BadInput, match="at least|characters"):
        apply(site, ann, chosen(three), Wish("confirm"), "checked", "token")
    assert read_page(site, ann, "page-1").number == 1
