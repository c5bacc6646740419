"""Streets from a gazetteer, and finding the customer's council by one."""

import pytest
from click.testing import CliRunner

from extranet.authorities import find_place
from extranet.authorities.cli import places
from extranet.authorities.street_loading import import_streets
from extranet.errors import BadInput

ROWS = """street,town,authority
ACACIA AVENUE,WOKING,E07000217
High Street,Dorking,mole-valley
High Street,Esher,Elmbridge Borough Council
Elm Road,Leeds,E08000035
"""


@pytest.fixture
def gazetteer(site, tmp_path):
    def take(text=ROWS):
        path = tmp_path / "streets.csv"
        path.write_text(text)
        return import_streets(site, path)

    return take


@pytest.mark.parametrize("text", ["Acacia Avenue", "12 acacia avenue", "flat 3, 12a Acacia Avenue, Woking", "acacia avenue woking surrey"])
def test_a_street_of_one_council_sets_it(site, gazetteer, text):
    gazetteer()
    found = find_place(site, text)
    assert found.only.slug == "woking"
    assert (found.label, found.area) == ("Acacia Avenue, Woking", "Woking")


def test_a_street_of_several_councils_is_asked_until_its_town_is_typed(site, gazetteer):
    gazetteer()
    asked = find_place(site, "7 High Street")
    assert asked.only is None
    assert {(one.slug, one.name) for one in asked.choices} == {("mole-valley", "Dorking"), ("elmbridge", "Esher")}
    assert find_place(site, "7 High Street, Esher").only.slug == "elmbridge"


def test_without_a_gazetteer_and_for_a_street_it_does_not_name_nothing_is_found(site, gazetteer):
    assert not find_place(site, "12 acacia avenue").choices
    gazetteer()
    assert not find_place(site, "12 Nowhere Lane").choices


def test_streets_replace_those_of_the_same_councils_and_others_stay(site, gazetteer):
    gazetteer()
    gazetteer("street,authority\nBirch Close,woking\n")
    assert not find_place(site, "Acacia Avenue").choices
    assert find_place(site, "Birch Close").only.slug == "woking"
    assert find_place(site, "High Street, Esher").only.slug == "elmbridge"


@pytest.mark.parametrize("text", ["town,authority\nWoking,woking\n", "street,town\nElm Road,Woking\n", "street,authority\nElm Road,leeds\n"])
def test_a_file_that_names_no_street_here_is_refused_and_changes_nothing(site, gazetteer, text):
    gazetteer()
    with pytest.raises(BadInput, match=r"streets\.csv"):
        gazetteer(text)
    assert find_place(site, "Acacia Avenue").only.slug == "woking"


def test_the_command_takes_a_file_of_streets_and_reports(site, tmp_path):
    (tmp_path / "streets.csv").write_text(ROWS)
    said = CliRunner().invoke(places, ["import", str(tmp_path / "streets.csv")], obj=lambda: site)
    assert said.exit_code == 0, said.output
    assert "4 rows: 3 streets here, 1 of other councils" in said.output
