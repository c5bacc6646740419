"""OpenID Connect as the second door of an authority: one person by both doors, and no answer believed that should not be."""

import uuid
from urllib.parse import parse_qs, urlsplit

import pytest

from extranet.actor import Grant
from extranet.app import build_site, create_app, prepare
from extranet.identity import audit_entries, disable_person, list_people, person_named
from extranet.identity import sign_in as by_password
from extranet.identity.directories import PART
from extranet.identity.directory_check import check_directory
from extranet.identity.directory_settings import read_directory
from extranet.identity.model import SignInTry
from extranet.identity.upkeep import block_leaver
from extranet.settings import SettingsFault, replace_settings
from tests.contract.identity.fake_directory import fake_directory
from tests.oidc.provider import Lies, OpenIdProvider

OID = "0d0a4f57-2a0e-4a27-8f43-1f4f0a6d3c55"
ANN = {"oid": OID, "name": "Ann Oakley", "preferred_username": "aoakley", "email": "ann@woking.example"}
FORUM = Grant("author", "group", "front-line-forum")


@pytest.fixture
def provider(clock):
    made = OpenIdProvider(clock.now)
    yield made
    made.close()


@pytest.fixture
def changes():
    """Further keys of the table; a test may parametrise it."""
    return {}


@pytest.fixture
def settings(settings, provider, changes):
    table = {"hosts": ["127.0.0.1:9"], "tls": "none", "service_dn": "cn=service", "service_password": "x", "people_base": "ou=people,dc=woking"}
    oidc = provider.table(roles={"forum": "author@group:front-line-forum"}, **changes)
    return replace_settings(settings, directory={"woking": table | {"oidc": oidc}, "guildford": table})


def leave(client, onward="/-/browse"):
    """The address at the provider to which somebody is sent."""
    answer = client.get(f"/-/login/woking/oidc?next={onward}")
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def come_back(client, address):
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}")


def sign_in(client, provider, **claims):
    return come_back(client, provider.sign_in(leave(client), **(ANN | claims)))


def test_somebody_signs_in_on_their_authoritys_own_page_and_goes_on(client, provider):
    assert "Sign in on your authority’s own page" in client.get("/-/login/woking").text
    answer = sign_in(client, provider)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/-/browse")
    assert "Ann Oakley" in client.get("/-/account").text


def test_both_doors_lead_to_one_person(site, client, provider):
    """The claim holds the directory's own id, as text."""
    directory = fake_directory("woking")
    directory.add("aoakley", "pass", "Ann Oakley", stable_id=uuid.UUID(OID).hex)
    sign_in(client, provider)
    site.part(PART, dict)["woking"] = directory
    by_password(site, SignInTry("woking", "aoakley", "pass", "192.0.2.1"))
    assert len(list_people(site)) == 1


@pytest.mark.parametrize("changes", [{"id_claim": "onpremises", "id_format": "base64"}])
def test_entras_immutable_id_is_the_directorys_guid(site, client, provider):
    sign_in(client, provider, onpremises="V09LSU5HLVdPS0lORy0hIQ==")
    assert list_people(site)[0].stable_id == b"WOKING-WOKING-!!".hex()


@pytest.mark.parametrize("changes", [{"id_claim": "sub", "id_format": "text"}])
def test_an_id_that_only_the_provider_knows_is_a_person_of_its_own(site, client, provider):
    sign_in(client, provider, sub="pairwise-1")
    person = list_people(site)[0]
    assert (person.kind, person.stable_id[:5]) == ("provider", "oidc:")


def test_groups_of_the_token_give_roles_and_their_absence_takes_them(site, app, provider):
    sign_in(app.test_client(), provider, groups=["forum", "other"])
    assert person_named(site, "woking", "aoakley").grants == {FORUM}
    sign_in(app.test_client(), provider, groups=[])
    assert person_named(site, "woking", "aoakley").grants == frozenset()


def test_too_many_groups_for_a_token_leave_roles_as_they_were(site, app, provider):
    sign_in(app.test_client(), provider, groups=["forum"])
    sign_in(app.test_client(), provider, _claim_names={"groups": "src1"})
    assert person_named(site, "woking", "aoakley").grants == {FORUM}


def test_a_new_name_and_address_keep_the_person(site, app, provider):
    sign_in(app.test_client(), provider)
    sign_in(app.test_client(), provider, name="Ann Jones", preferred_username="ajones", email="jones@woking.example")
    assert [one.name for one in list_people(site)] == ["Ann Jones"]


def test_one_address_with_another_id_is_another_person(site, app, provider):
    sign_in(app.test_client(), provider)
    sign_in(app.test_client(), provider, oid=str(uuid.uuid4()))
    assert len(list_people(site)) == 2


LIES = {
    "another nonce": Lies({"nonce": "stolen"}),
    "no nonce": Lies({"nonce": None}),
    "for another client": Lies({"aud": "somebody else"}),
    "by another issuer": Lies({"iss": "https://elsewhere.example"}),
    "expired": Lies({"exp": 1}),
    "without an end": Lies({"exp": None}),
    "begun tomorrow": Lies({"iat": 4_000_000_000}),
    "not signed": Lies(signature="none"),
    "signed with the client's secret": Lies(signature="secret"),
    "signed by a stranger": Lies(signature="stranger"),
    "cut off": Lies(signature="cut"),
    "without an id": Lies({"oid": None}),
    "with an id of another kind": Lies({"oid": 7}),
    "with an id that is none": Lies({"oid": "*"}),
    "refused": Lies(token_status=400),
}


