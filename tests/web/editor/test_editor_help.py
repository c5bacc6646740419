"""What the page editor is told: only writers are answered, and only with what they may read."""

from io import BytesIO

import pytest

from extranet.pages import PageDraft, create_page
from extranet.search import rebuild

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000020802000000fdd49a73"
    "0000001049444154789c63f8cfc000440c100a001fee03fd8b5f14d40000000049454e44ae426082"
)
FIELDS = {
    "title": "Missed bin collection", "type": "guidance", "summary": "What to do when a bin was missed.", "owner_authority": "guildford",
    "working_group": "front-line-forum", "audience": "team", "status": "draft", "confidence": "wip", "update_type": "major",
    "change_note": "First version, for the test.", "area": "all", "localisable": "optional", "licence": "OGL v3.0",
}  # fmt: skip


@pytest.fixture
def author(person):
    return person("Ann Oakley", "guildford", ("author", "group", "front-line-forum"))


@pytest.fixture
def page(site, author):
    made = create_page(site, author, PageDraft(FIELDS, "## What to ask\n\nText.\n"), "missed-bin")
    rebuild(site)
    return made


@pytest.fixture
def writer(client, sign_in, author):
    return sign_in(client, author)


def send_picture(client, slug, content=PICTURE, name="shot.png"):
    return client.post(f"/-/editor/{slug}/pictures", data={"file": (BytesIO(content), name)}, headers={"Accept": "application/json"})


def test_titles_are_told_of_pages_the_writer_may_read_and_of_no_others(client, writer, page, person, sign_in):
    asked = "/-/editor/pages?slug=missed-bin&slug=no-such-page"
    assert writer.get(asked).json == {"titles": {"missed-bin": "Missed bin collection"}}
    stranger = person("Bob Elm", "woking", ("author", "group", "gis-users-group"))
    assert sign_in(client, stranger).get(asked).json == {"titles": {}}


def test_names_of_councils_sets_and_kinds_are_told_to_writers_alone(client, writer, person, sign_in):
    told = writer.get("/-/editor/names").json
    assert {"slug": "woking", "name": "Woking"} in told["councils"]
    assert "joint-waste" in {one["slug"] for one in told["sets"]}
    assert {one["slug"] for one in told["tiers"]} == {"county", "district", "unitary", "parish"}
    assert sign_in(client, person("Cy Ash", "woking")).get("/-/editor/names").status_code == 403


def test_a_second_picture_of_the_same_name_is_another_file(writer, page):
    assert send_picture(writer, "missed-bin").json["address"] == "attachment:shot.png"
    assert send_picture(writer, "missed-bin").json["address"] == "attachment:shot-2.png"


def test_what_is_no_picture_is_refused_with_a_sentence_and_not_kept(writer, page):
    answer = send_picture(writer, "missed-bin", b"words", "notes.txt")
    assert answer.status_code == 422
    assert "picture" in answer.json["detail"]
    assert send_picture(writer, "missed-bin", b"words", "shot.png").status_code == 422
    assert writer.get("/-/pages/missed-bin/attachments/notes.txt").status_code == 404


def test_a_page_that_is_not_there_takes_no_picture(writer):
    assert send_picture(writer, "no-such-page").status_code == 404
