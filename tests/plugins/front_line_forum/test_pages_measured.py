"""Measures of the pages, waits that are brought in, and links that are judged."""

import pytest
from desk_people import AUTHOR, administrator, adviser, forum_member, page, person, specialist

from extranet import upkeep
from extranet.actor import Grant
from extranet.errors import BadInput, Conflict, Forbidden, NotFound
from extranet.pages import PageDraft, create_page
from extranet.upkeep.model import REASONS
from extranet_plugins.front_line_forum import contacts, judging, measures, proving, standing, waits
from extranet_plugins.front_line_forum.contacts import Closing
from extranet_plugins.front_line_forum.measures import Span

SHEET = "day,channel,seconds,contacts\n2026-11-02,phone,10,6\n2026-11-02,phone,40,3\n2026-11-02,phone,90,1\n"


@pytest.fixture
def ann(site):
    return adviser(site)


@pytest.fixture
def coach(site):
    return person(site, "Cora Coach", "woking", Grant("trainer", "group", "customer-care-trainers"))


def span_of(site):
    return Span.of_weeks(site.clock.today(), 13)


def sheet_of(site):
    return SHEET.replace("2026-11-02", site.clock.today().isoformat())


def closed_on(site, actor, slug="missed-bin", customer="woking"):
    return contacts.close(site, actor, Closing("resolved", customer, page=slug))


def test_a_drawn_link_is_judged_once_and_counts_equal_the_log(site, ann, coach):
    page(site)
    first, second = closed_on(site, ann), closed_on(site, ann)
    judging.judge(site, coach, first.id, True)
    judging.judge(site, coach, second.id, False)
    found = measures.whole(site, span_of(site), "woking")
    assert (found.judged, found.judged_right, found.link_accuracy_share) == (2, 1, 50.0)
    assert proving.differences(site) == []
    with pytest.raises(Conflict, match="first"):
        judging.judge(site, coach, first.id, False)
    assert measures.whole(site, span_of(site)).judged == 2
    for by in ("week", "service", "authority", "channel", "customer"):
        assert sum(line.judged for line in measures.lines_by(site, by, span_of(site))) == 2


def test_a_judge_is_shown_contacts_of_the_own_authority_and_never_the_own(site, ann, coach):
    page(site)
    third = closed_on(site, adviser(site, "Gil", "guildford"))
    own = closed_on(site, coach)
    assert judging.next_sample(site, coach) is None
    for one in (third, own):
        with pytest.raises(NotFound):
            judging.judge(site, coach, one.id, True)
    made = closed_on(site, ann)
    sample = judging.next_sample(site, coach)
    assert (sample.contact.id, sample.title) == (made.id, "Missed bin collection")


def test_judging_is_for_trainers_and_the_forums_approvers(site, ann, client_for, coach):
    page(site)
    made = closed_on(site, ann)
    assert client_for(ann).get("/-/desk/links").status_code == 403
    assert client_for(forum_member(site)).post(f"/-/desk/links/{made.id}", data={"said": "right"}).status_code == 403
    shown = client_for(coach).get("/-/desk/links").text
    assert "Missed bin collection" in shown
    assert "Ann Oakley" not in shown
    assert client_for(coach).post(f"/-/desk/links/{made.id}", data={"said": "perhaps"}).status_code == 422
    assert client_for(coach).post(f"/-/desk/links/{made.id}", data={"said": "right"}).status_code == 303
    assert "Nothing left to judge" in client_for(coach).get("/-/desk/links").text
    assert "1 of 1" in client_for(coach).get("/-/desk/measures").text


def test_pages_are_counted_at_night_by_week_service_and_authority(site, ann, clock):
    page(site)
    page(site, "council-tax", "Council tax bands", services=(57,), owner_authority="guildford", everyday_terms=["band"])
    upkeep.give_answer(site, ann, "missed-bin", "yes", authority="woking")
    upkeep.give_answer(site, ann, "missed-bin", next(iter(REASONS)), "The day was wrong.", authority="woking")
    closed_on(site, ann)
    standing.take(site)
    standing.take(site)
    whole = standing.whole(site, span_of(site))
    assert whole.currency == (2, 2)
    assert whole.helped == (1, 2)
    assert (whole.links, whole.new, whole.reuse_share) == (1, 2, 33.3)
    weeks = standing.lines_by(site, "week", span_of(site))
    assert len(weeks) == 13
    assert (weeks[-1].currency, weeks[-1].new, weeks[0].currency_share) == ((2, 2), 2, None)
    by_authority = {line.name: line for line in standing.lines_by(site, "authority", span_of(site))}
    assert by_authority["Guildford Borough Council"].currency == (1, 1)
    assert sum(line.currency[1] for line in standing.lines_by(site, "service", span_of(site))) == 2
    clock.move(days=200)
    standing.take(site)
    assert standing.whole(site, span_of(site)).currency == (0, 2)


