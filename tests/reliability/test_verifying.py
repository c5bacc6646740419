"""The look for lost saves would see one: each kind of damage is done on purpose."""

import pytest
from sqlalchemy import text

from extranet import search
from extranet.identity import grant
from extranet.pages import PageDraft, create_page, save_page
from extranet.portal.model import save_token
from tests.bench.served import WRITER, ask_no_approvals, corpus_for
from tests.reliability.verifying import faults_in
from tests.reliability.writing import CONFLICT, OK, Attempt, Log


@pytest.fixture
def kept(site, person):
    """A page with three acknowledged saves, in the index; a callable that gives the faults."""
    actor = person("Ann Oakley", "woking")
    grant(site, None, actor.id, WRITER)
    actor = person("Joan Field", "woking", ("partnership_administrator", "partnership"))
    ask_no_approvals(site)
    made = corpus_for(site, 1).page(0)
    page, log = create_page(site, actor, PageDraft(made.metadata, made.body), made.slug), Log()
    for number in range(1, 4):
        word = f"k0x{number:06d}"
        page = save_page(site, actor, page.slug, PageDraft(page.metadata, page.body.rstrip() + f"\n{word}\n"), number, save_token(actor.id, word))
        log.add(Attempt(0, word, page.slug, number, OK, number + 1))
    search.rebuild(site)
    while search.drain(site):
        pass
    return lambda: faults_in(site, log, [page.slug], [actor.id]), log


def test_nothing_is_found_where_nothing_is_wrong(kept):
    faults, _ = kept
    assert faults() == []


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("DELETE FROM revision WHERE number = 4", "was acknowledged and is kept 0 times"),
        ("DELETE FROM revision WHERE number = 3", "with a gap or twice"),
        ("UPDATE revision SET body = replace(body, 'k0x000002', '') WHERE number = 4", "an update was lost"),
        ("UPDATE revision SET token = 'api-of-nobody' WHERE number = 4", "that nobody sent"),
        ("UPDATE page SET number = 3", "stands at revision 3"),
        ("DELETE FROM audit WHERE detail = 'revision 3'", "the audit log names revision 3"),
        ("UPDATE search_item SET mark = 5", "the index differs"),
    ],
)
def test_damage_is_found(site, kept, damage, found):
    with site.db.writing() as tx:
        tx.execute(text(damage))
    assert any(found in fault for fault in kept[0]())


def test_a_refused_save_that_was_kept_is_found(kept):
    faults, log = kept
    log.attempts[0] = Attempt(0, "k0x000001", log.attempts[0].slug, 1, CONFLICT)
    assert any("was refused and is kept" in fault for fault in faults())
