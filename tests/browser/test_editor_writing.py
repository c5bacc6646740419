# ruff: noqa: E501 - samples stand as they come
"""Writing a page in the page editor: by mouse, by keyboard, pasted from elsewhere, on a narrow screen."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.seeing import axe_violations

PAGE = "dog-fouling"
TEXT = ".ed-page-text"
SOURCE = "textarea#body"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000020802000000fdd49a73"
    "0000001049444154789c63f8cfc000440c100a001fee03fd8b5f14d40000000049454e44ae426082"
)
WORD_LIST = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->
<h1 style="mso-pagination:widow-orphan"><span style="color:#2F5496">Missed bins<o:p></o:p></span></h1>
<p class=MsoNormal><b><span style="font-size:12pt">Ask</span></b> for the <i>address</i>, then <a href="https://www.woking.gov.uk/bins">look it up</a>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style="text-indent:-18.0pt;mso-list:l0 level1 lfo1"><![if !supportLists]><span style="font-family:Symbol"><span style="mso-list:Ignore">·<span style="font:7.0pt 'Times New Roman'">&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>the first point<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style="margin-left:72.0pt;mso-list:l0 level2 lfo1"><![if !supportLists]><span style="mso-list:Ignore">o<span>&nbsp;&nbsp; </span></span><![endif]>a point within it<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style="mso-list:l0 level1 lfo1"><![if !supportLists]><span style="mso-list:Ignore">·<span>&nbsp;&nbsp;&nbsp; </span></span><![endif]>the second point<o:p></o:p></p>
<table class=MsoTableGrid border=1 style="border-collapse:collapse;mso-yfti-tbllook:1184"><tr style="mso-yfti-irow:0"><td width=100 style="width:75pt"><p class=MsoNormal><b>Council</b></p></td><td><p class=MsoNormal><b>Days</b></p></td></tr>
<tr><td><p class=MsoNormal>Woking</p></td><td><p class=MsoNormal align=right style="text-align:right">2</p></td></tr></table>
<p class=MsoNormal><span style="mso-no-proof:yes"><img width=10 height=10 src="file:///C:/Users/a/image001.png"></span>&nbsp;</p><script>alert(1)</script>
<!--EndFragment--></body></html>"""
WORD_AS_MARKDOWN = """## Missed bins

**Ask** for the *address*, then [look it up](https://www.woking.gov.uk/bins).

- the first point
    - a point within it
- the second point

| Council | Days |
| --- | --- |
| Woking | 2 |"""
OUTLOOK = """<div class="WordSection1"><p class="MsoNormal"><span lang="EN-GB" style="font-family:&quot;Calibri&quot;,sans-serif;mso-fareast-language:EN-US">Dear all,</span></p>
<p class="MsoNormal"><span style="mso-fareast-language:EN-US">&nbsp;</span></p>
<p class="MsoNormal" style="mso-margin-top-alt:auto"><strong><span style="font-size:11pt">From Monday</span></strong><span> the crews start at 6am. See </span><a href="mailto:bins@woking.gov.uk"><span style="color:#0563C1">bins@woking.gov.uk</span></a>.</p>
<ol start="1" type="1"><li class="MsoListParagraph" style="mso-list:l1 level1 lfo2">Tell the caller.</li><li class="MsoListParagraph" style="mso-list:l1 level1 lfo2">Write it down.</li></ol></div>"""
OUTLOOK_AS_MARKDOWN = """Dear all,

**From Monday** the crews start at 6am. See [bins@woking.gov.uk](mailto:bins@woking.gov.uk).

1. Tell the caller.
2. Write it down."""
WEB = """<article><h2 id="x" class="big">Opening hours</h2><div><div>The office is <em>open</em>:</div><ul class="a"><li><span>Monday</span></li><li>Friday<ul><li>mornings</li></ul></li></ul>
<blockquote><p>Quoted words</p></blockquote><p onclick="x()">Price * per bin_week</p><img src="data:image/png;base64,AAAA"><a href="javascript:alert(1)">press</a></div></article>"""
WEB_AS_MARKDOWN = """## Opening hours

The office is *open*:

- Monday
- Friday
    - mornings

> Quoted words

Price * per bin_week

press"""


