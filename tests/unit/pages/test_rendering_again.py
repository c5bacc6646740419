"""Current texts rendered again."""

from click.testing import CliRunner

from extranet import search
from extranet.pages import PageDraft, history, read_page, render_again, save_page
from extranet.pages.cli import render
from extranet.pages.store import revisions


def spoil(site, page):
    """Store the text as if it had come out plain on a busy day."""
    with site.db.writing() as tx:
        revisions.set_rendered(tx, page.id, page.number, {"rendered": {**page.rendered, "is_plain": True, "body": [["html", "<pre>…</pre>"]]}})


def test_a_text_that_came_out_plain_is_mended_and_nothing_else_is_touched(site, author, missed_bin):
    spoil(site, missed_bin)
    search.drain(site)
    assert render_again(site, only_plain=True) == 1
    page = read_page(site, author, "missed-bin")
    assert (page.rendered, page.number, page.updated_at) == (missed_bin.rendered, 1, missed_bin.updated_at)
    assert search.waiting_count(site) == 1


def test_a_page_that_is_right_is_left_alone(site, author, missed_bin):
    told = []
    assert render_again(site, progress=lambda done, total: told.append((done, total))) == 0
    assert told == [(1, 1)]


def test_a_text_that_is_hostile_stays_plain_and_is_no_news(site, author, missed_bin):
    save_page(site, author, "missed-bin", PageDraft({**missed_bin.metadata, "change_note": "Something odd was pasted in."}, "[" * 60_000), 1)
    assert render_again(site, only_plain=True) == 0
    assert len(history(site, author, "missed-bin")) == 2


def test_the_command_says_how_many_came_out_different(site, missed_bin):
    spoil(site, missed_bin)
    answer = CliRunner().invoke(render, ["--only-plain", "--json"], obj=lambda: site)
    assert answer.exception is None
    assert (answer.exit_code, answer.output.strip()) == (0, '{"changed": 1}')
