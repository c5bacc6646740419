"""One real directory for every authority there is: a password goes to one of them."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from extranet.authorities import current_authorities
from extranet.identity import list_people, sign_in
from extranet.identity.model import WRONG, DirectorySilent, SignedIn, SignInRefused, SignInTry
from extranet.settings import replace_settings
from tests.slapd.fixtures import need_slapd
from tests.slapd.rig import Rig


@pytest.fixture(scope="module")
def servers(made_authorities):
    need_slapd()
    made = Rig(made_authorities)
    yield made
    made.close()


@pytest.fixture(scope="module")
def made_authorities(made_database, tmp_path_factory):
    """The slugs of the vocabulary; nothing here knows how many there are."""
    from extranet.app import build_site
    from extranet.settings import Settings

    site = build_site(Settings(data=made_database.parent, secret_key="for tests only"))
    slugs = [one.slug for one in current_authorities(site, on=site.clock.today().replace(year=2026, month=12, day=1))]
    site.close()
    return slugs


@pytest.fixture
def connected(site, servers):
    """The site with every authority's real directory."""
    return replace(site, settings=replace_settings(site.settings, directory=servers.tables()), _parts={})


def asked(authority, login, password, address="192.0.2.1"):
    return SignInTry(authority, login, password, address)


def test_a_password_reaches_the_chosen_directory_and_no_other(connected, servers, made_authorities):
    for slug in made_authorities:
        before = {one: servers[one].connections() for one in made_authorities}
        assert isinstance(sign_in(connected, asked(slug, "jsmith", f"{slug} jsmith pass")), SignedIn)
        others = {one for one in made_authorities if servers[one].connections() != before[one]}
        assert others == {slug}


def test_jsmith_of_every_authority_is_a_person_of_their_own(connected, made_authorities):
    people = {sign_in(connected, asked(slug, "jsmith", f"{slug} jsmith pass")).person.id for slug in made_authorities}
    assert len(people) == len(made_authorities) == len(list_people(connected))


def test_no_password_opens_another_authority(connected, made_authorities):
    for number, slug in enumerate(made_authorities):
        other = made_authorities[number - 1]
        assert sign_in(connected, asked(slug, "jsmith", f"{other} jsmith pass")) == SignInRefused(WRONG)


def test_no_packet_leaves_for_an_empty_password(connected, servers, made_authorities):
    before = {one: servers[one].connections() for one in made_authorities}
    for slug in made_authorities:
        assert sign_in(connected, asked(slug, "jsmith", "")) == SignInRefused(WRONG)
    assert {one: servers[one].connections() for one in made_authorities} == before


def test_one_hung_directory_leaves_the_others_as_quick_as_before(connected, servers, made_authorities):
    hung, *others = made_authorities

    def seconds(slug):
        began = time.perf_counter()
        assert isinstance(sign_in(connected, asked(slug, "jsmith", f"{slug} jsmith pass")), SignedIn)
        return time.perf_counter() - began

    def round_of_sign_ins():
        with ThreadPoolExecutor(4) as pool:
            return statistics.median(pool.map(seconds, others * 3))

    usual = round_of_sign_ins()
    servers[hung].pause()
    try:
        with ThreadPoolExecutor(2) as pool:
            waiting = [pool.submit(sign_in, connected, asked(hung, "jsmith", "x", f"198.51.100.{number}")) for number in range(4)]
            meanwhile = round_of_sign_ins()
            assert all(isinstance(one.result(), DirectorySilent) for one in waiting)
    finally:
        servers[hung].resume()
    assert meanwhile < max(4 * usual, 0.5)  # a loaded machine is not precise; a wait behind the hung one would be seconds
