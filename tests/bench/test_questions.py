"""What makes page views quick is counted, not timed: questions to the database."""

import pytest
from sqlalchemy import event

from extranet.pages import PageDraft, load_pages
from extranet.portal import house_actor
from tests.bench.served import corpus_for

MOST_QUESTIONS = 3


@pytest.fixture
def questions(site):
    """The statements asked of the database since the test began to look, without BEGIN."""
    asked = []

    def note(_connection, _cursor, statement, *_more):
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    event.listen(site.db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(site.db.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("count", [5, 40])
def test_a_page_view_asks_the_database_three_questions_at_most_however_many_pages_there_are(site, client, sign_in, person, questions, count):
    corpus = corpus_for(site, count)
    report = load_pages(site, house_actor(), ((page.slug, PageDraft(page.metadata, page.body)) for page in corpus))
    assert report.refused == {}
    site.hook_table.is_on = lambda site, name: name.startswith("core.")  # a plugin's panel may ask for its own
    sign_in(client, person())
    for number in (0, 1, 2):
        client.get(f"/wiki/{corpus.slug(number)}")
    for number in (0, 1, 2):
        questions.clear()
        assert client.get(f"/wiki/{corpus.slug(number)}").status_code == 200
        assert len(questions) <= MOST_QUESTIONS, "\n".join(questions)
