"""Planned times, done also when they were missed; and the four ends of a page."""

from datetime import timedelta

import pytest
from review_world import GROUP

from extranet.errors import BadInput
from extranet.pages import EditConflict, NoSuchPage, PageDraft, load_pages, read_page
from extranet.pages.actions.reading import ended_page
from extranet.review import End, Timing, WrongStep, approve, do_what_is_due, end_page, look_at
from extranet.review.actions.ending import cancel_plan, planned_end
from extranet.review.actions.timing import moment_of, set_timing


def later(clock, **duration):
    return clock.now() + timedelta(**duration)


def test_an_approved_change_waits_for_its_time_and_is_live_then(site, clock, ann, ben, page, propose):
    proposal = propose(ann)
    set_timing(site, ann, proposal.id, Timing(later(clock, days=2)))
    assert approve(site, ben, proposal.id, proposal.digest).state == "scheduled"
    do_what_is_due(site)
    assert read_page(site, ann, page.slug).number == 1
    clock.move(days=2, minutes=1)
    do_what_is_due(site)
    do_what_is_due(site)
    live = read_page(site, ann, page.slug)
    assert (live.number, live.author_name) == (2, "Ann Author")


def test_what_was_missed_while_nobody_was_at_work_is_done_afterwards_begin_before_end(site, clock, ann, ben, page, propose):
    proposal = propose(ann)
    end = {"end_at": later(clock, days=4), "end_state": "withdrawn", "end_note": "The trial of the new crew is over."}
    set_timing(site, ann, proposal.id, Timing(later(clock, days=2), **end))
    approve(site, ben, proposal.id, proposal.digest)
    clock.move(days=30)
    do_what_is_due(site)
    do_what_is_due(site)
    ended = read_page(site, ann, page.slug)
    assert (ended.number, ended.status, ended.metadata["status_note"]) == (3, "withdrawn", "The trial of the new crew is over.")


def test_a_page_that_moved_on_before_its_time_is_not_overwritten(site, clock, ann, ben, administrator, page, propose):
    proposal = propose(ann)
    set_timing(site, ann, proposal.id, Timing(later(clock, days=2)))
    approve(site, ben, proposal.id, proposal.digest)
    load_pages(site, administrator, [(page.slug, PageDraft(page.metadata | {"change_note": "The other text is better."}, "Theirs."))])
    clock.move(days=3)
    do_what_is_due(site)
    assert read_page(site, ann, page.slug).body == "Theirs."
    assert look_at(site, ann, proposal.id).proposal.state == "change_asked"


def test_an_approved_plan_is_not_changed_afterwards_but_sent_again(site, clock, ann, ben, propose):
    proposal = propose(ann)
    set_timing(site, ann, proposal.id, Timing(later(clock, days=2)))
    approve(site, ben, proposal.id, proposal.digest)
    with pytest.raises(WrongStep, match="approved as it was planned"):
        set_timing(site, ann, proposal.id, Timing())
    again = propose(ann, "Another text altogether.")
    assert (again.state, again.publish_at) == ("in_review", proposal.publish_at or later(clock, days=2))


@pytest.mark.parametrize(("plan", "field"), [
    ({"publish_at": -1}, "publish_at"), ({"publish_at": 5, "end_at": 4, "end_state": "gone", "end_note": "The service ended in March."}, "end_at"),
    ({"end_at": 4, "end_state": "gone", "end_note": "short"}, "note"), ({"end_at": 4}, "state"),
    ({"end_at": 4, "end_state": "superseded", "end_note": "Another page says it better."}, "goes_to"),
])  # fmt: skip
def test_a_plan_that_cannot_be_is_refused_at_its_field(site, clock, ann, propose, plan, field):
    proposal = propose(ann)
    moments = {name: later(clock, days=value) if name.endswith("_at") else value for name, value in plan.items()}
    with pytest.raises(BadInput) as why:
        set_timing(site, ann, proposal.id, Timing(**moments))
    assert why.value.field == field


