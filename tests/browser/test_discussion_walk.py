"""Watching, talking and reading: by keyboard, by mouse, without scripts, on a narrow screen."""

import re

from playwright.sync_api import expect

from tests.browser.seeing import axe_violations, listen

PAGE = "missed-bin-collection"


def other_person(chromium, house, authority, what, **options):
    """A second browser, signed in as somebody else."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, base_url=house.address, locale="en-GB", **options)
    page, one = context.new_page(), house.person(authority, what)
    page.goto(f"/-/login/{authority}")
    page.get_by_label("Your name at work").fill(one.login)
    page.get_by_label("Password").fill(one.password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{house.address}/")
    return page, one


def test_a_question_is_asked_answered_and_settled_and_its_asker_hears_of_it(page, sign_in, chromium, house):
    adviser = sign_in("woking", "adviser")
    page.goto(f"/-/discussion/{PAGE}")
    assert axe_violations(page) == []
    page.get_by_label("What you want to say").fill("Is the window two days everywhere?")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Say it").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".comment").last).to_contain_text("two days everywhere")

    author, _one = other_person(chromium, house, "guildford", "author")
    complaints = listen(author)
    author.goto(f"/wiki/{PAGE}")
    author.locator(".ending").get_by_role("link", name=adviser.name).last.click()
    author.locator("summary", has_text="Answer").click()
    area = author.get_by_label("Your answer")
    area.press_sequentially(f"Yes, @{adviser.name[:3]}", delay=15)
    expect(author.get_by_role("option", name=re.compile(adviser.name))).to_be_visible()
    author.keyboard.press("Enter")
    expect(area).to_have_value(f"Yes, @{adviser.name} ")
    author.get_by_role("button", name="Answer", exact=True).click()
    expect(author.locator(".messages")).to_contain_text(f"Told of it: {adviser.name}")
    author.get_by_role("button", name="Settled").click()
    expect(author.locator(".messages")).to_contain_text("It is settled")
    assert complaints == []
    author.context.close()

    page.goto("/-/news")
    expect(page.get_by_role("link", name=re.compile("mentioned you"))).to_be_visible()
    assert axe_violations(page) == []
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.locator("main")).to_contain_text("Nothing new")


def test_a_page_is_watched_by_keyboard_alone(page, sign_in):
    sign_in("woking", "adviser")
    page.goto(f"/wiki/{PAGE}")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1)).to_have_text("Watch this page")
    assert axe_violations(page) == []
    page.get_by_role("button", name="Keep").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Watching")).to_be_visible()
    page.goto("/-/watching")
    expect(page.locator(".watch-line")).to_contain_text(["Missed bin collection"])
    assert axe_violations(page) == []


def test_without_scripts_and_on_a_narrow_screen_everything_is_there(chromium, house):
    author, _one = other_person(chromium, house, "guildford", "author", java_script_enabled=False)
    author.goto(f"/-/reading/pages/{PAGE}")
    author.get_by_label("Woking", exact=True).check()
    author.get_by_role("button", name="Ask them").click()
    expect(author.get_by_role("heading", name=re.compile("0 of"))).to_be_visible()
    author.context.close()

    adviser, _one = other_person(chromium, house, "woking", "adviser", java_script_enabled=False)
    adviser.set_viewport_size({"width": 320, "height": 640})
    adviser.goto(f"/wiki/{PAGE}")
    adviser.get_by_role("button", name="I have read and understood this").click()
    expect(adviser.locator(".messages")).to_contain_text("you have read and understood")
    adviser.goto(f"/-/discussion/{PAGE}")
    adviser.get_by_label("What you want to say").fill("Said without scripts.")
    adviser.get_by_role("button", name="Say it").click()
    expect(adviser.locator(".comment").last).to_contain_text("Said without scripts.")
    for path in ("/-/news?shown=all", "/-/watching", f"/-/discussion/{PAGE}", "/-/reading", f"/-/watching/pages/{PAGE}"):
        adviser.goto(path)
        assert adviser.locator("html").evaluate("html => html.scrollWidth") <= 320, path
    adviser.context.close()
