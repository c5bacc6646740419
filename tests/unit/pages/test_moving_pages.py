"""Addresses and the bin."""

import pytest
from pages_drafts import question

from extranet.errors import BadInput
from extranet.pages import NoSuchPage, PageDraft, SlugTaken, binned_pages, create_page, delete_page, read_page, rename_page, restore_page
from extranet.pages.documents import page_documents


def test_a_page_is_found_at_every_address_it_ever_had(site, author, missed_bin):
    rename_page(site, author, "missed-bin", "second-name")
    rename_page(site, author, "second-name", "third-name")
    assert {read_page(site, author, slug).slug for slug in ("missed-bin", "second-name", "third-name")} == {"third-name"}


def test_a_page_may_go_back_to_its_own_old_address(site, author, missed_bin):
    rename_page(site, author, "missed-bin", "second-name")
    assert rename_page(site, author, "second-name", "missed-bin").slug == "missed-bin"


def test_no_other_page_gets_an_address_that_was_given_before(site, author, missed_bin):
    rename_page(site, author, "missed-bin", "second-name")
    with pytest.raises(SlugTaken, match="Addresses are never given to a second page"):
        create_page(site, author, PageDraft(question()), "missed-bin")
    delete_page(site, author, "second-name")
    with pytest.raises(SlugTaken):
        create_page(site, author, PageDraft(question()), "second-name")


@pytest.mark.parametrize("slug", ["", "Bins", "a b", "-bin", "bin-", "bin--bin", "b" * 61, "bin/day", "büro", "bin\n"])
def test_odd_addresses_are_refused(site, author, missed_bin, slug):
    with pytest.raises(BadInput, match="small letters"):
        rename_page(site, author, "missed-bin", slug)


def test_a_page_in_the_bin_is_nowhere_but_in_the_bin(site, author, stranger, missed_bin):
    delete_page(site, author, "missed-bin")
    with pytest.raises(NoSuchPage):
        read_page(site, author, "missed-bin")
    assert page_documents(site, [missed_bin.id]) == []
    assert [line.slug for line in binned_pages(site, author)] == ["missed-bin"]
    assert binned_pages(site, stranger) == []


def test_out_of_the_bin_it_is_as_it_was(site, author, missed_bin):
    delete_page(site, author, "missed-bin")
    restored = restore_page(site, author, "missed-bin")
    assert (restored.body, restored.number, restored.deleted_at) == (missed_bin.body, 1, None)


def test_throwing_away_and_taking_out_are_announced(site, author, missed_bin):
    told = []
    site.hook_table.register("listener", {"page_removed": lambda page: told.append("removed"), "page_restored": lambda page: told.append("restored")})
    delete_page(site, author, "missed-bin")
    restore_page(site, author, "missed-bin")
    assert told == ["removed", "restored"]
