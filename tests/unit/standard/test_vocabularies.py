"""Vocabularies are read from the content folder, and what is wrong in the files is named with its line."""

import shutil

import pytest
from right_pages import CONTENT, TODAY

from extranet.standard.store import load_vocabularies


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(CONTENT / "vocabularies", tmp_path / "vocabularies")


def test_the_starting_vocabularies_have_no_fault(vocabularies):
    assert vocabularies.faults == ()


def test_a_service_is_found_by_its_number_and_by_what_it_belongs_to(vocabularies):
    service = vocabularies.services[524]
    assert service.name == "Household waste collection"
    assert "missed bin" in service.everyday_terms
    assert service in vocabularies.services_of_function(38)
    assert service in vocabularies.services_of_episode("everyday-at-home")


def test_functions_make_a_tree_of_two_levels(vocabularies):
    for top in vocabularies.top_functions():
        assert all(not vocabularies.functions_under(one.id) for one in vocabularies.functions_under(top.id))


def test_only_authorities_that_exist_on_a_day_are_listed_for_it(vocabularies):
    today = {one.slug for one in vocabularies.authorities_on(TODAY)}
    vesting_day = {one.slug for one in vocabularies.authorities_on(TODAY.replace(year=2027, month=4, day=1))}
    assert "woking" in today
    assert vesting_day == {"east-surrey", "west-surrey"}


def test_a_bad_row_is_left_out_and_named_with_file_and_line(folder):
    with (folder / "services.csv").open("a", encoding="utf-8") as file:
        file.write("x1,Wrong number,district,38,,,,\n9990,Wrong tier,parish,38,,,,\n524,Again,district,38,,,,\n9991,Nowhere,district,9999,,,,\n")
    found = load_vocabularies(folder)
    said = [(fault.file, fault.line is not None, fault.sentence) for fault in found.faults]
    assert ("services.csv", True, "id is 'x1'; it must be a whole number.") in said
    assert ("services.csv", True, "tier is 'parish'; use county, district, both.") in said
    assert ("services.csv", True, "id 524 is given twice. Keep one row.") in said
    assert ("services.csv", False, "Service 9991 names function 9999, which functions.csv does not have.") in said
    assert 9990 not in found.services


def test_a_missing_file_is_named_and_the_rest_still_read(folder):
    (folder / "groups.csv").unlink()
    (folder / "clusters.yaml").write_text("- slug: [", encoding="utf-8")
    found = load_vocabularies(folder)
    assert {fault.file for fault in found.faults} == {"groups.csv", "clusters.yaml"}
    assert found.services
