"""Saving: together or not at all, once for each token, never over somebody else's text."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from pages_drafts import question
from sqlalchemy import func, select

from extranet import search
from extranet.errors import Forbidden
from extranet.identity import audit_entries
from extranet.pages import (
    EditConflict,
    FaultyPage,
    PageDraft,
    PageFilters,
    SlugTaken,
    create_page,
    history,
    list_pages,
    read_page,
    restore_revision,
    save_page,
)
from extranet.pages.store.tables import page_link, page_tag, revision


def again(page, body="Other words.", **changes):
    return PageDraft({**page.metadata, "change_note": "Said in other words than before.", **changes}, body)


def test_a_saved_page_says_what_was_typed_and_who_typed_it(site, author, missed_bin):
    page = read_page(site, author, "missed-bin")
    assert (page.number, page.author_name, page.author_authority) == (1, "Ann Oakley", "surrey-heath")
    assert page.metadata["review_by"] == question()["review_by"]
    assert page.short_answer == "Report it within 2 days."
    assert page.reading_key == "all"


def test_links_tags_outbox_and_audit_come_with_the_revision(site, author, missed_bin):
    with site.db.reading() as connection:
        links = set(connection.execute(select(page_link.c.kind, page_link.c.target)).all())
        tags = set(connection.execute(select(page_tag.c.kind, page_tag.c.value)).all())
    assert links == {("link", "bulky-waste"), ("fact", "waste.window")}
    assert {("service", "524"), ("function", "38"), ("area", "all"), ("group", "front-line-forum"), ("type", "qa")} <= tags
    assert search.waiting_count(site) == 1
    assert [(one["act"], one["thing"]) for one in audit_entries(site)][0] == ("page.created", "missed-bin")


def test_a_save_over_a_newer_revision_gives_both_texts_back(site, author, missed_bin):
    save_page(site, author, "missed-bin", again(missed_bin, "Theirs."), 1)
    with pytest.raises(EditConflict, match="Ann Oakley saved revision 2 while you were editing revision 1") as caught:
        save_page(site, author, "missed-bin", again(missed_bin, "Mine."), 1)
    assert (caught.value.theirs.body, caught.value.yours.body) == ("Theirs.", "Mine.")
    assert read_page(site, author, "missed-bin").body == "Theirs."


def test_the_same_token_twice_makes_one_revision(site, author, missed_bin):
    first = save_page(site, author, "missed-bin", again(missed_bin), 1, "the-token")
    second = save_page(site, author, "missed-bin", again(missed_bin), 1, "the-token")
    assert first.number == second.number == 2
    assert len(history(site, author, "missed-bin")) == 2


def test_the_same_page_is_not_created_twice_by_one_token(site, author):
    pages = [create_page(site, author, PageDraft(question()), "one-page", "the-token") for _ in range(2)]
    assert pages[0].id == pages[1].id
    with pytest.raises(SlugTaken):
        create_page(site, author, PageDraft(question()), "one-page", "another")


def test_many_editors_at_once_lose_nothing_and_leave_no_gap(site, author, missed_bin):
    def save_until_done(name):
        for _ in range(50):
            page = read_page(site, author, "missed-bin")
            try:
                return save_page(site, author, "missed-bin", again(page, f"{page.body}\n{name}"), page.number).number
            except EditConflict:
                continue
        return None

    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(save_until_done, [f"editor {number}" for number in range(12)]))
    assert sorted(numbers) == list(range(2, 14))
    body = read_page(site, author, "missed-bin").body
    assert all(f"editor {number}" in body.split("\n") for number in range(12))


def test_a_refused_save_leaves_nothing_behind(site, author, missed_bin):
    with pytest.raises(FaultyPage, match="The summary has 209 characters"):
        save_page(site, author, "missed-bin", again(missed_bin, summary="Say this. " * 21), 1)
    with site.db.reading() as connection:
        assert connection.execute(select(func.count()).select_from(revision)).scalar() == 1


def test_a_draft_may_be_unfinished_and_a_live_page_may_not(site, author):
    unfinished = question(status="draft", sources=None, review_by=None)
    assert create_page(site, author, PageDraft(unfinished), "half-done").number == 1
    with pytest.raises(FaultyPage):
        create_page(site, author, PageDraft(unfinished | {"status": "live"}), "not-done")


def test_only_its_keepers_change_a_page(site, author, stranger, administrator, missed_bin):
    with pytest.raises(Forbidden, match="kept by the group front-line-forum and woking"):
        save_page(site, stranger, "missed-bin", again(missed_bin), 1)
    assert save_page(site, administrator, "missed-bin", again(missed_bin), 1).number == 2


def test_nobody_puts_a_page_into_anothers_hands_without_a_right_there(site, author, missed_bin):
    with pytest.raises(Forbidden):
        save_page(site, author, "missed-bin", again(missed_bin, working_group="gis-users-group", owner_authority="elmbridge"), 1)


def test_an_old_revision_comes_back_as_the_newest(site, author, missed_bin):
    save_page(site, author, "missed-bin", again(missed_bin), 1)
    page = restore_revision(site, author, "missed-bin", 1)
    assert (page.number, page.body) == (3, missed_bin.body)
    assert history(site, author, "missed-bin")[0].restored_from == 1


def test_a_text_that_cannot_be_rendered_is_saved_all_the_same(site, author, missed_bin):
    page = save_page(site, author, "missed-bin", again(missed_bin, "[" * 60_000), 1)
    assert page.rendered["is_plain"]
    assert page.body == "[" * 60_000


def test_saves_are_announced_after_the_commit(site, author, missed_bin):
    told = []
    site.hook_table.register("listener", {"page_published": lambda site, page, actor: told.append(read_page(site, actor, page.slug).number)})
    save_page(site, author, "missed-bin", again(missed_bin), 1)
    assert told == [2]


def test_lists_show_only_what_may_be_read(site, author, stranger, missed_bin):
    create_page(site, author, PageDraft(question(status="draft", title="Draft of ours")), "our-draft")
    everything = PageFilters(only_shown=False)
    assert [line.slug for line in list_pages(site, author, everything)] == ["our-draft", "missed-bin"]
    assert [line.slug for line in list_pages(site, stranger, everything)] == ["missed-bin"]
    assert list_pages(site, None, everything) == []


ODD = [
    {"review_by": "tomorrow"}, {"confidence": ["x"]}, {"area": {"a": "b"}}, {"short_answer": [1]}, {"functions": [[1]]}, {"title": {"a": 1}},
    {"lgsl_ids": "x" * 300},
]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: next(iter(odd)))
def test_a_value_no_field_can_hold_is_refused_even_in_a_draft(site, author, odd):
    with pytest.raises(FaultyPage):
        create_page(site, author, PageDraft(question(status="draft", **odd)), "odd-page")


def test_letters_no_database_can_hold_are_left_out(site, author):
    page = create_page(site, author, PageDraft(question(title="Missed\0 bin \ud800collection"), "Text\0 with \ud800halves."), "odd-letters")
    assert (page.title, page.body) == ("Missed bin ?collection", "Text with ?halves.")


def test_a_link_too_long_to_name_a_page_is_no_link(site, author):
    create_page(site, author, PageDraft(question(), f"See [[{'a' * 300}]]."), "long-link")
    with site.db.reading() as connection:
        assert connection.execute(select(page_link)).all() == []


def test_a_text_larger_than_one_page_may_be_is_refused_with_its_size(site, author, missed_bin):
    page = read_page(site, author, "missed-bin")
    with pytest.raises(FaultyPage, match="and one page holds 256 KB. Split it"):
        save_page(site, author, "missed-bin", again(page, "palaver " * 40_000), page.number)
    assert read_page(site, author, "missed-bin").number == 1


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("::: for wokin\nOurs.\n:::", "nobody has that name. Did you mean “woking”"),
        ("::: for woking\nOne.\n:::\n::: for woking\nOther.\n:::", "woking"),
        ("::: for woking\nNever closed.", ":::"),
    ],
)
def test_local_text_for_nobody_twice_or_without_an_end_is_refused(site, author, missed_bin, body, sentence):
    page = read_page(site, author, "missed-bin")
    with pytest.raises(FaultyPage, match=sentence):
        save_page(site, author, "missed-bin", again(page, body), page.number)
