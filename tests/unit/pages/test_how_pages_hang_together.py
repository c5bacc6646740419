"""Wanted pages, pages nobody leads to, pages that say the same, and two pages made one."""

from io import BytesIO

import pytest
from pages_drafts import question

from extranet.errors import BadInput, Forbidden
from extranet.pages import (
    EditConflict,
    NoSuchPage,
    PageDraft,
    attach_file,
    attachments_of,
    binned_pages,
    create_page,
    history,
    page_titles,
    read_page,
    restore_page,
    save_page,
)
from extranet.pages.actions.joining import join_pages, plan_joining
from extranet.pages.actions.mapping import alike_pages, unlinked_pages, wanted_pages


@pytest.fixture
def second(site, author, missed_bin):
    fields = question(title="Bin not collected", everyday_terms=["bin forgotten"], lgsl_ids=[524, 533], customer_question="They forgot my bin?")
    return create_page(site, author, PageDraft(fields, "Say sorry. See [[missed-bin]].\n\nAsk which bin it was.\n"), "bin-not-collected")


def test_wanted_are_addresses_that_pages_lead_to_and_where_none_stands(site, author, stranger, missed_bin, second):
    assert wanted_pages(site, author) == [("bulky-waste", 1)]
    save_page(site, author, "missed-bin", PageDraft(question(audience="team"), "See [[bulky-waste]] and [[garden-waste]]."), 1)
    assert [slug for slug, _count in wanted_pages(site, author)] == ["bulky-waste", "garden-waste"]
    assert wanted_pages(site, stranger) == []


def test_a_page_that_another_leads_to_is_not_among_those_nobody_leads_to(site, author, missed_bin, second):
    assert [one.slug for one in unlinked_pages(site, author)] == ["bin-not-collected"]
    assert unlinked_pages(site, author, "gis-users-group") == []


def test_titles_that_use_nearly_the_same_words_are_alike_and_only_readable_ones_are_named(site, author, stranger, missed_bin):
    assert alike_pages(site, author, "A missed bin: the collections") == [("missed-bin", "Missed bin collection")]
    assert alike_pages(site, author, "Missed bin collection", slug="missed-bin") == []
    assert alike_pages(site, author, "Council tax bands") == []
    save_page(site, author, "missed-bin", PageDraft(question(audience="team"), "Text."), 1)
    assert alike_pages(site, stranger, "Missed bin collection") == []


def test_joined_the_kept_page_has_both_texts_and_every_old_address_leads_to_it(site, author, missed_bin, second):
    attach_file(site, author, "bin-not-collected", "rounds.txt", BytesIO(b"Monday"))
    plan = plan_joining(site, author, "missed-bin", "bin-not-collected")
    assert plan.files == ("rounds.txt",)
    joined = join_pages(site, author, "missed-bin", "bin-not-collected", plan.draft, 1, 1)
    assert "Ask which bin it was." in joined.body
    assert joined.body.count("Say sorry. See [[bulky-waste]]") == 1
    assert {"missed bin", "bin forgotten", "bin not collected"} <= set(joined.metadata["everyday_terms"])
    assert joined.metadata["lgsl_ids"] == [524, 533]
    assert read_page(site, author, "bin-not-collected").id == joined.id
    assert page_titles(site, author, ["bin-not-collected"])["bin-not-collected"][0] == "missed-bin"
    assert [one.name for one in attachments_of(site, joined)] == ["rounds.txt"]
    assert [one.title for one in binned_pages(site, author)] == ["Bin not collected"]


def test_what_was_joined_can_be_taken_out_of_the_bin_and_takes_no_address_with_it(site, author, missed_bin, second):
    join_pages(site, author, "missed-bin", "bin-not-collected", plan_joining(site, author, "missed-bin", "bin-not-collected").draft, 1, 1)
    out = restore_page(site, author, binned_pages(site, author)[0].slug)
    assert out.slug == f"bin-not-collected-joined-{second.id}"
    assert [one.number for one in history(site, author, out.slug)] == [1]
    assert read_page(site, author, "bin-not-collected").slug == "missed-bin"


def test_a_page_saved_since_is_not_joined_and_nothing_is_changed(site, author, missed_bin, second):
    plan = plan_joining(site, author, "missed-bin", "bin-not-collected")
    save_page(site, author, "bin-not-collected", PageDraft(dict(second.metadata), "Another text."), 1)
    with pytest.raises(EditConflict):
        join_pages(site, author, "missed-bin", "bin-not-collected", plan.draft, 1, 1)
    assert read_page(site, author, "missed-bin").number == 1
    assert read_page(site, author, "bin-not-collected").slug == "bin-not-collected"


def test_nobody_joins_a_page_with_itself_with_none_or_without_the_right_to_both(site, author, stranger, missed_bin, second):
    with pytest.raises(BadInput, match="the page itself"):
        plan_joining(site, author, "missed-bin", "missed-bin")
    with pytest.raises(NoSuchPage):
        plan_joining(site, author, "missed-bin", "no-such-page")
    with pytest.raises(Forbidden):
        plan_joining(site, stranger, "missed-bin", "bin-not-collected")
