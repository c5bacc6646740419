"""Whatever an author types, a page comes out: no error, no script, and the same parts for the same text."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extranet.pages.rendering import FieldSource, Rendered, RenderSource, ViewContext, assemble, passages, plain_text
from extranet.pages.rendering.page import Renderer

from .hostile import STRINGS
from .judging import script_capable

PIECES = [
    "\n", "\n\n", " ", "    ", "\t", "# ", "## ", "- ", "1. ", "> ", "| a | b |\n|---|---|\n", "|", "`", "```\n", "~~~\n", "*", "**", "_",
    "[", "](", ")", "]", "![", "<", ">", "&", "&lt;", "\\", ":::", "\n::: for woking\n", "\n::: also for guildford\n", "\n::: otherwise\n",
    "\n:::\n", "\n::: checklist x\n", "{{fact:a.b}}", "\n{{include:c}}\n", "[[d]]", "[[d|", "{: .lead }", "!!! note\n    ", "??? note\n    ",
    "[^1]", "\n[^1]: ", "\n:   ", "---\n", "===\n", "<div>", "</div>", "<!--", "-->", "<a href='", "'>", "word", "é", "\ue000", "\x00",
    "https://x.example/", "www.x.example", "a@x.example", "- [ ] ", "\r\n",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(STRINGS)), max_size=12).map("".join),
)
PATIENT = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
RENDERER = Renderer()


@PATIENT
@given(TEXTS)
def test_rendering_any_text_gives_a_page_without_a_script(text):
    rendered = RENDERER.render(RenderSource(text, {"goal": FieldSource(text), "steps": FieldSource([{"why": text}], {"why": "block"})}))
    for parts in (rendered.body, rendered.fields["goal"], rendered.fields["steps"][0]["why"]):
        shown = str(assemble(parts, ViewContext()))
        assert "<script" not in shown
        assert script_capable(shown) == []


@PATIENT
@given(TEXTS)
def test_no_ordinary_text_ends_up_shown_as_written(text):
    assert not RENDERER.render(RenderSource(text)).is_plain


@PATIENT
@given(TEXTS)
def test_the_stored_form_is_json_and_comes_back(text):
    rendered = RENDERER.render(RenderSource(text))
    assert Rendered.from_json(json.loads(json.dumps(rendered.to_json()))) == rendered


@PATIENT
@given(TEXTS)
def test_any_text_can_be_read_as_words(text):
    rendered = RENDERER.render(RenderSource(text))
    assert isinstance(plain_text(rendered.body), str)
    assert all(p["text"].strip() for p in passages(rendered.body))
    assert not {"\ue000", "\ue001", "\ue002"} & set(plain_text(rendered.body))
