"""Where the rule bites: nothing reaches readers of a group that asks for an approval by any way of saving."""

import pytest
from review_world import FREE, GROUP, question

from extranet.actor import Grant
from extranet.errors import Forbidden
from extranet.pages import (
    NeedsApproval,
    PageDraft,
    create_page,
    load_pages,
    read_page,
    restate_page,
    restore_revision,
    save_page,
)
from extranet.portal.importing import house_actor
from extranet.review import ApprovalRule, set_rule


def changed(page, body="Another text.", **fields):
    return PageDraft({**page.metadata, "change_note": "Crews come back the next day now.", **fields}, body)


def test_a_live_text_is_not_changed_without_an_approval_and_the_sentence_says_what_to_do(site, ann, page):
    with pytest.raises(NeedsApproval, match="GIS Users Group asks for an approval of somebody else .* Send it for review"):
        save_page(site, ann, page.slug, changed(page), page.number)
    assert read_page(site, ann, page.slug).body == page.body


def test_an_approver_and_an_administrator_need_somebody_else_as_well(site, ben, administrator, page):
    for actor in (ben, administrator):
        with pytest.raises(NeedsApproval):
            save_page(site, actor, page.slug, changed(page), page.number)


def test_a_new_page_may_be_a_draft_and_may_not_be_live(site, ann):
    assert create_page(site, ann, PageDraft(question(status="draft"), "Text."), "new-one").status == "draft"
    with pytest.raises(NeedsApproval):
        create_page(site, ann, PageDraft(question(title="Another bin"), "Text."), "new-two")


@pytest.mark.parametrize("status", ["live", "superseded"])
def test_a_draft_does_not_become_readable_by_a_save(site, ann, status):
    made = create_page(site, ann, PageDraft(question(status="draft"), "Text."), "new-one")
    with pytest.raises(NeedsApproval):
        save_page(site, ann, "new-one", changed(made, "Text.", status=status), made.number)


def test_a_group_that_asks_for_none_lets_its_authors_publish(site, person):
    author = person("Fay Free", "woking", ("author", "group", FREE))
    made = create_page(site, author, PageDraft(question(working_group=FREE), "Text."), "free-page")
    assert save_page(site, author, "free-page", changed(made), made.number).number == 2


def test_giving_a_page_to_a_group_that_asks_for_none_is_no_way_round(site, person, page):
    both = person("Bo Both", "woking", ("author", "group", GROUP), ("author", "group", FREE))
    for body in (page.body, "Another text."):
        with pytest.raises(NeedsApproval):
            save_page(site, both, page.slug, changed(page, body, working_group=FREE), page.number)


def test_an_approver_hands_a_page_over_without_changing_its_text(site, person, page):
    both = person("Bo Both", "woking", ("approver", "group", GROUP), ("author", "group", FREE))
    saved = save_page(site, both, page.slug, changed(page, page.body, working_group=FREE), page.number)
    assert saved.working_group == FREE


def test_bringing_an_old_text_back_is_a_change_for_readers(site, administrator, ann, page):
    load_pages(site, administrator, [(page.slug, changed(page, "Second text."))])
    with pytest.raises(NeedsApproval):
        restore_revision(site, ann, page.slug, 1)


def test_a_batch_of_an_author_is_refused_page_by_page_and_one_of_an_administrator_passes(site, ann, administrator, page):
    report = load_pages(site, ann, [(page.slug, changed(page)), ("new-draft", PageDraft(question(title="Other bin", status="draft"), "x"))])
    assert report.created == ("new-draft",)
    assert "asks for an approval" in report.refused[page.slug][0]
    assert load_pages(site, administrator, [(page.slug, changed(page))]).changed == (page.slug,)


def test_an_import_by_the_operator_passes(site, page):
    assert load_pages(site, house_actor(), [(page.slug, changed(page))]).changed == (page.slug,)


def test_saying_that_a_page_is_still_right_changes_nothing_for_readers(site, ann, page):
    assert restate_page(site, ann, page, "Looked at, and still right.", confirms=True, confidence="validated").number == 2


def test_an_end_is_no_new_text_but_coming_back_is(site, ann, page):
    ended = save_page(site, ann, page.slug, changed(page, page.body, status="withdrawn", status_note="The service ended."), page.number)
    with pytest.raises(NeedsApproval):
        save_page(site, ann, page.slug, changed(ended, page.body, status="live"), ended.number)


def test_a_groups_approvers_set_what_it_asks_for_and_others_do_not(site, ann, ben, stranger, page):
    for actor in (ann, stranger):
        with pytest.raises(Forbidden, match="Only approvers of this working group"):
            set_rule(site, actor, ApprovalRule(GROUP, 0))
    set_rule(site, ben, ApprovalRule(GROUP, 0))
    assert save_page(site, ann, page.slug, changed(page), page.number).number == 2


def test_an_approval_rule_is_in_the_audit_log_with_what_it_was(site, ben):
    from extranet.identity import audit_entries

    set_rule(site, ben, ApprovalRule(GROUP, 2, True))
    entry = audit_entries(site, act="review.approval_rule")[0]
    assert (entry["thing"], entry["detail"]) == (GROUP, "2 approvals, one of another authority, was 1 approvals")


def test_an_authority_administrator_writes_for_the_authority_and_still_needs_an_approval(site, person, page):
    admin = person("Ada Admin", "woking", ("authority_administrator", "authority", "woking"))
    assert Grant("authority_administrator", "authority", "woking") in admin.grants
    with pytest.raises(NeedsApproval):
        save_page(site, admin, page.slug, changed(page), page.number)
