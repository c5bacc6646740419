"""Hostile strings, raw and through Markdown: by both sanitisers together and by each alone, nothing dangerous is left."""

import bleach
import pytest

from extranet.pages.rendering import BlockKind, FieldSource, RenderSource, ViewContext, assemble
from extranet.pages.rendering.allowed import ATTRIBUTES, SCHEMES, TAGS
from extranet.pages.rendering.dialect import block_dialect
from extranet.pages.rendering.marks import STRAY, Marks, clean_input
from extranet.pages.rendering.page import Renderer
from extranet.pages.rendering.plain import plain
from extranet.pages.rendering.sanitise import BleachSanitiser, Nh3Sanitiser

from .hostile import STRINGS
from .judging import off_the_list, script_capable

BLEACH_TAKES_DIGITS_FOR_A_PORT = {"javascript:123", "vbscript:1", "data:1", "javascript:0"}
"""Bleach by itself lets these addresses stand, as if the scheme were a host (the last is the number of a fact's mark).

Source: security-reliability.md 2.
"""

MADE_ATTRIBUTES = frozenset({"data-fact", "data-block", "data-authority", "data-page", "loading", "role", "aria-label", "tabindex", "title"})
MADE_CLASSES = frozenset({
    "fact", "fact-missing", "missing", "visually-hidden", "included", "file", "plain", "table-scroll", "variants", "variant", "variant-all",
    "variant-label", "variant-missing", "variant-none", "variant-prompt", "variant-row", "variant-shown",
})  # fmt: skip


@pytest.fixture(scope="module")
def dialect():
    return block_dialect()


@pytest.fixture(scope="module")
def page_renderer():
    return Renderer({"checklist": BlockKind("checklist")})


@pytest.fixture(scope="module")
def bleach_alone():
    return BleachSanitiser(TAGS)


@pytest.fixture(scope="module")
def nh3_alone():
    return Nh3Sanitiser(TAGS)


def through_markdown(dialect, text):
    dialect.start_page()
    return dialect.html(clean_input(text), Marks())


def test_there_are_enough_hostile_strings():
    assert len(STRINGS) >= 300


def test_the_judge_sees_what_it_must():
    hostile = ["<script>", "<p onclick=x>", "<a href='java\nscript:x'>", "<svg>", "<p style=x>", "<form>", "<img src=data:,x>"]
    assert all(script_capable(html) for html in hostile)
    assert not script_capable('<p class="lead"><a href="https://x.example/">x</a></p>')


@pytest.mark.parametrize("text", STRINGS)
def test_a_hostile_page_comes_out_harmless(page_renderer, text):
    rendered = page_renderer.render(RenderSource(text, {"inline": FieldSource(text), "block": FieldSource(text, "block")}))
    view = ViewContext(
        pages=lambda slugs: dict.fromkeys(slugs, "<script>"),
        attachment_url=lambda name: "/-/files/" + name,
        include=lambda slug: [["html", "<p>x</p>"]],
        names={"woking": "<script>"},
    )
    for parts in (rendered.body, rendered.fields["inline"], rendered.fields["block"]):
        assert off_the_list(str(assemble(parts, view)), MADE_ATTRIBUTES, MADE_CLASSES) == []


@pytest.mark.parametrize("text", STRINGS)
def test_a_hostile_page_shown_as_written_is_harmless(text):
    shown = plain(RenderSource(text, {"goal": FieldSource(text)}), "Why")
    assert off_the_list(str(assemble(shown.body, ViewContext())), made_classes=MADE_CLASSES) == []
    assert off_the_list(str(assemble(shown.fields["goal"], ViewContext()))) == []


@pytest.mark.parametrize("text", STRINGS)
def test_bleach_alone_leaves_nothing(bleach_alone, dialect, text):
    for html in (clean_input(text), through_markdown(dialect, text)):
        assert off_the_list(bleach_alone.clean(html), made_attributes={"title"}) == []


@pytest.mark.parametrize("text", STRINGS)
def test_nh3_alone_leaves_nothing(nh3_alone, dialect, text):
    for html in (clean_input(text), through_markdown(dialect, text)):
        assert off_the_list(nh3_alone.clean(html)) == []


def test_bleach_without_our_judge_leaves_only_what_is_written_down(dialect):
    cleaner = bleach.Cleaner(tags=TAGS, attributes={t: list(names) for t, names in ATTRIBUTES.items()}, protocols=SCHEMES)
    left = set()
    for text in STRINGS:
        for html in (clean_input(text), through_markdown(dialect, text)):
            left.update(STRAY.sub("", fault.rpartition("=")[2]) for fault in script_capable(cleaner.clean(html)))
    assert left == BLEACH_TAKES_DIGITS_FOR_A_PORT


@pytest.mark.parametrize("text", STRINGS)
def test_what_is_clean_stays_as_it_is_when_cleaned_again(bleach_alone, nh3_alone, dialect, text):
    once = nh3_alone.clean(bleach_alone.clean(through_markdown(dialect, text)))
    assert nh3_alone.clean(once) == once
