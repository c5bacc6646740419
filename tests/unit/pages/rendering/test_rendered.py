"""The stored form: fields, passages, plain text, and the way through JSON."""

import json
from datetime import date

from extranet.pages.rendering import FactValue, FieldSource, Rendered, RenderSource, ViewContext, passages, plain_text
from extranet.pages.rendering.model import SIZE_LIMIT_BYTES


def test_the_stored_form_comes_back_from_json_as_it_was(renderer):
    source = RenderSource("## A\n\n[[b]] {{fact:c}}\n\n::: for woking\nd\n:::", {"steps": FieldSource(["*a*", "b"], "block")})
    rendered = renderer.render(source)
    assert Rendered.from_json(json.loads(json.dumps(rendered.to_json()))) == rendered
    assert Rendered.from_json(json.dumps(rendered.to_json())) == rendered
    assert RenderSource.from_json(json.loads(json.dumps(source.to_json()))) == source


def test_an_inline_field_holds_no_block_elements(renderer):
    rendered = renderer.render(RenderSource("", {"goal": FieldSource("# Not *a* heading\n\n- nor a list")}))
    assert rendered.fields["goal"] == [["html", "# Not <em>a</em> heading - nor a list"]]


def test_a_plain_field_is_escaped(renderer):
    rendered = renderer.render(RenderSource("", {"goal": FieldSource("Bins £5, on time")}))
    assert rendered.fields["goal"] == [["html", "Bins £5, on time"]]


def test_a_list_of_steps_keeps_what_is_not_text(renderer):
    steps = [{"instruction": "Ask **once**.", "est_minutes": 3, "why": "Raw *stays*"}]
    rendered = renderer.render(RenderSource("", {"steps": FieldSource(steps, {"instruction": "inline"})}))
    assert rendered.fields["steps"] == [
        {"instruction": [["html", "Ask <strong>once</strong>."]], "est_minutes": 3, "why": "Raw *stays*"}
    ]


def test_problems_of_a_field_name_it(renderer):
    rendered = renderer.render(RenderSource("", {"detail": FieldSource("::: for woking\na", "block")}))
    assert rendered.problems[0]["field"] == "detail"


def test_links_and_facts_of_fields_are_listed_too(renderer):
    rendered = renderer.render(RenderSource("[[a]]", {"goal": FieldSource("[[b]] {{fact:c}}")}))
    assert (rendered.links, rendered.facts) == (["a", "b"], ["c"])


def test_passages_are_cut_at_headings(render):
    found = render("Intro {{fact:x}}.\n\n## Cost\n\n- £5\n- £6\n\n## Days").passages
    assert [(p["heading_id"], p["heading"], p["text"]) for p in found] == [("", "", "Intro …."), ("cost", "Cost", "£5\n£6")]


def test_local_text_is_a_passage_of_its_own_with_its_councils(render):
    found = render("## Days\n\nA\n\n::: for woking\nB\n:::\n::: otherwise\nC\n:::\n\nD").passages
    assert [(p["text"], p["selector"], p["heading_id"]) for p in found] == [
        ("A\nC", [], "days"),
        ("B", ["woking"], "days"),
        ("D", [], "days"),
    ]


def test_plain_text_for_a_customer_holds_facts_titles_and_local_text(render):
    body = render("Call {{fact:k}}, see [[a]] & `x<y`.\n\n::: for woking\nB\n:::\n::: otherwise\nC\n:::").body
    view = ViewContext(on=date(2026, 11, 21), facts=lambda key: FactValue("2027-06-04", "Day", "date"), pages=lambda slugs: {"a": "Bins"})
    assert plain_text(body, view) == "Call 4 June 2027, see Bins & x<y.\nC"
    assert passages(body, view)[0]["text"] == plain_text(body, view)


def test_plain_text_for_nobody_in_particular_holds_every_councils_text(render):
    body = render("[[missed-bin]]\n\n::: for woking\nB\n:::\n::: otherwise\nC\n:::").body
    assert plain_text(body) == "missed bin\nFor woking: B\nEveryone else: C"


def test_a_text_that_is_too_long_is_shown_as_written(render):
    rendered = render("*a* <b>\n" * (SIZE_LIMIT_BYTES // 8 + 1))
    assert rendered.is_plain
    assert "longer than 256 KB" in rendered.problems[0]["sentence"]
    assert rendered.body[0][1].startswith('<pre class="plain">*a* &lt;b&gt;\n')
    assert rendered.passages[0]["text"].startswith("*a* <b>")


def test_the_councils_a_page_has_text_for_are_listed(render):
    assert render("::: for woking\na\n:::\n::: otherwise\nb\n:::").selectors == ["woking", "otherwise"]