def test_a_typed_moment_is_one_on_surreys_clocks():
    assert moment_of("2027-07-01T09:00", "at").utcoffset() == timedelta(hours=1)
    assert moment_of(" ", "at") is None
    with pytest.raises(BadInput, match="2027-04-01T09:00"):
        moment_of("tomorrow", "at")


@pytest.mark.parametrize("state", ["withdrawn", "gone"])
def test_a_withdrawn_or_gone_page_tells_its_readers_why_and_nobody_else_that_it_was_there(site, ann, person, page, make_live, state):
    other = make_live("new-bin", title="New bin for everyone")
    end_page(site, ann, page.slug, End(state, "The service ended in March.", other.slug), page.number)
    reader = person("Raj Reader", "guildford")
    with pytest.raises(NoSuchPage):
        read_page(site, reader, page.slug)
    told = ended_page(site, reader, page.slug)
    assert (told.status, told.note, told.goes_to) == (state, "The service ended in March.", ("new-bin", "New bin for everyone"))
    assert ended_page(site, None, page.slug) is None


def test_a_superseded_page_is_still_read_and_names_the_other(site, ann, person, page, make_live):
    make_live("new-bin", title="New bin for everyone")
    end_page(site, ann, page.slug, End("superseded", "The new page says all of it.", "/wiki/new-bin"), page.number)
    read = read_page(site, person("Raj Reader", "guildford"), page.slug)
    assert (read.status, read.metadata["redirect_to"], read.body) == ("superseded", "new-bin", page.body)


@pytest.mark.parametrize(("end", "field"), [
    (End("live", "The service ended in March."), "state"), (End("gone", "ended"), "note"), (End("gone", "x" * 301), "note"),
    (End("redirected", "It is on the other page now."), "goes_to"), (End("redirected", "It is on the other page now.", "missed-bin"), "goes_to"),
    (End("superseded", "It is on the other page now.", "not-there"), "goes_to"),
])  # fmt: skip
def test_an_end_that_readers_would_not_understand_is_refused_at_its_field(site, ann, page, end, field):
    with pytest.raises(BadInput) as why:
        end_page(site, ann, page.slug, end, page.number)
    assert why.value.field == field
    assert read_page(site, ann, page.slug).status == "live"


def test_an_end_over_a_page_that_was_saved_meanwhile_is_refused(site, ann, administrator, page):
    load_pages(site, administrator, [(page.slug, PageDraft(page.metadata | {"change_note": "The other text is better."}, "Theirs."))])
    with pytest.raises(EditConflict):
        end_page(site, ann, page.slug, End("gone", "The service ended in March."), page.number)


def test_a_planned_end_is_kept_shown_cancelled_and_done_at_its_time(site, clock, ann, page):
    plan = End("gone", "The service ended in March.", at=later(clock, days=1))
    assert end_page(site, ann, page.slug, plan, page.number).number == page.number
    assert planned_end(site, page.id)[1] == "gone"
    cancel_plan(site, ann, page.slug)
    assert planned_end(site, page.id) is None
    end_page(site, ann, page.slug, plan, page.number)
    clock.move(days=2)
    do_what_is_due(site)
    assert read_page(site, ann, page.slug).status == "gone"
    assert planned_end(site, page.id) is None


def test_one_due_thing_that_fails_leaves_the_others_alone(site, clock, ann, ben, page, make_live, propose, monkeypatch):
    other = make_live("other-page", title="Another page to end")
    for one in (page, other):
        end_page(site, ann, one.slug, End("gone", "The service ended in March.", at=later(clock, days=1)), one.number)
    clock.move(days=2)
    from extranet.review.actions import scheduled

    done = scheduled.apply_planned

    def fail_first(site, row):
        if row.page_id == page.id:
            raise RuntimeError("a fault of ours")
        done(site, row)

    monkeypatch.setattr(scheduled, "apply_planned", fail_first)
    do_what_is_due(site)
    assert (read_page(site, ann, page.slug).status, read_page(site, ann, other.slug).status) == ("live", "gone")
    assert page.working_group == GROUP
