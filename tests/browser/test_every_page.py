"""Every kind of page: no accessibility fault that axe can see, no sideways scroll at 320 px, essentials without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.seeing import axe_violations, listen

PAGES = {
    "desk": "/",
    "search": "/-/search?q=missed+bin",
    "nothing found": "/-/search?q=zzyzx",
    "question and answer": "/wiki/missed-bin-collection?for=woking",
    "all councils": "/wiki/missed-bin-collection?for=",
    "service": "/wiki/bulky-waste-collection",
    "procedure": "/wiki/homelessness-help",
    "guidance": "/wiki/welcome",
    "training": "/wiki/resolve-or-refer",
    "policy": "/wiki/statement-of-intent",
    "contact": "/wiki/woking-contact",
    "notice": "/wiki/councils-change-april-2027",
    "decision guide": "/wiki/whose-road",
    "help": "/wiki/help",
    "missing page": "/wiki/no-such-page-at-all",
    "edit": "/-/pages/missed-bin-collection/edit",
    "choose a type": "/-/pages/new",
    "new page": "/-/pages/new?type=qa",
    "history": "/-/pages/missed-bin-collection/history",
    "services": "/-/services",
    "service route": "/-/services/524",
    "places": "/-/places",
    "place": "/-/places/woking",
    "episodes": "/-/episodes",
    "episode": "/-/episodes/moving-home",
    "functions": "/-/functions",
    "type": "/-/types/qa",
    "changes": "/-/changes",
    "groups": "/-/groups",
    "group": "/-/groups/front-line-forum",
    "group with a plugin": "/-/groups/information-managers-group",
    "facts": "/-/facts",
    "bin": "/-/bin",
    "standard": "/-/standard",
    "account": "/-/account",
    "plugins": "/-/settings/plugins",
    "plugin settings": "/-/settings/plugins/information_managers_group",
}
WITHOUT_SIGNING_IN = {"front": "/", "choose authority": "/-/login?choose=1", "sign in": "/-/login/woking", "accessibility": "/wiki/accessibility"}


@pytest.fixture(scope="module")
def signed_in_state(chromium, house):
    """Cookies of a partnership administrator, so that every page can be opened."""
    context = chromium.new_context(base_url=house.address)
    page = context.new_page()
    one = house.person("surrey", "partnership administrator")
    page.goto("/-/login/surrey")
    page.get_by_label("Your name at work").fill(one.login)
    page.get_by_label("Password").fill(one.password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{house.address}/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def open_page(chromium, house):
    contexts = []

    def give(width, state=None, **more):
        context = chromium.new_context(base_url=house.address, viewport={"width": width, "height": 740}, storage_state=state, locale="en-GB", **more)
        contexts.append(context)
        page = context.new_page()
        return page, listen(page)

    yield give
    for context in contexts:
        context.close()


def test_axe_finds_no_fault_on_any_kind_of_page(open_page, signed_in_state):
    page, complaints = open_page(1280, signed_in_state)
    found = {}
    for name, address in PAGES.items():
        page.goto(address)
        if violations := axe_violations(page):
            found[name] = violations
    assert found == {}
    assert complaints == []


def test_axe_finds_no_fault_for_a_visitor(open_page):
    page, complaints = open_page(1280)
    found = {}
    for name, address in WITHOUT_SIGNING_IN.items():
        page.goto(address)
        if violations := axe_violations(page):
            found[name] = violations
    assert found == {}
    assert complaints == []


def test_nothing_scrolls_sideways_at_320_pixels(open_page, signed_in_state):
    page, _ = open_page(320, signed_in_state)
    too_wide = {}
    for name, address in PAGES.items():
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            too_wide[name] = width
    assert too_wide == {}


def test_every_page_has_one_title_one_first_heading_and_a_language(open_page, signed_in_state):
    page, _ = open_page(1280, signed_in_state)
    titles = {}
    for name, address in PAGES.items():
        page.goto(address)
        assert page.locator("h1").count() == 1, name
        assert page.locator("html").get_attribute("lang") == "en-GB", name
        titles.setdefault(page.title(), []).append(name)
    assert all(title.strip() for title in titles)


def test_search_reading_and_writing_work_without_javascript(open_page, signed_in_state):
    page, _ = open_page(1280, signed_in_state, java_script_enabled=False)
    page.goto("/")
    page.locator("#top-search").fill("dog mess")
    page.get_by_role("button", name="Search").click()
    page.locator("main").get_by_role("link", name=re.compile("Dog fouling")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dog fouling")
    page.locator(".customer summary").click()
    page.get_by_label("Customer’s authority").select_option(label="Guildford")
    page.get_by_role("button", name="Set", exact=True).click()
    page.goto("/-/pages/dog-fouling/edit")
    page.get_by_label("What did you change, and why?").fill("Saved once without JavaScript, for the test.")
    text = page.get_by_label("Text", exact=True)
    text.fill(text.input_value() + "\n\nWritten without JavaScript.\n")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator("main")).to_contain_text("Written without JavaScript.")


def test_single_keys_can_be_switched_off(open_page, signed_in_state):
    page, _ = open_page(1280, signed_in_state)
    page.goto("/wiki/welcome")
    page.keyboard.press("/")
    expect(page.locator("#top-search")).to_be_focused()


def test_focus_is_never_hidden_under_the_heading(open_page, signed_in_state):
    page, _ = open_page(1280, signed_in_state)
    page.goto("/wiki/missed-bin-collection?for=woking")
    for _ in range(60):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => { const e = document.activeElement, b = e.getBoundingClientRect();
            if (e === document.body || b.width === 0) return false;
            const top = document.elementFromPoint(b.left + b.width / 2, b.top + Math.min(b.height / 2, 10));
            return !!top && top !== e && !e.contains(top) && !top.contains(e) && !!top.closest('header') && !e.closest('header'); }"""
        )
        assert not hidden
