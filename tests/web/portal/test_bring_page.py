"""Bringing in on the page: give in, look, start, report; the work is the jobs process's, and everything typed is kept when refused."""

from io import BytesIO

import pytest

from extranet.errors import TooLarge
from extranet.identity import disable_person
from extranet.pages import PageFilters, list_pages
from extranet.portal.bringing import Chosen, runs, store
from extranet.portal.importing import house_actor

FORM = {"kind": "auto", "name": "Old intranet", "group": "front-line-forum", "owner": "woking", "audience": "team", "type": "guidance", "map": ""}


@pytest.fixture
def partner(person):
    return person("Pat Nelson", "surrey", ("partnership_administrator", "partnership", ""))


@pytest.fixture
def asking(client, sign_in, partner):
    return sign_in(client, partner)


def send(client, file="pages.md", content=b"# Missed bins\n\nReport it.\n", **changes):
    return client.post("/-/settings/bring", data=FORM | changes | {"source": (BytesIO(content), file)})


def pages_of(site):
    return [one.slug for one in list_pages(site, house_actor(), PageFilters(only_shown=False))]


def test_a_file_is_looked_at_then_started_then_reported(site, asking):
    answer = send(asking)
    assert answer.status_code == 303
    page = answer.headers["Location"]
    waiting = asking.get(page).text
    assert "waiting for its turn" in waiting
    assert "<progress" in waiting
    assert runs.work_on(site)
    looked = asking.get(page).text
    assert "Nothing was written yet" in looked
    assert "would be imported" in looked
    assert pages_of(site) == []
    assert asking.post(f"{page}/start").status_code == 303
    assert asking.get(f"{page}/progress").json["is_at_work"] is True
    assert runs.work_on(site)
    assert runs.work_on(site) is False
    assert pages_of(site) == ["missed-bins"]
    done = asking.get(page).text
    assert "It is done" in done
    assert 'href="/wiki/missed-bins"' in done
    assert list((site.settings.data_dir / "bringing").iterdir()) == []
    assert asking.post(f"{page}/start").status_code == 409
    assert asking.post(f"{page}/forget").status_code == 303
    assert asking.get(page).status_code == 404
    assert pages_of(site) == ["missed-bins"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Give the source a name"),
        ({"map": "[[rule]]\nlgsl_ids = [1]"}, "says for which pages"),
        ({"group": "no-group"}, "There is no working group"),
        ({"audience": "everybody"}, "The audience cannot be"),
    ],
)
def test_what_cannot_be_chosen_is_refused_on_the_same_page_and_everything_typed_is_kept(site, asking, changes, sentence):
    answer = send(asking, **changes)
    assert answer.status_code == 422
    assert sentence in answer.text
    kept = [*changes.get("map", "").splitlines(), changes.get("name", FORM["name"])]
    assert all(one in answer.text for one in kept)
    assert runs.runs(site) == []


def test_a_file_of_another_kind_an_empty_one_and_one_too_large_are_refused(site, asking, partner):
    assert "Choose a file that ends in" in send(asking, "pages.exe").text
    assert "this one is empty" in send(asking, content=b"").text
    large = BytesIO(b"x" * (site.settings.attachment_megabytes * 1024 * 1024 + 1))
    with pytest.raises(TooLarge, match="over 20 MB"):
        runs.give_in(site, partner, "pages.md", large, Chosen(name="Old intranet"))
    assert runs.runs(site) == []
    assert list((site.settings.data_dir / "bringing").iterdir()) == []


def test_a_bad_archive_is_not_taken_and_the_page_says_why(site, asking):
    page = send(asking, "pages.zip", b"PK\x03\x04 cut short").headers["Location"]
    runs.work_on(site)
    assert "damaged or cut short" in asking.get(page).text
    assert pages_of(site) == []


def test_a_run_that_was_cut_off_is_taken_up_again(site, asking):
    run_id = int(send(asking).headers["Location"].rpartition("/")[2])
    with site.db.writing() as tx:
        store.change_run(tx, run_id, state=runs.WORKING, is_preview=False)
    assert runs.work_on(site)
    assert runs.run_of(site, run_id).state == runs.DONE
    assert pages_of(site) == ["missed-bins"]


def test_who_lost_the_right_since_brings_nothing_in(site, asking, partner):
    run_id = int(send(asking).headers["Location"].rpartition("/")[2])
    disable_person(site, None, partner.id)
    runs.work_on(site)
    assert "may not bring pages in any more" in runs.run_of(site, run_id).sentence


def test_an_author_of_another_authority_finds_no_way_in(client, sign_in, person):
    sign_in(client, person("Ida Other", "guildford", ("author", "group", "front-line-forum")))
    assert client.get("/-/settings/bring").status_code == 403
    assert send(client).status_code == 403
