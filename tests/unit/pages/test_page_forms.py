"""The standard's fields as a form and back: nothing is lost on the way."""


import pytest
from werkzeug.datastructures import MultiDict

from extranet.pages.fieldtext import fields_as_text
from extranet.pages.forms import FormMaker, fits, in_old_order, read_fields
from extranet.standard import fields_of, read_front_matter, vocabularies


def sent_by(controls):
    """What a browser sends when nothing is touched."""
    for one in controls:
        if one.kind == "rows":
            for row in one.rows_of_parts:
                yield from sent_by(row.parts)
        elif one.kind == "group":
            yield from sent_by(one.parts)
        elif one.kind in ("checkboxes", "terms"):
            yield from ((one.name, value) for value in one.value)
        else:
            yield one.name, str(one.value)


def round_trip(site, metadata):
    fields = fields_of(metadata["type"])
    controls = FormMaker(vocabularies(site)).controls(fields, metadata)
    return read_fields(fields, MultiDict(sent_by(controls)))


def test_every_page_of_the_starting_content_comes_back_unchanged(site):
    from extranet.pages.actions.drafting import completed
    from extranet.pages.model import PageDraft

    for path in sorted((site.settings.content_dir / "pages").glob("*.md")):
        metadata = completed(PageDraft(read_front_matter(path.read_text(encoding="utf-8")).metadata)).metadata
        assert fields_as_text(round_trip(site, metadata)) == fields_as_text(metadata), path.name


def test_a_value_the_form_cannot_show_is_kept_as_yaml(site):
    odd = {"type": "procedure", "title": "Odd", "steps": [{"instruction": "Do it.", "colour": "blue"}]}
    assert round_trip(site, odd) == odd


def test_faults_stand_at_their_own_control(site):
    maker = FormMaker(vocabularies(site), {"steps.0.instruction": "Start with a verb."})
    steps = next(one for one in maker.controls(fields_of("procedure"), {"steps": [{"instruction": "It."}]}) if one.name == "steps")
    assert steps.rows_of_parts[0].parts[0].error == "Start with a verb."
    assert [row.has_error for row in steps.rows_of_parts] == [True, False]


@pytest.mark.parametrize("typed", ["524", "524 Household waste collection", " 524"])
def test_a_service_is_understood_by_its_number(site, typed):
    fields = [one for one in fields_of("qa") if one.name == "lgsl_ids"]
    assert read_fields(fields, MultiDict([("lgsl_ids", typed), ("lgsl_ids", "")])) == {"lgsl_ids": [524]}


def test_what_was_left_empty_is_no_value(site):
    empty = FormMaker(vocabularies(site)).controls(fields_of("decision"), {})
    assert read_fields(fields_of("decision"), MultiDict(sent_by(empty))) == {}


def test_lines_with_breaks_do_not_fit_and_nothing_does():
    lines = next(one for one in fields_of("qa") if one.name == "sources")
    assert fits(lines, None)
    assert fits(lines, ["one"])
    assert not fits(lines, ["one\ntwo"])




def test_boxes_ticked_before_keep_their_order():
    assert in_old_order(["a", "b", "c"], ["c", "a"]) == ["c", "a", "b"]
    assert in_old_order("all", ["woking"]) == "all"
