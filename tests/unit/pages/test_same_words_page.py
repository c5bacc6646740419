"""The page of words that mean the same, as editors change it."""

from pages_drafts import question

from extranet.pages import PageDraft, create_page, delete_page, read_page, save_page
from extranet.pages.same_words import SLUG
from extranet.search.synonyms import synonyms_of


def meant_by(site, word):
    site.cache.forget()
    return [target for _, targets in synonyms_of(site).by_first.get(word, ()) for target in targets]


def test_what_editors_write_on_the_page_counts_from_their_save_on_and_until_it_is_taken_away(site, author):
    create_page(site, author, PageDraft(question(), "- rubbish, refuse\n"), SLUG)
    assert meant_by(site, "rubbish") == [("refus",)]
    save_page(site, author, SLUG, PageDraft(question(), "- rubbish, garbage\n"), read_page(site, author, SLUG).number)
    assert meant_by(site, "rubbish") == [("garbag",)]
    delete_page(site, author, SLUG)
    assert meant_by(site, "rubbish") == []


def test_a_list_that_not_everybody_may_read_counts_for_nobody(site, author):
    create_page(site, author, PageDraft(question(audience="team"), "- rubbish, refuse\n"), SLUG)
    assert meant_by(site, "rubbish") == []
