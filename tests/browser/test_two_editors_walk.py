"""Two people write in one page: they know of each other, nothing typed is lost, and a save over the other's puts both together."""

import random
import re

import pytest
from playwright.sync_api import expect

from tests.browser.seeing import axe_violations, in_markdown, listen


@pytest.fixture
def colleague(chromium, house):
    """Another browser, signed in as the partnership administrator."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, base_url=house.address, locale="en-GB")
    page = context.new_page()
    complaints = listen(page)
    enter(page, house, "surrey", "partnership administrator")
    yield page
    context.close()
    assert not complaints, complaints


def enter(page, house, authority, what):
    in_markdown(page)
    one = house.person(authority, what)
    page.goto(f"/-/login/{authority}")
    page.get_by_label("Your name at work").fill(one.login)
    page.get_by_label("Password").fill(one.password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{house.address}/")


def new_page(page, house, title):
    """A page of the group's own, in the state draft, which nobody has to approve; its address."""
    slug = f"{title.lower().replace(' ', '-')}-{''.join(random.choices('bcdfghjklm', k=10))}"  # letters: digits may look like a card's number
    page.goto(f"/-/pages/new?type=guidance&slug={slug}")
    page.get_by_label("Text", exact=True).fill("## One\n\nAsk for the postcode.\n\n## Two\n\nSay when the crew comes.\n")
    page.get_by_label("What did you change, and why?").fill("First words, for two people to change.")
    save(page)
    page.wait_for_url(re.compile(f"/wiki/{slug}"))
    return slug


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()


def open_text(page, slug):
    page.goto(f"/-/pages/{slug}/edit")
    return page.get_by_label("Text", exact=True)


@pytest.fixture
def written(page, sign_in, house):
    """The slug of a fresh page that the author of the Front Line Forum, who is signed in, and the administrator may change."""
    in_markdown(page)
    sign_in("guildford", "author of front-line-forum")
    return new_page(page, house, "Two editors")


def test_two_editors_know_of_each_other_and_lose_nothing(page, colleague, written):
    theirs, mine = open_text(colleague, written), open_text(page, written)
    expect(page.locator("[data-editors]")).to_contain_text(re.compile("(is editing|opened) this page"))
    mine.fill(mine.input_value().replace("the postcode", "the postcode and the house number"))
    expect(page.locator("[data-keep-status]")).to_contain_text(re.compile(r"Draft saved \d\d:\d\d\. Only you see it\."), timeout=15_000)
    theirs.fill(theirs.input_value().replace("the postcode", "the postcode twice"))
    colleague.get_by_label("What did you change, and why?").fill("Asked twice, because callers mistype it.")
    save(colleague)
    colleague.wait_for_url(re.compile(f"/wiki/{written}"))
    page.get_by_label("What did you change, and why?").fill("The house number is asked for as well.")
    save(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Two editors")
    expect(page.locator("main")).to_contain_text("while you were editing revision 1")
    assert axe_violations(page) == []
    page.get_by_label("Both, one after the other").check()
    page.get_by_role("button", name="Put together and look at it").click()
    expect(page.locator("main")).to_contain_text("as you chose")
    assert axe_violations(page) == []
    save(page)
    page.wait_for_url(re.compile(f"/wiki/{written}"))
    expect(page.locator("main")).to_contain_text("Ask for the postcode twice.")
    expect(page.locator("main")).to_contain_text("Ask for the postcode and the house number.")


def test_a_draft_is_there_again_after_the_window_was_closed(page, written):
    text = open_text(page, written)
    text.fill("Half a thought.")
    expect(page.locator("[data-keep-status]")).to_contain_text("Draft saved", timeout=15_000)
    page.goto(f"/wiki/{written}")
    text = open_text(page, written)
    assert "Half a thought" not in text.input_value()
    page.get_by_role("link", name="Go on with it").click()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Half a thought.")
    page.goto("/-/drafts")
    assert axe_violations(page) == []
    page.get_by_role("button", name="Throw away").first.click()
    expect(page.locator("main")).not_to_contain_text("Two editors")


def test_without_a_connection_the_form_says_so_and_keeps_the_text_on_the_machine(chromium, house):
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, base_url=house.address, locale="en-GB")
    page = context.new_page()
    try:
        enter(page, house, "guildford", "author of front-line-forum")
        slug = new_page(page, house, "No connection")
        text = open_text(page, slug)
        expect(page.locator("[data-editors]")).to_be_attached()
        page.wait_for_load_state("networkidle")
        context.set_offline(True)
        text.fill("Typed in a tunnel.")
        expect(page.locator("[data-keep-status]")).to_contain_text("Not saved: no connection. Kept on this machine.", timeout=15_000)
        context.set_offline(False)
        expect(page.locator("[data-keep-status]")).to_contain_text("Draft saved", timeout=30_000)
    finally:
        context.close()


def test_a_form_sent_while_its_page_is_still_loading_is_sent_without_a_question(page, written):
    """A page shows itself when it has loaded to the end, which on a slow machine is after its form was sent; it must not ask then."""
    text = open_text(page, written)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelector('form.editor').addEventListener('submit', () => dispatchEvent(new PageTransitionEvent('pageshow')))")
    text.fill("Sent early.")
    page.get_by_label("What did you change, and why?").fill("Sent before the page had loaded to the end.")
    save(page)
    page.wait_for_url(re.compile(f"/wiki/{written}"), timeout=10_000)


def test_the_save_bar_stays_in_sight_on_a_phone(page, written):
    page.set_viewport_size({"width": 320, "height": 640})
    open_text(page, written)
    button = page.get_by_role("button", name="Save", exact=True)
    expect(button).to_be_in_viewport()
    page.mouse.wheel(0, 600)
    expect(button).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
