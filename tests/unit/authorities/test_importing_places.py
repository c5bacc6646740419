"""Files of postcodes: columns by name, ended rows passed over, nothing changed by a file that does not fit."""

import pytest
from click.testing import CliRunner

from extranet.authorities import find_place, import_postcodes, load_places
from extranet.authorities.cli import places
from extranet.errors import BadInput

WOKING, GUILDFORD, RUSHMOOR = "E07000217", "E07000209", "E07000092"


@pytest.fixture
def given(tmp_path):
    def write(text):
        path = tmp_path / "postcodes.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def nspl(*rows, column="lad26cd"):
    return "\ufeffpcd7,pcds,doterm," + column + "\n" + "\n".join(rows) + "\n"


def test_a_whole_postcode_of_the_file_is_sure_where_its_sector_is_divided(site, given):
    report = import_postcodes(site, given(nspl(f"GU240AA,GU24 0AA,,{WOKING}", f"GU240AB,GU24 0AB,,{GUILDFORD}")))
    assert (report.rows, report.inside) == (2, 2)
    assert find_place(site, "gu24 0aa").only.slug == "woking"
    assert find_place(site, "GU24 0AB").only.slug == "guildford"
    assert find_place(site, "GU24 0").only is None


@pytest.mark.parametrize("column", ["oslaua", "lad23cd", "LAD27CD", "Admin_district_code"])
def test_the_column_is_known_by_its_name_in_every_release(site, given, column):
    import_postcodes(site, given(nspl(f"GU240AA,GU24 0AA,,{WOKING}", column=column)))
    assert find_place(site, "GU24 0AA").only.slug == "woking"


def test_postcodes_that_have_ended_and_rows_without_one_are_counted_and_passed_over(site, given):
    report = import_postcodes(site, given(nspl(f"GU240AA,GU24 0AA,,{WOKING}", f"GU240AB,GU24 0AB,202001,{GUILDFORD}", ",,,", "short")))
    assert (report.inside, report.ended, report.unread) == (1, 1, 2)
    assert find_place(site, "GU24 0AB").only is None


def test_a_postcode_outside_is_sure_where_its_sector_touches_a_council_here(site, given):
    import_postcodes(site, given(nspl(f"GU240AA,GU24 0AA,,{WOKING}", f"GU240AC,GU24 0AC,,{RUSHMOOR}", f"ZE10AA,ZE1 0AA,,{RUSHMOOR}")))
    assert find_place(site, "GU24 0AC").is_outside


def test_a_whole_file_counts_shares_anew_and_an_extract_does_not(site, given):
    extract = [f"GU240AA,GU24 0AA,,{WOKING}"]
    whole = [f"x,GU24 0{a}{b},,{WOKING}" for a in "ABDEFGHJLN" for b in "PQRSTUWXYZABDEFGHJLN"]
    import_postcodes(site, given(nspl(*extract)))
    assert len(find_place(site, "GU24 0").choices) > 1
    import_postcodes(site, given(nspl(*whole)))
    assert find_place(site, "GU24 0").only.slug == "woking"


def test_a_second_file_replaces_what_the_first_said_of_its_districts_only(site, given):
    import_postcodes(site, given(nspl(f"GU240AA,GU24 0AA,,{WOKING}", f"GU30AA,GU3 3AA,,{WOKING}")))
    import_postcodes(site, given(nspl(f"GU240AA,GU24 0AA,,{GUILDFORD}")))
    assert find_place(site, "GU24 0AA").only.slug == "guildford"
    assert find_place(site, "GU3 3AA").only.slug == "woking"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "no column for the postcode"),
        ("pcds,other\nGU24 0AA,x\n", "no column for the authority"),
        (f"GU24 0AA,10,{WOKING}\n", "no column"),
        (nspl(f"ZE10AA,ZE1 0AA,,{RUSHMOOR}"), "Nothing was changed"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_and_nothing_changes(site, given, text, sentence):
    before = find_place(site, "GU24 0AA")
    with pytest.raises(BadInput, match=sentence):
        import_postcodes(site, given(text))
    assert find_place(site, "GU24 0AA") == before


def test_what_was_imported_outlives_the_next_start(site, given):
    import_postcodes(site, given(nspl(f"GU240AA,GU24 0AA,,{WOKING}")))
    assert load_places(site) == 0
    assert find_place(site, "GU24 0AA").only.slug == "woking"


def test_the_command_reports_in_counts(site, given):
    result = CliRunner().invoke(places, ["import", str(given(nspl(f"GU240AA,GU24 0AA,,{WOKING}")))], obj=lambda: site)
    assert result.exit_code == 0
    assert "1 postcodes here" in result.output
    assert "woking: 1" in result.output
    assert "0AA" not in result.output
