"""People and their roles, as administrators see and change them."""

import pytest

from extranet.actor import Grant
from extranet.identity import actor_by_id, add_person, audit_entries, person_by_id
from extranet.identity.sessions import sessions_of
from extranet.identity.sync_runs import ask_for_sync, run_wanted
from extranet.identity.tables import person as person_table


@pytest.fixture
def administrator(person):
    return person("Ada Admin", "woking", ("authority_administrator", "authority", "woking"))


@pytest.fixture
def partner(person):
    return person("Pat Partner", "surrey", ("partnership_administrator", "partnership", ""))


@pytest.fixture
def reader(person):
    return person("Raj Reader", "woking")


@pytest.fixture
def elsewhere(person):
    return person("Elly Elsewhere", "guildford", ("author", "group", "gis-users-group"))


@pytest.fixture
def signed_in(client, sign_in, administrator):
    return sign_in(client, administrator)


def test_an_administrator_sees_who_can_do_what_and_why_in_their_own_authority(signed_in, reader, elsewhere):
    page = signed_in.get("/-/people").text
    assert "Raj Reader" in page
    assert "given by command line" in page
    assert "Elly Elsewhere" not in page


def test_asking_for_another_authority_shows_ones_own(signed_in, reader, elsewhere):
    assert "Elly Elsewhere" not in signed_in.get("/-/people?authority=guildford").text


def test_the_partnership_sees_every_authority(client, sign_in, partner, reader, elsewhere):
    page = sign_in(client, partner).get("/-/people").text
    assert "Raj Reader" in page
    assert "Elly Elsewhere" in page
    assert "Raj Reader" not in client.get("/-/people?authority=guildford").text


@pytest.mark.parametrize("query", ["q=elsew", "q=ELLY", "role=author"])
def test_people_are_found_by_part_of_a_name_and_by_role(client, sign_in, partner, reader, elsewhere, query):
    page = sign_in(client, partner).get(f"/-/people?{query}").text
    assert "Elly Elsewhere" in page
    assert "Raj Reader" not in page


def test_a_percent_sign_is_no_wildcard(signed_in, reader):
    assert "Nobody found" in signed_in.get("/-/people?q=%25").text


def test_people_come_fifty_at_a_time(site, signed_in):
    for number in range(60):
        add_person(site, "woking", f"{number:032x}", f"login{number}", f"Zed {number:02}")
    first, second = signed_in.get("/-/people?q=zed").text, signed_in.get("/-/people?q=zed&page=2").text
    assert "Zed 49" in first
    assert "Zed 50" not in first
    assert "Zed 50" in second


def test_a_role_is_given_with_its_reason_and_taken_back(site, signed_in, reader):
    form = {"role": "trainer", "scope": "authority:woking", "because": "Runs the induction"}
    assert signed_in.post(f"/-/people/{reader.id}/grant", data=form).status_code == 303
    page = signed_in.get(f"/-/people/{reader.id}").text
    assert "given by Ada Admin: Runs the induction" in page
    assert Grant("trainer", "authority", "woking") in actor_by_id(site, reader.id).grants
    signed_in.post(f"/-/people/{reader.id}/revoke", data={"grant": "trainer@authority:woking"})
    assert actor_by_id(site, reader.id).grants == frozenset()


@pytest.mark.parametrize(
    ("role", "scope", "status"),
    [
        ("partnership_administrator", "partnership:", 403),
        ("author", "authority:guildford", 403),
        ("author", "group:gis-users-group", 403),
        ("", "authority:woking", 422),
        ("king", "authority:woking", 422),
        ("partnership_administrator", "authority:woking", 422),
    ],
)
def test_an_administrator_gives_no_role_beyond_their_own_reach(site, signed_in, reader, role, scope, status):
    assert signed_in.post(f"/-/people/{reader.id}/grant", data={"role": role, "scope": scope}).status_code == status
    assert actor_by_id(site, reader.id).grants == frozenset()


def test_a_person_of_another_authority_is_not_there(signed_in, elsewhere):
    assert signed_in.get(f"/-/people/{elsewhere.id}").status_code == 404
    assert signed_in.post(f"/-/people/{elsewhere.id}/disable").status_code == 404


