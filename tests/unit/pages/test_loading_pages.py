"""Many pages at once."""

from pages_drafts import question

from extranet.pages import PageDraft, all_page_ids, load_pages, read_page, rename_page


def drafts(count, body="Text."):
    return [(f"page-{number}", PageDraft(question(title=f"Page {number}"), body)) for number in range(count)]


def test_a_load_run_twice_changes_nothing(site, administrator):
    done = []
    first = load_pages(site, administrator, drafts(130), done.append)
    second = load_pages(site, administrator, drafts(130))
    assert (len(first.created), done) == (130, [100, 30])
    assert (len(second.unchanged), second.created, second.changed) == (130, (), ())
    assert len(all_page_ids(site)) == 130


def test_a_changed_page_gets_a_revision_and_a_faulty_one_its_sentences(site, administrator):
    load_pages(site, administrator, drafts(2))
    faulty = ("page-9", PageDraft(question(summary="Long. " * 50)))
    report = load_pages(site, administrator, [drafts(1, "New text.")[0], faulty, ("Not a slug", PageDraft(question()))])
    assert report.changed == ("page-0",)
    assert "The summary has" in report.refused["page-9"][0]
    assert "small letters" in report.refused["Not a slug"][0]
    assert read_page(site, administrator, "page-0").number == 2


def test_a_page_that_comes_again_in_the_next_batch_is_changed_then(site, administrator):
    report = load_pages(site, administrator, [*drafts(100), *drafts(1, "New text.")])
    assert (len(report.created), report.changed, report.refused) == (100, ("page-0",), {})
    assert read_page(site, administrator, "page-0").body == "New text."


def test_an_address_of_another_page_is_refused_and_the_rest_goes_on(site, administrator):
    load_pages(site, administrator, drafts(1))
    rename_page(site, administrator, "page-0", "elsewhere")
    report = load_pages(site, administrator, drafts(2))
    assert report.created == ("page-1",)
    assert "Addresses are never given" in report.refused["page-0"][0]


def test_nobody_loads_over_a_page_they_could_not_edit(site, author, stranger, missed_bin):
    theirs = question(working_group="gis-users-group", owner_authority="elmbridge")
    report = load_pages(site, stranger, [("missed-bin", PageDraft(theirs, "Mine now."))])
    assert report.refused
    assert read_page(site, author, "missed-bin").body == missed_bin.body
