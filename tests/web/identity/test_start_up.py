"""A directory that is not set up right stops start-up, not somebody's sign-in."""

from dataclasses import replace

import pytest

from extranet.app import create_app
from extranet.settings import SettingsFault, replace_settings

GOOD = {
    "hosts": ["127.0.0.1"],
    "tls": "none",
    "service_dn": "cn=service",
    "service_password": "x",
    "people_base": "ou=people",
}


def start(site, tables):
    return create_app(site=replace(site, settings=replace_settings(site.settings, directory=tables), _parts={}))


def test_a_wrong_key_stops_start_up_by_name(site):
    with pytest.raises(SettingsFault, match=r"\[directory.woking\] tls: must be one of"):
        start(site, {"woking": GOOD | {"tls": "sometimes"}})


def test_a_directory_of_no_authority_stops_start_up_by_name(site):
    with pytest.raises(SettingsFault, match=r"\[directory.wokking\] names no authority"):
        start(site, {"wokking": GOOD})


def test_a_good_one_starts(site):
    assert start(site, {"woking": GOOD})