def test_a_person_is_switched_off_and_on(site, client, sign_in, app, administrator, reader):
    other = app.test_client()
    sign_in(other, reader)
    sign_in(client, administrator)
    client.post(f"/-/people/{reader.id}/disable", data={"why": "Lost laptop"})
    assert other.get("/-/account").status_code == 303
    assert audit_entries(site)[0]["detail"] == "Lost laptop"
    client.post(f"/-/people/{reader.id}/enable")
    assert person_by_id(site, reader.id).is_active


def test_every_session_of_a_person_is_ended(site, client, sign_in, app, administrator, reader):
    sign_in(app.test_client(), reader)
    sign_in(client, administrator).post(f"/-/people/{reader.id}/sessions/end")
    assert sessions_of(site, reader) == []
    assert person_by_id(site, reader.id).is_active


def test_a_hostile_name_is_shown_as_text(site, signed_in):
    made = add_person(site, "woking", "ab" * 16, "<b>login</b>", "<script>alert(1)</script>", "\"><img src=x>@example.org")
    for path in ("/-/people", f"/-/people/{made.id}"):
        page = signed_in.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x>" not in page


def test_a_leaver_gets_their_record_back_in_the_new_authority(site, client, sign_in, partner):
    old = add_person(site, "woking", "aa" * 16, "mjones", "Mo Jones", "mo.jones@woking.example")
    new = add_person(site, "guildford", "bb" * 16, "jonesm", "Mo Jones", "mo.jones@guildford.example")
    with site.db.writing() as tx:
        tx.execute(person_table.update().where(person_table.c.id == old.id).values(state="directory_blocked"))
    sign_in(client, partner)
    assert "It is the same person" in client.get(f"/-/people/{old.id}").text
    client.post(f"/-/people/{old.id}/move", data={"to": new.id})
    moved = person_by_id(site, old.id)
    assert (moved.authority, moved.stable_id, moved.login, moved.is_active) == ("guildford", "bb" * 16, "jonesm", True)
    assert person_by_id(site, new.id).moved_to == old.id


def test_two_people_in_use_are_never_made_one(site, client, sign_in, partner, reader, elsewhere):
    assert sign_in(client, partner).post(f"/-/people/{reader.id}/move", data={"to": elsewhere.id}).status_code == 422


def test_only_the_partnership_gives_a_record_back(site, signed_in, reader, elsewhere):
    assert signed_in.post(f"/-/people/{reader.id}/move", data={"to": elsewhere.id}).status_code == 403


def test_a_sync_is_asked_for_and_reported(site, signed_in, directories):
    assert signed_in.post("/-/people/sync", data={"authority": "woking", "what": "preview"}).status_code == 303
    assert "waits to begin" in signed_in.get("/-/people/sync").text
    run_wanted(site)
    page = signed_in.get("/-/people/sync").text
    assert "nothing was changed" in page
    assert "Juniper Smith" in page


def test_a_second_sync_is_not_asked_for_while_one_waits(site, signed_in, directories):
    ask_for_sync(site, "woking", "tests", is_preview=True)
    answer = signed_in.post("/-/people/sync", data={"authority": "woking"}, follow_redirects=True)
    assert "A sync of this authority waits already" in answer.text


def test_another_authoritys_sync_is_not_ones_business(signed_in, directories):
    assert signed_in.get("/-/people/sync?authority=guildford").status_code == 404
    assert signed_in.post("/-/people/sync", data={"authority": "guildford"}).status_code == 403


def test_the_brake_is_shown_with_a_way_on(site, signed_in, directories):
    woking = directories["woking"]
    for number in range(10):
        woking.add(f"person{number}", "pass", f"Person {number}", ("advisers",))
    ask_for_sync(site, "woking", "tests", is_preview=False)
    run_wanted(site)
    woking.people = woking.people[:1]
    ask_for_sync(site, "woking", "tests", is_preview=False)
    run_wanted(site)
    page = signed_in.get("/-/people/sync").text
    assert "stopped by the brake" in page
    assert "They have really left: let 10 people go" in page
