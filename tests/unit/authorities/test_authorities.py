"""Authorities are data with dates and successors; nothing counts them in code."""

from datetime import date

import pytest

from extranet.authorities import all_authorities, authority_by_slug, current_authorities, load_authorities
from extranet.errors import BadInput
from extranet.settings import replace_settings


def test_the_vocabulary_is_loaded_once_and_kept(site):
    before = all_authorities(site)
    assert load_authorities(site) == 0
    assert all_authorities(site) == before


def test_on_the_last_day_the_old_councils_stand_and_on_the_next_their_successors(site):
    old = {one.slug for one in current_authorities(site, date(2027, 3, 31))}
    new = {one.slug for one in current_authorities(site, date(2027, 4, 1))}
    assert {"surrey", "woking", "guildford"} <= old
    assert new == {"east-surrey", "west-surrey"}


def test_the_clock_decides_who_is_current(site, clock):
    assert "woking" in {one.slug for one in current_authorities(site)}
    clock.move(days=200)
    assert "woking" not in {one.slug for one in current_authorities(site)}


def test_an_authority_knows_its_successors_and_its_smallest_set_first(site):
    woking = authority_by_slug(site, "woking")
    assert woking.successors == ("west-surrey",)
    assert woking.clusters.index("joint-waste") < woking.clusters.index("west-surrey")
    assert authority_by_slug(site, "surrey").successors == ("east-surrey", "west-surrey")


def test_an_unknown_slug_is_nobody(site):
    assert authority_by_slug(site, "atlantis") is None


def test_a_bad_date_in_the_vocabulary_is_named_with_its_line(site, tmp_path):
    folder = tmp_path / "content" / "vocabularies"
    folder.mkdir(parents=True)
    source = (site.settings.content_dir / "vocabularies" / "authorities.csv").read_text()
    (folder / "authorities.csv").write_text(source.replace("2027-03-31", "31 March 2027", 1))
    elsewhere = site.__class__(
        site.db, site.hook_table, site.clock, replace_settings(site.settings, content=tmp_path / "content"), site.cache
    )
    with pytest.raises(BadInput, match=r"authorities.csv, line 2: .*Write dates as 2027-03-31"):
        load_authorities(elsewhere)
