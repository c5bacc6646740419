"""Pages within pages, and blocks that plugins offer."""

from markupsafe import Markup

from extranet.pages.rendering import BlockKind, RenderSource, ViewContext, assemble
from extranet.pages.rendering.page import Renderer


def including(render, texts):
    """A view's include over these texts by slug."""
    parts = {slug: render(text).body for slug, text in texts.items()}
    return parts.get


def test_an_include_brings_the_other_pages_text(html, render):
    found = html("A\n\n{{include:b}}\n\nC", include=including(render, {"b": "## Cost\n\nB"}))
    assert '<div class="included" data-page="b"><h2 id="b--cost">Cost</h2>' in found


def test_a_picture_of_an_included_page_is_that_pages_own(html, render):
    found = html(
        "![Ours](attachment:a.png)\n\n{{include:b}}",
        include=including(render, {"b": "![Theirs](attachment:a.png)"}),
        attachment_url=lambda name: f"/own/{name}",
        included_attachment_url=lambda slug, name: f"/{slug}/{name}",
    )
    assert 'src="/own/a.png" alt="Ours"' in found
    assert 'src="/b/a.png" alt="Theirs"' in found


def test_an_include_of_a_page_that_is_not_there_says_so(html):
    assert "The text of “b” could not be found." in html("{{include:b}}")


def test_a_circle_of_includes_is_cut(html, render):
    found = html("{{include:b}}", slug="a", include=including(render, {"a": "A {{fact:x}}\n\n{{include:b}}", "b": "B\n\n{{include:a}}"}))
    assert found.count('data-page="b"') == 1
    assert "The text of “a” is already part of this text." in found


def test_includes_reach_three_deep(html, render):
    chain = {name: f"{name}\n\n{{{{include:{name}x}}}}" for name in ("x", "xx", "xxx", "xxxx")}
    found = html("{{include:x}}", include=including(render, chain))
    assert found.count('class="included"') == 3
    assert "too many pages stand within one another" in found


def test_a_page_cannot_be_made_endless_by_including_wide(html, render):
    wide = "\n\n".join(f"{{{{include:b{n}}}}}" for n in range(50))
    found = html(wide, include=lambda slug: render("B").body)
    assert found.count('class="included"') == 40


def test_an_include_within_a_sentence_stays_text_and_is_told(render):
    rendered = render("See {{include:b}} now")
    assert rendered.includes == []
    assert "line of its own" in rendered.problems[0]["sentence"]


CHECKLIST = BlockKind("checklist", "A list to tick")
GUIDE = BlockKind("guide", "Questions", holds="text")


def rendered_with_blocks(text):
    return Renderer({"checklist": CHECKLIST, "guide": GUIDE}).render(RenderSource(text))


def test_a_plugins_block_is_kept_with_its_words_its_source_and_its_rendered_inside():
    part = rendered_with_blocks("::: checklist opening a desk\n- Unlock {{fact:k}}\n:::").body[0]
    assert part[:4] == ["block", "checklist", "opening a desk", "- Unlock {{fact:k}}"]
    assert ["fact", "k"] in part[4]


def test_a_block_of_plain_text_is_not_rendered():
    part = rendered_with_blocks("::: guide\n**Is it *raining*?**\n:::").body[0]
    assert part == ["block", "guide", "", "**Is it *raining*?**", []]


def test_a_block_may_stand_inside_text_for_one_authority():
    rendered = rendered_with_blocks("::: for woking\nA\n\n::: checklist x\n- B\n:::\n\nC\n:::\n\nD")
    assert rendered.problems == []
    assert rendered.body[0][2][0]["parts"][1][:3] == ["block", "checklist", "x"]


def test_a_block_is_shown_by_its_plugin():
    body = rendered_with_blocks("::: checklist x\n- B [[c]]\n:::").body
    view = ViewContext(block=lambda name, args, source, inner: Markup("<section>%s %s</section>") % (args, inner))
    assert str(assemble(body, view)).startswith("<section>x <ul>")


def test_a_block_without_its_plugin_shows_its_inside():
    body = rendered_with_blocks("::: checklist x\n- B\n:::").body
    assert "<li>B</li>" in assemble(body, ViewContext())


def test_what_a_plugin_returns_as_plain_text_is_escaped():
    body = rendered_with_blocks("::: checklist x\n- B\n:::").body
    assert assemble(body, ViewContext(block=lambda *given: "<script>")) == "&lt;script&gt;"
