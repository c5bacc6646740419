"""What people say about a page, who reads it, and who may take it away."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extranet.discussion import begin_thread, reply, threads_of
from extranet.discussion.actions import edit_comment, remove_comment, reopen_thread, settle_thread
from extranet.discussion.mentions import suggest
from extranet.discussion.model import HEADING, QUOTE, About
from extranet.discussion.reading import comment_and_page, in_short, is_there, thread_and_page
from extranet.errors import BadInput, Forbidden, NotFound
from extranet.identity import audit_entries
from extranet.pages import NoSuchPage, PageDraft, delete_page, read_page, rename_page, restore_page, save_page
from extranet.watching import watch
from extranet.watching.reading import my_news


def said(site, actor, **more):
    return [one.text for thread in threads_of(site, actor, "missed-bin", **more).threads for one in thread.comments]


def acts(site):
    return [one["act"] for one in audit_entries(site) if one["act"].startswith(("comment.", "discussion."))]


def save(site, actor, body=None, **changes):
    page = read_page(site, actor, "missed-bin")
    draft = PageDraft({**page.metadata, "change_note": "The window is three days now.", **changes}, page.body if body is None else body)
    return save_page(site, actor, page.slug, draft, page.number)


def test_a_comment_and_its_answer_stand_in_one_thread(site, ann, author, page):
    first = begin_thread(site, ann, "missed-bin", "Is it two days **everywhere**?")
    reply(site, author, first.thread_id, "Yes.")
    [thread] = threads_of(site, ann, "missed-bin").threads
    assert [one.author_name for one in thread.comments] == ["Ann Oakley", "Olu Writer"]
    assert "<strong>everywhere</strong>" in str(thread.comments[0].parts)
    assert acts(site) == ["comment.written", "comment.written"]


def test_what_is_said_is_read_by_exactly_those_who_read_the_page(site, ann, author, page):
    begun = begin_thread(site, author, "missed-bin", "Between us.")
    save(site, author, audience="team")
    assert said(site, author) == ["Between us."]
    for attempt in (
        lambda: threads_of(site, ann, "missed-bin"),
        lambda: thread_and_page(site, ann, begun.thread_id),
        lambda: comment_and_page(site, ann, begun.comment_id),
        lambda: reply(site, ann, begun.thread_id, "Me too"),
        lambda: begin_thread(site, ann, "missed-bin", "Me too"),
        lambda: settle_thread(site, ann, begun.thread_id),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_a_visitor_may_not_write_even_on_a_public_page(site, author, page):
    save(site, author, audience="public")
    with pytest.raises(Forbidden):
        begin_thread(site, None, "missed-bin", "Hello")


def test_the_discussion_follows_a_renamed_page_and_goes_with_the_bin(site, ann, author, page):
    begin_thread(site, ann, "missed-bin", "A question")
    rename_page(site, author, "missed-bin", "bin-not-emptied")
    assert len(threads_of(site, ann, "bin-not-emptied").threads) == 1
    delete_page(site, author, "bin-not-emptied")
    with pytest.raises(NoSuchPage):
        threads_of(site, ann, "bin-not-emptied")
    restore_page(site, author, "bin-not-emptied")
    assert len(threads_of(site, ann, "bin-not-emptied").threads) == 1


def test_a_passage_is_quoted_from_the_page_and_known_to_be_gone_later(site, ann, author, page):
    begun = begin_thread(site, ann, "missed-bin", "Three, surely", About(QUOTE, "", "crew comes  back within two days"))
    heading = begin_thread(site, ann, "missed-bin", "Shorter?", About(HEADING, "what-to-say"))
    found = {one.id: one.about for one in threads_of(site, ann, "missed-bin").threads}
    assert found[heading.thread_id].words == "What to say"
    assert all(is_there(page, one) for one in found.values())
    now = save(site, author, "## What to ask\n\nThe crew comes back within three days.\n")
    assert not any(is_there(now, one) for one in found.values())
    assert begun.thread_id in found


def test_a_passage_of_the_short_answer_can_be_quoted(site, ann, page):
    begin_thread(site, ann, "missed-bin", "Really?", About(QUOTE, "", "Report it and the crew comes back"))


@pytest.mark.parametrize(
    ("text", "about", "field"),
    [
        ("   ", About(), "text"),
        ("x" * 4001, About(), "text"),
        ("Ring her on 07700 900123", About(), "text"),
        ("Fine", About(QUOTE, "", "words that stand nowhere"), "quote"),
        ("Fine", About(QUOTE, "", "x"), "quote"),
        ("Fine", About(HEADING, "no-heading"), "about"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_a_sentence_at_its_field_and_nothing_is_kept(site, ann, page, text, about, field):
    with pytest.raises(BadInput) as refused:
        begin_thread(site, ann, "missed-bin", text, about)
    assert refused.value.field == field
    assert said(site, ann) == []


def test_the_same_form_sent_twice_says_it_once(site, ann, page):
    first = begin_thread(site, ann, "missed-bin", "Once", token="t1")
    again = begin_thread(site, ann, "missed-bin", "Once", token="t1")
    assert first.comment_id == again.comment_id
    assert said(site, ann) == ["Once"]


def test_own_words_can_be_changed_for_fifteen_minutes_and_by_nobody_else(site, clock, ann, approver, page):
    begun = begin_thread(site, ann, "missed-bin", "Teh bin")
    with pytest.raises(Forbidden):
        edit_comment(site, approver, begun.comment_id, "Mine")
    edit_comment(site, ann, begun.comment_id, "The bin")
    assert said(site, ann) == ["The bin"]
    clock.move(minutes=15)
    with pytest.raises(Forbidden, match="15 minutes"):
        edit_comment(site, ann, begun.comment_id, "Too late")


def test_its_writer_or_an_approver_of_the_page_removes_a_comment_and_nobody_else(site, ann, member, author, approver, page):
    first = begin_thread(site, ann, "missed-bin", "Not for here")
    second = reply(site, ann, first.thread_id, "Nor this")
    bob = member("Bob Reader")
    for other in (bob, author):
        with pytest.raises(Forbidden):
            remove_comment(site, other, first.comment_id)
    remove_comment(site, approver, first.comment_id)
    remove_comment(site, ann, second.comment_id)
    [thread] = threads_of(site, bob, "missed-bin").threads
    assert [(one.is_removed, one.text, one.parts, one.removed_by) for one in thread.comments] == [(True, "", [], "Una Approver"), (True, "", [], "Ann Oakley")]
    [entry, *_] = [one for one in audit_entries(site, act="comment.removed") if "Una" in one["actor_name"]]
    assert "written by Ann Oakley" in entry["detail"]
    assert "Not for here" not in str(audit_entries(site))


def test_a_thread_is_settled_by_who_began_it_or_writes_the_page_and_an_answer_opens_it_again(site, ann, member, author, page):
    begun = begin_thread(site, ann, "missed-bin", "A question")
    bob = member("Bob Reader")
    with pytest.raises(Forbidden):
        settle_thread(site, bob, begun.thread_id)
    settle_thread(site, author, begun.thread_id)
    assert said(site, ann) == []
    assert said(site, ann, state="resolved") == ["A question"]
    reply(site, bob, begun.thread_id, "Not quite")
    assert len(said(site, ann)) == 2
    settle_thread(site, ann, begun.thread_id)
    reopen_thread(site, ann, begun.thread_id)
    assert acts(site)[:2] == ["discussion.reopened", "discussion.settled"]


def test_the_short_form_counts_what_stands_and_shows_what_is_open(site, ann, page):
    assert in_short(site, page).comments == 0
    first = begin_thread(site, ann, "missed-bin", "word " * 100)
    reply(site, ann, first.thread_id, "More")
    short = in_short(site, page)
    assert (short.comments, short.open_threads, short.lines[0].answers) == (2, 1, 1)
    assert short.lines[0].words.endswith("…")
    assert len(short.lines[0].words) < 170
    settle_thread(site, ann, first.thread_id)
    assert (in_short(site, page).open_threads, in_short(site, page).lines) == (0, ())


def test_who_is_mentioned_is_told_at_once_if_they_may_read_the_page(site, ann, member, author, page):
    bob, carl = member("Bob Reader", "elmbridge"), member("Carl Café", "elmbridge")
    done = begin_thread(site, ann, "missed-bin", "What do you say, @bob reader? And @Carl Café!  mail@bob reader @Nobody Here")
    assert sorted(done.told) == ["Bob Reader", "Carl Café"]
    [line] = my_news(site, bob)
    assert (line.kind, line.mail_as, line.title) == ("mention", "immediate", "Ann Oakley mentioned you: Missed bin collection")
    save(site, author, audience="team")
    done = begin_thread(site, author, "missed-bin", "@Bob Reader")
    assert done.told == ()
    assert my_news(site, bob) == my_news(site, carl) == []


def test_two_people_of_one_name_have_to_be_told_apart(site, ann, member, page):
    member("Sam Smith", "woking"), member("Sam Smith", "elmbridge")
    with pytest.raises(BadInput, match=r"2 people are called Sam Smith. Write @Sam Smith \(\w+\) or"):
        begin_thread(site, ann, "missed-bin", "@Sam Smith?")
    assert begin_thread(site, ann, "missed-bin", "@Sam Smith (elmbridge)?").told == ("Sam Smith",)


def test_names_are_suggested_only_of_people_who_may_read_the_page(site, ann, member, author, page):
    member("Bob Reader", "elmbridge")
    assert [one.name for one in suggest(site, page, "re bo")] == ["Bob Reader"]
    assert suggest(site, page, "b") == []
    assert suggest(site, replace(page, reading_key="group:front-line-forum"), "bob") == []


def test_watchers_and_those_who_spoke_are_told_once_each_and_never_who_says_it(site, ann, member, author, page):
    bob = member("Bob Reader")
    watch(site, bob, "page", str(page.id))
    begun = begin_thread(site, ann, "missed-bin", "Hello @Bob Reader")
    reply(site, author, begun.thread_id, "Hello")
    assert [one.kind for one in my_news(site, bob)] == ["comment", "mention"]
    assert [one.title for one in my_news(site, ann)] == ["Olu Writer answered: Missed bin collection"]
    assert my_news(site, author) == []


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_no_text_breaks_a_comment_or_carries_script(site, ann, page, text):
    try:
        done = begin_thread(site, ann, "missed-bin", f"{text}<script>alert(1)</script>[x](javascript:alert(1)) @{text}")
    except BadInput:
        return
    [thread] = [one for one in threads_of(site, ann, "missed-bin").threads if one.id == done.thread_id] or [None]
    if thread:
        assert "<script" not in str(thread.comments[0].parts)
        assert "javascript:" not in str([part for part in thread.comments[0].parts if part[0] == "html" and "href=" in part[1]])