@pytest.mark.parametrize("lie", LIES, ids=str)
def test_an_answer_that_is_not_right_signs_nobody_in(site, client, provider, lie):
    address = leave(client)
    provider.lies = LIES[lie]
    answer = come_back(client, provider.sign_in(address, **ANN))
    assert answer.status_code == 403
    assert "an answer that cannot be used" in answer.text
    assert list_people(site) == []
    assert client.get("/-/account").status_code == 303
    assert audit_entries(site)[0]["act"] == "sign_in.refused"


def test_a_provider_that_calls_itself_otherwise_is_not_asked(client, provider):
    provider.lies = Lies(issuer="https://elsewhere.example")
    assert client.get("/-/login/woking/oidc").status_code == 503


@pytest.mark.parametrize("lies", [Lies(token_status=500), Lies(body=b"<html>"), Lies(body=b"[]")], ids=["500", "no JSON", "no object"])
def test_a_provider_in_trouble_is_no_refusal(client, provider, lies):
    address = leave(client)
    provider.lies = lies
    answer = come_back(client, provider.sign_in(address, **ANN))
    assert answer.status_code == 503
    assert "does not answer at the moment" in answer.text


def test_a_hung_provider_is_left_after_three_seconds(client, provider):
    address = leave(client)
    provider.lies = Lies(hang=True)
    assert come_back(client, provider.sign_in(address, **ANN)).status_code == 503


def test_a_changed_key_is_fetched_again(app, provider):
    sign_in(app.test_client(), provider)
    provider.new_key()
    assert sign_in(app.test_client(), provider).headers["Location"] == "/-/browse"


def test_an_answer_counts_in_the_browser_that_began(app, site, provider):
    """Sign-in forgery: somebody else's answer pressed upon a visitor."""
    attacker, victim = app.test_client(), app.test_client()
    address = provider.sign_in(leave(attacker), **ANN)
    leave(victim)
    assert come_back(victim, address).status_code == 403
    assert come_back(app.test_client(), address).status_code == 403
    assert list_people(site) == []


def test_an_answer_counts_once_and_for_ten_minutes(client, clock, provider):
    address = provider.sign_in(leave(client), **ANN)
    clock.move(minutes=11)
    assert come_back(client, address).status_code == 403
    address = provider.sign_in(leave(client), **ANN)
    assert come_back(client, address).status_code == 303
    client.post("/-/logout")
    assert come_back(client, address).status_code == 403


def test_the_provider_is_told_the_code_challenge_and_gets_the_verifier_later(client, provider):
    query = parse_qs(urlsplit(leave(client)).query)
    assert query["code_challenge_method"] == ["S256"]
    assert "code_verifier" not in query
    assert query["redirect_uri"] == ["http://localhost/-/login/callback"]


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_nobody_is_sent_on_to_another_host(client, provider, onward):
    answer = come_back(client, provider.sign_in(leave(client, onward), **ANN))
    assert answer.headers["Location"] == "/"


def test_somebody_switched_off_here_stays_out(site, app, client, provider):
    sign_in(client, provider)
    disable_person(site, None, person_named(site, "woking", "aoakley").id)
    answer = sign_in(app.test_client(), provider)
    assert answer.status_code == 403
    assert "switched off" in answer.text


def test_somebody_who_left_the_directory_does_not_come_back_by_this_door(site, app, client, provider):
    sign_in(client, provider)
    with site.db.writing() as tx:
        block_leaver(tx, site, list_people(site)[0], "not in the directory any more")
    assert sign_in(app.test_client(), provider).status_code == 403


def test_neither_code_nor_secret_is_in_any_log(client, provider, caplog):
    with caplog.at_level("DEBUG"):
        sign_in(client, provider)
        provider.lies = Lies(signature="cut")
        client.post("/-/logout")
        sign_in(client, provider)
    for secret in ("client secret of the tests", "code-0", "eyJ"):
        assert secret not in caplog.text


def test_an_authority_without_a_provider_has_no_second_door(client):
    assert client.get("/-/login/guildford/oidc").status_code == 404
    assert "own page" not in client.get("/-/login/guildford").text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"issuer": "http://elsewhere.example"}, "oidc.issuer: must begin with https://"),
        ({"issuer": ""}, "oidc.issuer: must be text"),
        ({"id_format": "mail"}, "oidc.id_format: must be one of uuid, base64, text"),
        ({"colour": "blue"}, "oidc.colour: there is no such key"),
        ({"client_secret_env": "X"}, "give exactly one of"),
        ({"scopes": "profile"}, "oidc.scopes: must hold openid"),
        ({"ca_file": "/no/such/file"}, "oidc.ca_file: there is no file"),
        ({"roles": {"forum": "king"}}, "roles.forum: there is no role 'king'"),
    ],
)
def test_a_wrong_table_stops_start_up_by_name(settings, change, words, tmp_path):
    table = dict(settings.directory["woking"])
    table["oidc"] = table["oidc"] | change
    site = build_site(replace_settings(settings, data=tmp_path / "other", directory={"woking": table}))
    try:
        with pytest.raises(SettingsFault, match=words.replace(".", r"\.")):
            _start(site)
    finally:
        site.close()


def _start(site):
    prepare(site)
    create_app(site=site)


def test_the_check_of_a_directory_looks_at_the_provider_too(settings, provider, clock):
    directory = read_directory("woking", settings.directory["woking"])
    last = list(check_directory(directory, "", clock.now()))[-1]
    assert (last.name, last.is_good, last.words) == ("OpenID provider", True, f"{provider.issuer} publishes 1 keys")
    provider.lies = Lies(issuer="https://elsewhere.example")
    last = list(check_directory(directory, "", clock.now()))[-1]
    assert not last.is_good
    assert "the provider calls itself 'https://elsewhere.example'" in last.words