def test_required_local_texts_are_counted_for_each_council(site):
    made = page(site)
    body = "::: for woking\nOut by six.\n:::\n::: otherwise\nOut by seven.\n:::\n"
    metadata = {**made.metadata, "localisable": "required", "area": ["woking", "guildford"]}
    create_page(site, AUTHOR, PageDraft(metadata | {"title": "Bin times", "customer_question": "When is my bin emptied?"}, body), "bin-times")
    standing.take(site)
    assert standing.whole(site, span_of(site)).coverage == (1, 2)
    found = {line.name: line.coverage for line in standing.lines_by(site, "authority", span_of(site))}
    assert found["Woking Borough Council"] == (1, 1)
    assert found["Guildford Borough Council"] == (0, 1)


def test_waits_are_exact_over_any_span_and_a_day_that_comes_again_replaces(site):
    ada = administrator(site)
    waits.take_in(site, ada, sheet_of(site))
    assert waits.take_in(site, ada, sheet_of(site)) == 3
    found = waits.whole(site, span_of(site))
    assert (found.contacts, found.median, found.ninetieth, found.soon_share) == (10, 10, 40, 60.0)
    assert waits.lines_by(site, "week", span_of(site))[-1].contacts == 10
    assert [line.name for line in waits.lines_by(site, "channel", span_of(site))] == ["Phone"]
    assert waits.lines_by(site, "authority", span_of(site), "guildford") == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "first line"),
        ("day,seconds\n", "first line"),
        ("day,channel,seconds,contacts\n", "no rows"),
        ("day,channel,seconds,contacts\n2.11.2026,phone,1,1", "Line 2: write the day"),
        ("day,channel,seconds,contacts\n2026-11-02,pigeon,1,1", "Line 2: the channel"),
        ("day,channel,seconds,contacts\n2026-11-02,phone,-1,1", "Line 2: seconds"),
        ("day,channel,seconds,contacts\n2999-11-02,phone,1,1", "still to come"),
    ],
)
def test_a_table_that_is_not_right_is_refused_by_line(site, text, sentence):
    with pytest.raises(BadInput, match=sentence):
        waits.take_in(site, administrator(site), text)
    assert waits.whole(site, span_of(site)).contacts == 0


def test_only_the_authoritys_administrator_brings_in_its_figures(site, client_for):
    with pytest.raises(Forbidden):
        waits.take_in(site, specialist(site), sheet_of(site))
    client = client_for(administrator(site))
    back = client.post("/-/desk/measures/waits", data={"sheet": "day,channel\n1,2"})
    assert back.status_code == 422
    assert "1,2" in back.text
    assert client.post("/-/desk/measures/waits", data={"sheet": sheet_of(site)}).status_code == 303
    assert "60.0 %" in client.get("/-/desk/measures/waits?by=channel").text
    assert client.get("/-/desk/measures/waits.csv?by=authority").text.splitlines()[1] == "Woking Borough Council,10,10,40,60.0"


def test_an_authority_sees_its_own_waits_and_pages_and_no_thirds(site, ann, client_for):
    waits.take_in(site, administrator(site, "Gil Admin", "guildford"), sheet_of(site))
    page(site, owner_authority="guildford")
    standing.take(site)
    client = client_for(ann)
    for where in ("waits", "answers"):
        assert client.get(f"/-/desk/measures/{where}?by=authority").status_code == 200
        assert "Guildford" not in client.get(f"/-/desk/measures/{where}.csv?by=authority").text
        assert client.get(f"/-/desk/measures/{where}?scope=guildford").status_code == 404
        assert "Guildford" in client_for(forum_member(site, f"Fay {where}")).get(f"/-/desk/measures/{where}.csv?by=authority").text
    assert client.get("/-/desk/measures/answers?plot=none").status_code == 404