@pytest.fixture
def edit(page, sign_in):
    """edit(text) opens a page to change as its author, with this text in it; gives a function that reads the text area."""

    def opened(text=None, slug=PAGE):
        sign_in("guildford", "author of front-line-forum")
        page.goto(f"/-/pages/{slug}/edit")
        page.locator(TEXT).wait_for()
        if text is not None:
            page.get_by_role("button", name="Markdown", exact=True).click()
            page.locator(SOURCE).fill(text)
            page.get_by_role("button", name="Page", exact=True).click()
        return lambda: page.locator(SOURCE).input_value()

    return opened


def press_tool(page, name):
    page.get_by_role("toolbar", name="Tools for the text").get_by_role("button", name=name, exact=True).click()


def paste(page, html="", text="", files=()):
    """What the clipboard gives, as the browser hands it to the editor."""
    page.evaluate(
        """([html, text, files]) => {
          const data = new DataTransfer();
          if (html) data.setData("text/html", html);
          if (text) data.setData("text/plain", text);
          for (const [name, type, bytes] of files) data.items.add(new File([Uint8Array.from(bytes)], name, { type }));
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [html, text, [[name, kind, list(content)] for name, kind, content in files]],
    )


def settled(page, read, expected):
    """The text area follows within a moment."""
    page.wait_for_function("(wanted) => document.querySelector('textarea#body').value === wanted", arg=expected, timeout=3000)
    assert read() == expected


def test_opening_a_page_changes_nothing_and_the_text_area_stays_the_field(page, edit):
    read = edit()
    before = page.evaluate("() => document.querySelector('textarea#body').defaultValue")
    assert read() == before
    expect(page.locator(SOURCE)).to_be_hidden()
    expect(page.get_by_role("textbox", name="Text, as a page")).to_be_visible()
    assert axe_violations(page) == []


def test_a_page_is_written_by_keyboard_alone(page, edit):
    read = edit("")
    page.locator(TEXT).focus()
    for keys in ("## What to ask", "Enter", "Ask for the ", "Control+b", "address", "Control+b", ".", "Enter", "- the house", "Enter", "the street", "Enter", "Enter", "1. first", "Enter", "second"):
        page.keyboard.press(keys) if keys in ("Enter", "Control+b") else page.keyboard.type(keys)
    settled(page, read, "## What to ask\n\nAsk for the **address**.\n\n- the house\n- the street\n\n1. first\n2. second")
    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="Bold", exact=True)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Italic", exact=True)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("Escape")
    expect(page.locator(TEXT)).to_be_focused()
    page.keyboard.press("Control+z")
    page.keyboard.press("Tab")
    expect(page.locator(TEXT)).not_to_be_focused()


def test_tools_are_pressed_by_mouse(page, edit):
    read = edit("One sentence.\n\nAnother.\n")
    page.get_by_text("One sentence.").click(click_count=3)
    press_tool(page, "Bold")
    settled(page, read, "**One sentence.**\n\nAnother.\n")
    press_tool(page, "Undo")
    settled(page, read, "One sentence.\n\nAnother.\n")
    page.locator(TEXT).get_by_text("Another.").click()
    for name, expected in (("Heading", "## Another."), ("Subheading", "### Another."), ("Plain text", "Another."), ("Bullets", "- Another."), ("Numbers", "1. Another."), ("Numbers", "Another."),
                           ("Quote", "> Another."), ("Quote", "Another."), ("Words to say", "Another.\n{: .say }"), ("Words to say", "Another."), ("Call-out", "!!! note\n    Another.")):  # fmt: skip
        press_tool(page, name)
        settled(page, read, f"One sentence.\n\n{expected}\n")


def test_a_link_is_made_by_searching_for_the_page(page, edit):
    read = edit("See the page here.\n")
    page.get_by_text("See the page here.").dblclick(position={"x": 5, "y": 8})
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Link")).to_be_visible()
    page.keyboard.type("missed bin")
    first = page.locator(".ed-found button").first
    expect(first).to_contain_text("Missed bin collection")
    assert axe_violations(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(TEXT)).to_be_focused()
    page.wait_for_function("() => document.querySelector('textarea#body').value.includes('[[')")
    assert re.fullmatch(r"\[\[missed-bin[a-z-]*\|See\]\] the page here\.\n", read())


def test_a_web_address_becomes_a_link_and_can_be_taken_away(page, edit):
    read = edit("Go there now.\n")
    page.get_by_text("Go there now.").dblclick(position={"x": 5, "y": 8})
    press_tool(page, "Link")
    page.keyboard.type("https://www.gov.uk/x_(y)")
    page.keyboard.press("Enter")
    settled(page, read, "[Go](<https://www.gov.uk/x_(y)>) there now.\n")
    expect(page.get_by_role("button", name="Link", exact=True)).to_have_attribute("aria-pressed", "true")
    press_tool(page, "Link")
    page.get_by_role("button", name="Take the link away").click()
    settled(page, read, "Go there now.\n")


def test_a_fact_is_found_by_its_words(page, edit):
    read = edit("It takes .\n")
    page.get_by_text("It takes .").click()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    press_tool(page, "Fact")
    page.keyboard.type("bulky price")
    page.keyboard.press("Enter")
    settled(page, read, "It takes {{fact:waste.bulky.price}}.\n")


def test_a_text_for_one_authority_stands_in_a_box_with_its_name(page, edit):
    read = edit("Before.\n\nRing the council.\n")
    page.get_by_text("Ring the council.").click(click_count=3)
    press_tool(page, "For one authority")
    page.get_by_role("button", name="Put it in").click()
    expect(page.get_by_role("alert")).to_have_text("Choose at least one council.")
    page.get_by_label("Woking", exact=True).check()
    page.get_by_label("Guildford", exact=True).check()
    assert axe_violations(page) == []
    page.get_by_role("button", name="Put it in").click()
    page.keyboard.type("Ring Woking.")
    settled(page, read, "Before.\n\n::: for guildford woking\nRing Woking.\n:::\n\n::: otherwise\nRing the council.\n:::\n")
    expect(page.locator(".variant-label").first).to_have_text("For Guildford and Woking")
    expect(page.locator(".variant-label").nth(1)).to_have_text("For everyone else")
    page.get_by_role("button", name="Change who").first.click()
    page.get_by_label("Guildford", exact=True).uncheck()
    page.get_by_role("button", name="Change", exact=True).click()
    settled(page, read, "Before.\n\n::: for woking\nRing Woking.\n:::\n\n::: otherwise\nRing the council.\n:::\n")
    assert axe_violations(page) == []


def test_a_table_grows_and_shrinks_by_its_tools(page, edit):
    read = edit("Before.\n")
    page.get_by_text("Before.").click()
    page.keyboard.press("End")
    press_tool(page, "Table")
    page.keyboard.type("Council")
    settled(page, read, "Before.\n\n| Council |  |  |\n| --- | --- | --- |\n|  |  |  |\n|  |  |  |\n")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("Days")
    settled(page, read, "Before.\n\n| Council | Days |  |\n| --- | --- | --- |\n|  |  |  |\n|  |  |  |\n")
    press_tool(page, "Delete column")
    press_tool(page, "Column after")
    press_tool(page, "Row below")
    page.keyboard.press("ArrowDown")
    press_tool(page, "Delete row")
    settled(page, read, "Before.\n\n| Council |  |  |\n| --- | --- | --- |\n|  |  |  |\n|  |  |  |\n")


def test_a_pasted_picture_is_kept_and_its_words_are_asked_for(page, edit):
    read = edit("Before.\n")
    page.get_by_text("Before.").click()
    page.keyboard.press("End")
    paste(page, files=[("shot.png", "image/png", PICTURE)])
    expect(page.get_by_role("dialog", name="Picture")).to_be_visible()
    page.get_by_label("What does it show?").fill("A brown bin with a sticker")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('textarea#body').value.includes('attachment:')")
    assert re.fullmatch(r"Before\.!\[A brown bin with a sticker\]\(attachment:shot(-\d+)?\.png\)\n", read())
    expect(page.locator(f"{TEXT} .ed-picture img")).to_have_js_property("naturalWidth", 2)


def test_a_file_that_is_no_picture_is_refused_with_a_sentence(page, edit):
    edit("Before.\n")
    page.get_by_text("Before.").click()
    paste(page, files=[("shot.png", "image/png", b"no picture at all")])
    page.get_by_label("What does it show?").fill("Nothing")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("is not a picture")


@pytest.mark.parametrize(("html", "expected"), [(WORD_LIST, WORD_AS_MARKDOWN), (OUTLOOK, OUTLOOK_AS_MARKDOWN), (WEB, WEB_AS_MARKDOWN)], ids=["Word", "Outlook", "a web page"])
def test_what_is_pasted_becomes_clean_markdown(page, edit, html, expected):
    read = edit("")
    page.locator(TEXT).click()
    paste(page, html=html, text="x")
    settled(page, read, expected)


def test_source_that_is_not_understood_is_an_island_that_can_be_edited(page, edit):
    read = edit("Text.\n\n<div class=\"say\">\n<p>HTML</p>\n</div>\n\nMore.[^1]\n\n[^1]: A note.\n")
    expect(page.get_by_label("HTML, as Markdown")).to_have_value('<div class="say">\n<p>HTML</p>\n</div>')
    page.get_by_label("Note at the foot, as Markdown").fill("[^1]: Another note.")
    settled(page, read, "Text.\n\n<div class=\"say\">\n<p>HTML</p>\n</div>\n\nMore.[^1]\n\n[^1]: Another note.\n")
    assert axe_violations(page) == []


def test_the_choice_of_markdown_is_remembered_and_both_ways_show_the_same(page, edit):
    read = edit("## Head\n\nText.\n")
    page.get_by_role("button", name="Markdown", exact=True).click()
    expect(page.locator(SOURCE)).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type("- no list\n")
    page.reload()
    page.locator(SOURCE).wait_for()
    expect(page.locator(TEXT)).to_have_count(0)
    expect(page.get_by_role("button", name="Markdown", exact=True)).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Page", exact=True).click()
    expect(page.locator(TEXT)).to_be_focused()
    assert axe_violations(page) == []
    assert read() is not None


def test_what_is_written_as_a_page_is_saved(page, edit):
    edit("## What to ask\n\nAsk where it was.\n")
    page.locator(TEXT).get_by_text("Ask where it was.").click()
    page.keyboard.press("End")
    page.keyboard.type(" Then ask when.")
    page.get_by_label("What did you change, and why?").fill("Said what to ask next, for the test.")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.wait_for_url(re.compile(f"/wiki/{PAGE}"))
    expect(page.locator("main")).to_contain_text("Ask where it was. Then ask when.")


def test_the_editor_needs_no_sideways_scroll_on_a_narrow_screen(page, edit):
    edit("## Head\n\n::: for woking\nText\n:::\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<div>\nHTML\n</div>\n")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    assert axe_violations(page) == []


def test_without_the_built_files_the_text_area_stays(page, sign_in):
    page.route("**/vendor/editor.js", lambda route: route.fulfill(status=200, content_type="text/javascript", body="export const nothing = 1;"))
    sign_in("guildford", "author of front-line-forum")
    page.goto(f"/-/pages/{PAGE}/edit")
    expect(page.locator(SOURCE)).to_be_visible()
    expect(page.locator(".ed-frame")).to_have_count(0)
