"""Opening a text as a page and saving it keeps every byte; a word changed in one block changes that block alone."""

import json
import re

import pytest

from extranet.pages.rendering import RenderSource
from extranet.pages.rendering.page import Renderer
from tests.browser.editor_texts import all_texts

MADE = 150

# Both run in the page: the editor's own modules, over every text at once.
OPEN_AND_SAVE = """async ([folder, texts]) => {
  const [reading, writing] = await Promise.all([import(folder + "/reading.js"), import(folder + "/writing.js")]);
  return Object.entries(texts).filter(([, text]) => {
    const { doc, kept } = reading.readPage(text);
    doc.check();
    return writing.writePage(doc, kept) !== text;
  }).map(([name]) => name);
}"""
CHANGE_A_WORD = """async ([folder, texts]) => {
  const [reading, writing] = await Promise.all([import(folder + "/reading.js"), import(folder + "/writing.js")]);
  const { EditorState } = await import(folder + "/../../vendor/editor.js");
  const changed = {};
  for (const [name, text] of Object.entries(texts)) {
    const { doc, kept } = reading.readPage(text);
    const places = [];
    doc.descendants((node, at) => { if (node.isText && /[a-z]{3}/.test(node.text)) places.push(at + node.text.search(/[a-z]{3}/) + 1); });
    if (!places.length) continue;
    const at = places[Math.floor(places.length / 2)];
    const after = EditorState.create({ doc }).tr.insertText("quokka", at, at).doc;
    const blocks = [];
    doc.forEach((node) => blocks.push(kept[node.attrs.src]));
    const own = doc.resolve(at).index(0);
    const start = blocks.slice(0, own).reduce((sum, one) => sum + one.before.length + one.raw.length, 0) + blocks[own].before.length;
    changed[name] = [writing.writePage(after, kept), text.slice(0, start), text.slice(start + blocks[own].raw.length)];
  }
  return changed;
}"""
WRITE_AFRESH = """async ([folder, texts]) => {
  const [reading, writing] = await Promise.all([import(folder + "/reading.js"), import(folder + "/writing.js")]);
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => {
    const { doc, kept } = reading.readPage(text);
    const nothing = Object.assign(kept.map((one) => ({ ...one, node: null, dashes: null })), { eol: kept.eol, tail: kept.tail, references: kept.references });
    return [name, writing.writePage(doc, nothing)];
  }));
}"""


@pytest.fixture(scope="module")
def texts():
    return all_texts(MADE)


@pytest.fixture
def in_page(page, house):
    """in_page(script, texts) runs a script of the editor's modules in the browser, under the page's own policy."""
    page.goto("/-/accessibility")
    folder = page.locator("script[type=module]").first.get_attribute("src").rpartition("/")[0] + "/editor"
    return lambda script, texts: page.evaluate(script, [folder, texts])


@pytest.fixture(scope="module")
def html():
    """html(text): what our renderer makes of a text, with all white space alike."""
    renderer = Renderer()

    def rendered(text):
        return re.sub(r"(?:\\n|\s)+", " ", json.dumps(renderer.render(RenderSource(text, {})).body))

    return rendered


def test_opening_and_saving_keeps_every_byte_of_more_than_four_hundred_texts(in_page, texts):
    assert len(texts) > 400
    assert in_page(OPEN_AND_SAVE, texts) == []


def test_a_word_in_one_block_leaves_the_bytes_and_the_meaning_of_every_other(in_page, texts, html):
    changed = in_page(CHANGE_A_WORD, texts)
    assert len(changed) > 350
    kept = {name: after.startswith(before_it) and after.endswith(behind_it) and "quokka" in after for name, (after, before_it, behind_it) in changed.items()}
    assert [name for name, is_kept in kept.items() if not is_kept] == []
    assert [name for name, (after, *_rest) in changed.items() if html(after).replace("quokka", "") != html(texts[name])] == []


def test_every_block_the_editor_understands_means_the_same_when_it_is_written_afresh(in_page, texts, html):
    """All blocks at once are written as if each had been changed: our renderer makes the same of them."""
    afresh = in_page(WRITE_AFRESH, texts)
    assert sum(afresh[name] != text for name, text in texts.items()) > 100
    assert [name for name, text in texts.items() if html(afresh[name]) != html(text)] == []
