"""The sign-in page by keyboard alone, and as a password manager sees it."""

import re

from playwright.sync_api import expect


def test_somebody_signs_in_by_keyboard_alone_from_the_choice_of_authority(page, house):
    one = house.person("woking", "adviser")
    page.goto("/-/login?choose=1")
    for _ in range(60):
        page.keyboard.press("Tab")
        if "Woking" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your name at work")).to_be_focused()
    page.keyboard.type(one.login)
    page.keyboard.press("Tab")
    page.keyboard.type(one.password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{house.address}/")


def test_a_password_manager_finds_what_it_looks_for_and_may_paste(page):
    page.goto("/-/login/guildford")
    name, password = page.get_by_label("Your name at work"), page.get_by_label("Password")
    expect(name).to_have_attribute("autocomplete", "username")
    expect(password).to_have_attribute("autocomplete", "current-password")
    expect(password).to_have_attribute("type", "password")
    password.evaluate("(box) => { box.addEventListener('paste', (event) => { box.dataset.stopped = event.defaultPrevented; }); }")
    password.focus()
    password.evaluate("(box) => box.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true }))")
    expect(password).to_have_attribute("data-stopped", "false")


def test_a_wrong_password_is_said_once_on_the_page_with_the_name_still_there(page, house):
    one = house.person("guildford", "adviser")
    page.goto("/-/login/guildford")
    page.get_by_label("Your name at work").fill(one.login)
    page.get_by_label("Password").fill("not the password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Your name at work")).to_have_value(one.login)
    expect(page.get_by_label("Password")).to_have_value("")
    expect(page).to_have_url(re.compile("/-/login"))
