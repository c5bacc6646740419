"""From sent to live: who may what, what readers read meanwhile, and what happens when two come at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from review_world import FREE, GROUP, question

from extranet.errors import BadInput, Forbidden
from extranet.identity import audit_entries
from extranet.pages import EditConflict, FaultyPage, NoSuchPage, PageDraft, history, load_pages, new_token, read_page, save_page
from extranet.review import ApprovalRule, WrongStep, approve, ask_change, look_at, queue, send, set_rule, take_back, waiting_for
from extranet.review.model import NoSuchProposal
from extranet.watching.store import news


def told(site, actor):
    with site.db.reading() as connection:
        return [row.title for row in connection.execute(news.select().where(news.c.person_id == actor.id).order_by(news.c.id))]


def test_the_live_text_stays_until_the_change_is_approved_and_then_it_is_the_writers_revision(site, ann, ben, page, propose):
    proposal = propose(ann)
    assert read_page(site, ann, page.slug).body == page.body
    approve(site, ben, proposal.id, proposal.digest)
    live = read_page(site, ann, page.slug)
    assert (live.body, live.number, live.author_name) == ("Say sorry.\n\nThe crew comes back tomorrow.", 2, "Ann Author")
    assert look_at(site, ann, proposal.id).proposal.published_number == 2


def test_nobody_approves_their_own_change_whatever_role_they_hold(site, ben, person, page, propose):
    partner = person("Pam Partner", "surrey", ("partnership_administrator", "partnership", ""), ("approver", "group", GROUP))
    for actor in (ben, partner):
        proposal = propose(actor)
        with pytest.raises(Forbidden, match="Nobody approves their own change"):
            approve(site, actor, proposal.id, proposal.digest)
    assert read_page(site, ben, page.slug).number == 1


def test_an_author_and_an_approver_of_another_group_do_not_approve(site, ann, person, stranger, propose):
    other = person("Ola Author", "woking", ("author", "group", GROUP))
    proposal = propose(ann)
    with pytest.raises(Forbidden, match="Only approvers of"):
        approve(site, other, proposal.id, proposal.digest)
    with pytest.raises(NoSuchProposal):
        approve(site, stranger, proposal.id, proposal.digest)


def test_a_proposal_is_for_those_who_may_edit_its_page_and_for_nobody_else(site, ann, ben, stranger, person, propose):
    proposal = propose(ann)
    reader = person("Raj Reader", "woking")
    assert look_at(site, ben, proposal.id).may_approve
    for actor in (stranger, reader, None):
        with pytest.raises(NoSuchProposal):
            look_at(site, actor, proposal.id)
    assert [line.proposal.id for line in queue(site, ben)] == [proposal.id]
    assert queue(site, stranger) == [] == queue(site, reader)


def test_a_group_may_ask_for_two_approvals_one_of_another_authority(site, ann, ben, cat, person, page, propose):
    set_rule(site, ben, ApprovalRule(GROUP, 2, True))
    dan = person("Dan Approver", "woking", ("approver", "group", GROUP))
    proposal = propose(ann)
    for actor in (ben, dan):
        assert approve(site, actor, proposal.id, proposal.digest).state == "in_review"
    assert approve(site, cat, proposal.id, proposal.digest).state == "published"
    assert len(history(site, ann, page.slug)) == 2


def test_an_approval_given_twice_counts_once(site, ann, ben, propose):
    set_rule(site, ben, ApprovalRule(GROUP, 2))
    proposal = propose(ann)
    for _again in range(2):
        assert approve(site, ben, proposal.id, proposal.digest).state == "in_review"


def test_an_approval_of_what_was_sent_again_since_is_refused(site, ann, ben, propose):
    seen = propose(ann)
    propose(ann, "Say sorry.\n\nThe crew never comes back.")
    with pytest.raises(WrongStep, match="sent again since you opened it"):
        approve(site, ben, seen.id, seen.digest)


def test_sending_again_replaces_the_text_and_voids_approvals(site, ann, ben, cat, propose):
    set_rule(site, ben, ApprovalRule(GROUP, 2))
    first = propose(ann)
    approve(site, ben, first.id, first.digest)
    second = propose(ann, "Say sorry twice.")
    assert (second.id, second.round) == (first.id, 2)
    assert approve(site, cat, second.id, second.digest).state == "in_review"


def test_a_change_is_asked_for_with_a_sentence_and_its_writer_is_told(site, ann, ben, page, propose):
    proposal = propose(ann)
    with pytest.raises(BadInput, match="Say in a sentence"):
        ask_change(site, ben, proposal.id, "no")
    ask_change(site, ben, proposal.id, "Tomorrow is not true on Fridays.")
    assert told(site, ann) == [f"Ben Approver asks for a change of “{page.title}”"]
    assert [line.proposal.id for line in waiting_for(site, ann)] == [proposal.id]
    with pytest.raises(WrongStep):
        approve(site, ben, proposal.id, proposal.digest)


def test_approvers_are_told_of_what_waits_and_the_writer_of_the_end(site, ann, ben, cat, page, propose):
    proposal = propose(ann)
    assert told(site, ben) == told(site, cat) == [f"Ann Author sent a change of “{page.title}” for review"]
    approve(site, cat, proposal.id, proposal.digest)
    assert told(site, ann) == [f"Your change of “{page.title}” is live"]


def test_what_is_sent_twice_is_one_proposal_and_tells_once(site, ann, ben, propose):
    token = new_token()
    assert propose(ann, token=token).id == propose(ann, token=token).id
    assert len(told(site, ben)) == 1


def test_a_page_that_moved_on_is_not_overwritten_and_the_writer_puts_both_together(site, ann, ben, administrator, page, propose):
    proposal = propose(ann)
    load_pages(site, administrator, [(page.slug, PageDraft(page.metadata | {"change_note": "The other text is better."}, "Their text."))])
    assert approve(site, ben, proposal.id, proposal.digest).state == "change_asked"
    assert read_page(site, ann, page.slug).body == "Their text."
    with pytest.raises(EditConflict):
        propose(ann, base=1)
    again = propose(ann, "Their text.\n\nThe crew comes back tomorrow.")
    assert approve(site, ben, again.id, again.digest).state == "published"


def test_nothing_different_is_not_sent(site, ann, page, propose):
    with pytest.raises(BadInput, match="Nothing is different"):
        propose(ann, page.body)


@pytest.mark.parametrize("note", ["updated", "Page updated", "minor changes", "", "too short"])
def test_a_note_that_says_nothing_is_refused(site, ann, note, propose):
    with pytest.raises(BadInput):
        propose(ann, change_note=note)


def test_a_text_that_breaks_the_standard_is_not_sent(site, ann, propose):
    with pytest.raises(FaultyPage):
        propose(ann, "::: for nobody\nx\n:::\n")


def test_a_new_page_is_in_review_until_it_is_live(site, ann, ben, person):
    reader = person("Raj Reader", "guildford")
    proposal = send(site, ann, None, "", PageDraft(question(title="Garden waste sacks", status="draft"), "Text."), 0, new_token())
    kept = read_page(site, ann, "garden-waste-sacks")
    assert (kept.status, kept.number) == ("in_review", 1)
    with pytest.raises(NoSuchPage):
        read_page(site, reader, "garden-waste-sacks")
    approve(site, ben, proposal.id, proposal.digest)
    assert read_page(site, reader, "garden-waste-sacks").status == "live"


def test_a_new_page_taken_back_is_a_draft_again_and_may_be_sent_again(site, ann):
    proposal = send(site, ann, None, "", PageDraft(question(title="Garden waste sacks"), "Text."), 0, new_token())
    take_back(site, ann, proposal.id)
    page = read_page(site, ann, "garden-waste-sacks")
    assert page.status == "draft"
    assert send(site, ann, page, page.slug, PageDraft(page.metadata, "Text again."), page.number, new_token()).state == "in_review"


def test_only_who_sent_it_takes_it_back_and_not_once_it_is_live(site, ann, ben, propose):
    proposal = propose(ann)
    with pytest.raises(Forbidden):
        take_back(site, ben, proposal.id)
    approve(site, ben, proposal.id, proposal.digest)
    with pytest.raises(WrongStep):
        take_back(site, ann, proposal.id)


def test_a_change_sent_in_a_group_that_asks_for_none_still_needs_one_other_person(site, person):
    fay = person("Fay Free", "woking", ("approver", "group", FREE))
    gus = person("Gus Free", "woking", ("approver", "group", FREE))
    proposal = send(site, fay, None, "", PageDraft(question(title="Free page", working_group=FREE), "Text."), 0, new_token())
    with pytest.raises(Forbidden):
        approve(site, fay, proposal.id, proposal.digest)
    assert approve(site, gus, proposal.id, proposal.digest).state == "published"
    live = read_page(site, fay, "free-page")
    draft = PageDraft({**live.metadata, "change_note": "Now with another text for everyone."}, "New.")
    assert save_page(site, fay, "free-page", draft, live.number).number == 3


def test_two_approvers_at_once_publish_exactly_once(site, ann, ben, cat, page, propose):
    proposal = propose(ann)

    def give(actor):
        try:
            return approve(site, actor, proposal.id, proposal.digest).state
        except WrongStep as fault:
            return fault.state

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(give, (ben, cat))) == ["published", "published"]
    assert [one.number for one in history(site, ann, page.slug)] == [2, 1]
    assert len(audit_entries(site, act="review.published")) == 1


def test_a_failure_while_publishing_leaves_nothing_of_it(site, ann, ben, page, propose, monkeypatch):
    proposal = propose(ann)

    def fail(*_arguments, **_more):
        raise RuntimeError("the power went")

    monkeypatch.setattr("extranet.review.actions.deciding.tell_author", fail)
    with pytest.raises(RuntimeError):
        approve(site, ben, proposal.id, proposal.digest)
    looked = look_at(site, ben, proposal.id)
    assert (looked.proposal.state, looked.approvers, read_page(site, ann, page.slug).number) == ("in_review", {}, 1)
    monkeypatch.undo()
    assert approve(site, ben, proposal.id, proposal.digest).state == "published"


def test_a_proposal_of_a_page_in_the_bin_is_not_shown(site, ann, ben, page, propose):
    from extranet.pages import delete_page

    proposal = propose(ann)
    delete_page(site, ann, page.slug)
    assert queue(site, ben) == []
    with pytest.raises(NoSuchProposal):
        look_at(site, ben, proposal.id)
