"""The same code over PostgreSQL: tables, people, pages, search and the web. One server, one after another."""

import pytest
from sqlalchemy import inspect

from extranet import search
from extranet.app import create_app, schema_owners
from extranet.authorities import current_authorities
from extranet.migrate import check
from extranet.pages import EditConflict, PageDraft, history, load_pages, read_page, restore_revision, save_page
from extranet.search import Query
from extranet.standard import read_front_matter

pytestmark = pytest.mark.xdist_group("postgres")
PAGES = ("missed-bin-collection", "dog-fouling", "bin-collection-day", "worried-about-child")


def drafts(site):
    for slug in PAGES:
        text = (site.settings.content_dir / "pages" / f"{slug}.md").read_text(encoding="utf-8")
        metadata, body, _line = read_front_matter(text)
        yield slug, PageDraft(dict(metadata), body)


@pytest.fixture
def administrator(person):
    return person("Pat Partridge", "surrey", ("partnership_administrator", "partnership"))


@pytest.fixture
def pages(site, administrator):
    """Four pages of the starting content, loaded."""
    report = load_pages(site, administrator, drafts(site))
    assert not report.refused
    return PAGES


def test_every_slice_and_plugin_makes_its_tables(site):
    check(site.db, schema_owners(site))
    with site.db.reading() as connection:
        tables = set(inspect(connection).get_table_names())
    assert {"page", "revision", "person", "session", "search_outbox", "authority"} <= tables
    assert current_authorities(site)


def test_a_save_over_a_newer_revision_loses_neither(site, administrator, pages):
    page = read_page(site, administrator, "dog-fouling")
    draft = PageDraft(dict(page.metadata) | {"change_note": "Said more about the bag, for the test."}, page.body + "\n\nOne more line.\n")
    saved = save_page(site, administrator, "dog-fouling", draft, page.number)
    assert saved.number == page.number + 1
    with pytest.raises(EditConflict) as conflict:
        save_page(site, administrator, "dog-fouling", draft, page.number)
    assert conflict.value.theirs.number == saved.number
    assert restore_revision(site, administrator, "dog-fouling", page.number).number == saved.number + 1
    assert [one.number for one in history(site, administrator, "dog-fouling")][:2] == [saved.number + 1, saved.number]


def test_a_loaded_page_is_found(site, administrator, pages):
    while search.drain(site):
        pass
    results = search.find(site, administrator, Query("missed bin"))
    assert results.total
    assert "missed-bin-collection" in str(results.groups[0])


def test_the_web_serves_a_reader(site, person, sign_in, pages):
    app = create_app(site=site)
    client = sign_in(app.test_client(), person("Rae Reader", "woking"))
    page = client.get("/wiki/missed-bin-collection?for=woking")
    assert page.status_code == 200
    assert "For Woking customers" in page.text
    for address in ("/", "/-/services", "/-/episodes/moving-home", "/-/places/woking", "/-/groups/front-line-forum", "/-/changes", "/-/facts"):
        assert client.get(address).status_code == 200, address
