"""The five things a newcomer must be able to do, by mouse and by keyboard, in a real browser."""

import random
import re
import string
import time

from playwright.sync_api import expect

from tests.browser.seeing import in_markdown

SEARCH = "#top-search"


def set_customer(page, name):
    page.locator(".customer summary").click()
    with page.expect_navigation():  # choosing is enough: the script sends the form
        page.get_by_label("Customer’s authority").select_option(label=name)


def test_choosing_an_authority_then_signing_in(page, house):
    one = house.person("woking", "adviser")
    page.goto("/")
    page.get_by_role("link", name="Sign in").first.click()
    page.get_by_text("Woking Borough Council").first.click()
    if page.get_by_role("button", name=re.compile("Continue|Next|Go on")).count():
        page.get_by_role("button", name=re.compile("Continue|Next|Go on")).click()
    page.get_by_label("Your name at work").fill(one.login)
    page.get_by_label("Password").fill(one.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{house.address}/")
    expect(page.locator(SEARCH)).to_be_focused()


def test_an_adviser_finds_the_answer_and_reads_each_council_text_by_mouse(page, sign_in):
    sign_in("woking", "adviser")
    page.locator(SEARCH).fill("missed bin")
    page.get_by_role("button", name="Search").click()
    first = page.locator("main").get_by_role("link", name="Missed bin collection").first
    expect(first).to_be_visible()
    expect(page.locator("main")).to_contain_text("Surrey Heath")
    expect(page.locator("main")).to_contain_text("Leave the bin where the crew can reach it")
    first.click()
    expect(page.get_by_text("For Woking customers").first).to_be_visible()
    woking = page.locator(".variant").first.inner_text()
    set_customer(page, "Guildford")
    expect(page.get_by_text("For Guildford customers").first).to_be_visible()
    assert page.locator(".variant").first.inner_text() != woking


def test_an_adviser_finds_the_answer_by_keyboard_alone(page, sign_in):
    sign_in("woking", "adviser")
    expect(page.locator(SEARCH)).to_be_focused()
    page.keyboard.type("miss", delay=40)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/wiki/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("miss", re.IGNORECASE))
    page.keyboard.press("/")
    expect(page.locator(SEARCH)).to_be_focused()


def test_an_author_of_another_authority_changes_compares_and_restores_a_page(page, sign_in, house):
    in_markdown(page)
    sign_in("guildford", "author of front-line-forum")
    word = "quokka" + "".join(random.choices(string.ascii_lowercase, k=8))  # ten digits may be taken for an NHS number
    page.goto("/wiki/dog-fouling")
    before = page.locator("main").inner_text()
    page.get_by_role("link", name="Edit").first.click()
    page.get_by_role("button", name="Markdown", exact=True).click()
    text = page.get_by_label("Text", exact=True)
    text.fill(text.input_value() + f"\n\nAsk whether the bag was {word}.\n")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview, [data-preview-region], #preview").first).to_contain_text(word)
    page.get_by_label("What did you change, and why?").fill("Said what to ask about the bag, for the test.")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.wait_for_url(re.compile("/wiki/dog-fouling"))
    saved_at = time.monotonic()
    expect(page.locator("main")).to_contain_text(word)
    found_within_two_seconds(page, word, saved_at)
    page.goto("/-/pages/dog-fouling/history")
    expect(page.locator("main")).to_contain_text("Said what to ask about the bag, for the test.")
    page.get_by_role("link", name="What it changed").first.click()
    expect(page.locator("ins").filter(has_text=word).first).to_be_visible()
    page.goto("/-/pages/dog-fouling/revisions/1")
    page.get_by_role("button", name="Put this revision back").click()
    page.wait_for_load_state()
    page.goto("/wiki/dog-fouling")
    expect(page.locator("main")).not_to_contain_text(word)
    assert "dog" in before.lower()


def found_within_two_seconds(page, word, saved_at):
    while True:
        answer = page.request.get(f"/-/search?q={word}", headers={"Accept": "application/json"}).json()
        if "dog-fouling" in str(answer):
            return
        assert time.monotonic() - saved_at < 2, "the changed word was not found within two seconds"


def test_a_group_has_its_own_menu_entry_and_home_until_its_plugin_is_switched_off(page, sign_in):
    sign_in("surrey", "partnership administrator")
    menu = page.get_by_role("navigation", name="Main")
    entry = menu.get_by_role("link", name="Coverage", exact=True)
    expect(entry).to_be_visible()
    page.goto("/-/groups/information-managers-group")
    expect(page.locator("main")).to_contain_text("What the answer book lacks")
    switch(page, "Switch off")
    expect(menu.get_by_role("link", name="Coverage", exact=True)).to_have_count(0)
    page.goto("/-/groups/information-managers-group")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Information Managers Group")
    expect(page.locator("main")).not_to_contain_text("What the answer book lacks")
    page.goto("/wiki/information-content-standard")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    switch(page, "Switch on")
    expect(menu.get_by_role("link", name="Coverage", exact=True)).to_be_visible()


def switch(page, words):
    page.goto("/-/settings/plugins")
    card = page.locator("section.card").filter(has_text="Information managers group")
    card.get_by_role("button", name=words).click()
    page.wait_for_load_state()
    page.goto("/")
