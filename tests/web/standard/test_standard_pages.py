"""The standard's own pages: open to everybody who signs in, drawn from the code."""

import pytest

PAGES = {
    "/-/standard": "Content types",
    "/-/standard/fields": "life_episodes",
    "/-/standard/checks": "LGSL-1",
    "/-/standard/vocabularies/services": "Household waste collection",
    "/-/standard/vocabularies/functions": "Waste management",
    "/-/standard/vocabularies/life-episodes": "Moving home",
    "/-/standard/vocabularies/groups": "Front Line Forum",
    "/-/standard/vocabularies/authorities": "East Surrey",
    "/-/standard/vocabularies/clusters": "joint-waste",
    "/-/standard/vocabularies/interactions": "Reporting",
    **{f"/-/standard/types/{name}": "Fields, in the order of the form" for name in (
        "procedure", "service", "guidance", "qa", "training", "policy", "contact", "notice", "decision")},
}


@pytest.mark.parametrize(("address", "said"), PAGES.items())
def test_a_reader_sees_the_standard_and_a_visitor_is_asked_to_sign_in(client, sign_in, person, address, said):
    assert client.get(address).status_code == 303
    answer = sign_in(client, person()).get(address)
    assert answer.status_code == 200
    assert said in answer.text


@pytest.mark.parametrize("address", ["/-/standard/types/novel", "/-/standard/vocabularies/novels"])
def test_what_the_standard_does_not_have_is_not_found(client, sign_in, person, address):
    assert sign_in(client, person()).get(address).status_code == 404
