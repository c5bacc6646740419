"""Drafts, presence and looking back over PostgreSQL."""

import pytest

from extranet.actor import Actor, Grant
from extranet.app import prepare
from extranet.errors import BadInput, Conflict
from extranet.pages import PageDraft, create_page, new_token, read_page, save_page
from extranet.pages.actions.blaming import blame
from extranet.pages.actions.keeping_drafts import forget_old_drafts, keep_draft, my_drafts, throw_away
from extranet.pages.actions.looking_back import history_as_lines, search_history
from extranet.pages.actions.presence import leave, show_up

pytestmark = pytest.mark.xdist_group("postgres")
GROUP = "front-line-forum"
ANN = Actor(1, "Ann Oakley", "woking", frozenset({Grant("author", "group", GROUP)}))
BEN = Actor(2, "Ben Colleague", "guildford", frozenset({Grant("author", "group", GROUP)}))
FIELDS = {
    "title": "Parcels", "type": "guidance", "owner_authority": "woking", "working_group": GROUP, "audience": "all-authorities", "status": "draft",
    "change_note": "First words of the page for everybody.",
}  # fmt: skip


@pytest.fixture
def page(site):
    prepare(site)
    return create_page(site, ANN, PageDraft(FIELDS, "One.\n\nTwo it’s 100%.\n"), "parcels")


def test_a_draft_is_kept_over_and_over_and_goes_with_its_save(site, page):
    token = new_token()
    first = keep_draft(site, ANN, page, "parcels", PageDraft(FIELDS, "Half"), 1, token)
    again = keep_draft(site, ANN, page, "parcels", PageDraft(FIELDS, "Half a thought."), 1, token)
    assert (first.id, again.body) == (again.id, "Half a thought.")
    assert [one.title for one in my_drafts(site, ANN, page)] == ["Parcels"]
    assert my_drafts(site, BEN) == []
    with pytest.raises(BadInput):
        keep_draft(site, BEN, page, "parcels", PageDraft(FIELDS, "Mine"), 1, token)
    save_page(site, ANN, "parcels", PageDraft(FIELDS, "Half a thought."), 1, token)
    assert my_drafts(site, ANN) == []
    with pytest.raises(Conflict):
        keep_draft(site, ANN, page, "parcels", PageDraft(FIELDS, "Late"), 1, token)


def test_a_draft_nobody_came_back_to_goes_after_ninety_days_and_no_sooner(site, page, clock):
    keep_draft(site, ANN, page, "parcels", PageDraft(FIELDS, "Half"), 1, new_token())
    clock.move(days=89)
    forget_old_drafts(site)
    assert len(my_drafts(site, ANN)) == 1
    clock.move(days=2)
    forget_old_drafts(site)
    assert my_drafts(site, ANN) == []


def test_a_draft_is_thrown_away_by_its_writer(site, page):
    kept = keep_draft(site, ANN, None, "new-one", PageDraft({"type": "guidance"}, "New"), 0, new_token())
    throw_away(site, ANN, kept.id)
    assert my_drafts(site, ANN) == []


def test_two_editors_see_each_other(site, page):
    assert show_up(site, ANN, page, is_heard=True) == []
    assert [one.name for one in show_up(site, BEN, page, is_heard=False)] == ["Ann Oakley"]
    leave(site, ANN, page)
    assert show_up(site, BEN, page, is_heard=True) == []


def test_history_is_searched_blamed_and_taken_away(site, page):
    save_page(site, BEN, "parcels", PageDraft({**FIELDS, "change_note": "The second line says more."}, "One.\n\nTwo and three.\n"), 1)
    now = read_page(site, ANN, "parcels")
    assert [(one.first.number, one.last.number) for one in search_history(site, ANN, now, "IT’S 100%").stretches] == [(1, 1)]
    assert search_history(site, ANN, now, "100_").stretches == ()
    assert [passage.numbers for passage in blame(site, ANN, now).passages] == [(1,), (2,)]
    assert len(list(history_as_lines(site, ANN, now))) == 2
