"""Pages as search wants them, and what is suggested while typing."""

from datetime import date

from pages_drafts import question

from extranet.pages import PageDraft, create_page
from extranet.pages.answers import facet_labels, search_documents, search_item_ids, suggestions


def test_a_document_holds_every_local_text_and_the_callers_words(site, author):
    body = "## Say\n\nBase.\n\n::: for woking\nWoking words.\n:::\n::: otherwise\nOther words.\n:::"
    page = create_page(site, author, PageDraft(question(other_wordings=["Bin men forgot me"]), body), "missed-bin")
    document = search_documents(site, "page", [page.id])[0]
    text = "\n".join(passage.text for passage in document.passages)
    assert "Woking words." in text
    assert "Other words." in text
    assert document.asked_as == ("missed bin", "My bin was not emptied, what can I do?", "Bin men forgot me")
    assert document.reading_key == "all"
    assert "woking" in document.areas
    assert len(document.areas) > 1


def test_local_text_is_labelled_with_its_councils_name_and_belongs_to_its_customers_alone(site, author):
    page = create_page(site, author, PageDraft(question(), "## Say\n\nBase.\n\n::: for woking\nWoking words.\n:::"), "missed-bin")
    local = next(one for one in search_documents(site, "page", [page.id])[0].passages if one.text == "Woking words.")
    assert local.heading == "Say, for Woking"
    assert local.areas == ("woking",)


def test_marks_of_the_source_in_an_example_are_no_words(site, author):
    body = "Write `[[missed-bin|bin missed]]`, `[[other-page]]` or `{{fact:waste.day}}`.\n\n```\n::: for woking\nWords.\n:::\n```"
    page = create_page(site, author, PageDraft(question(), body), "help-page")
    text = search_documents(site, "page", [page.id])[0].passages[-1].text
    assert "bin missed, other page or …" in text
    assert not any(mark in text for mark in ("[[", "{{", ":::"))


def test_what_is_archived_or_out_of_its_days_is_in_no_document(site, author, clock):
    archived = create_page(site, author, PageDraft(question(confidence="archived")), "archived-page")
    later = create_page(site, author, PageDraft(question(valid_from=date(2026, 11, 25))), "later-page")
    assert search_documents(site, "page", [archived.id, later.id]) == []
    clock.move(days=4)
    assert [one.item_id for one in search_documents(site, "page", [archived.id, later.id])] == [later.id]
    assert search_documents(site, "course", [1]) is None


def test_all_items_and_words_for_facets_are_told(site, missed_bin):
    assert search_item_ids(site) == ("page", [missed_bin.id])
    assert facet_labels(site)["type"]["qa"] == "Question and answer"


def test_places_are_suggested_by_any_of_their_names(site, author):
    assert "/-/places/woking" in [one.url for one in suggestions(site, "wok", author)]
    assert "service" in [one.kind for one in suggestions(site, "bin", author)]
    assert all(one.kind != "group" for one in suggestions(site, "front line", None))
    assert [one.kind for one in suggestions(site, "front line", author)] == ["group"]


def test_pages_whose_day_has_come_are_sent_to_search(site, author, clock):
    from extranet import search
    from extranet.pages.answers import scheduled_jobs

    create_page(site, author, PageDraft(question(valid_from=date(2026, 11, 25))), "later-page")
    before = search.waiting_count(site)
    search.drain(site)
    clock.move(days=4)
    scheduled_jobs(site)[0].run(site)
    assert before == 1
    assert search.waiting_count(site) == 1
