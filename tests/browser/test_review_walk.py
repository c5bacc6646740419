"""From draft to live in a real browser: written, sent, looked at with its differences, commented on a passage, changed, sent again, approved."""

import re

from playwright.sync_api import expect

from tests.browser.seeing import axe_violations, in_markdown

GROUP_PAGE = "complain-about-council"
WRITER = ("elmbridge", "author of information-managers-group")
APPROVER = ("surrey", "partnership administrator")
NOTE = "What to read to the customer was added."


def sign_in_as(page, sign_in, who):
    """Somebody else at the same machine."""
    page.context.clear_cookies()
    return sign_in(*who)


def write(page, words):
    """Open the page's form and put these words under its text."""
    page.goto(f"/-/pages/{GROUP_PAGE}/edit")
    text = page.get_by_label("Text", exact=True)
    text.fill(text.input_value().rstrip() + f"\n\n{words}\n")
    page.get_by_label("What did you change, and why?").fill(NOTE)


def test_a_change_is_sent_commented_sent_again_and_approved_by_mouse(page, sign_in):
    in_markdown(page)
    sign_in(*WRITER)
    write(page, "::: for woking\nRead the Woking card to them.\n:::\n::: otherwise\nRead the shared card to them.\n:::")
    expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Send for review").click()
    page.wait_for_url(re.compile(r"/-/review/\d+$"))
    change = page.url
    expect(page.locator("main")).to_contain_text("Waits for approval")
    page.goto(f"/wiki/{GROUP_PAGE}")
    expect(page.locator("main")).not_to_contain_text("Read the shared card")

    sign_in_as(page, sign_in, APPROVER)
    page.get_by_role("link", name="Review", exact=True).click()
    page.get_by_role("link", name="Complaints about a council").first.click()
    expect(page.locator("table.diff ins, table.diff tr.added").first).to_be_visible()
    assert axe_violations(page) == []
    page.get_by_role("link", name="As a page").click()
    page.get_by_role("navigation", name="Looked at for").get_by_role("link", name="Woking").click()
    expect(page.locator("article")).to_contain_text("Read the Woking card")
    page.get_by_role("navigation", name="Looked at for").get_by_role("link", name="Guildford").click()
    expect(page.locator("article")).to_contain_text("Read the shared card")
    page.get_by_role("link", name=re.compile("Text and comments")).click()
    passage = page.locator("section.proposed").filter(has_text="Read the shared card")
    passage.get_by_text("Comment on this passage").click()
    passage.get_by_role("textbox").fill("Which card is that? Name it.")
    passage.get_by_role("button", name="Comment").click()
    expect(page.locator(".comment")).to_contain_text("Which card is that?")
    assert axe_violations(page) == []
    page.get_by_label("What is to be changed").fill("Name the card, so that nobody has to ask.")
    page.get_by_role("button", name="Ask for a change").click()
    expect(page.locator("main")).to_contain_text("A change is asked for")

    sign_in_as(page, sign_in, WRITER)
    expect(page.locator("main")).to_contain_text("Waiting for you (1)")
    page.goto(change)
    page.get_by_role("button", name="Go on writing").click()
    page.wait_for_url(re.compile(r"/edit\?draft=\d+"))
    text = page.get_by_label("Text", exact=True)
    text.fill(text.input_value().replace("the shared card", "the complaints card"))
    page.get_by_role("button", name="Send for review").click()
    page.wait_for_url(re.compile(r"/-/review/\d+$"))
    expect(page.locator("main")).to_contain_text("Round 2")

    sign_in_as(page, sign_in, APPROVER)
    page.goto(change)
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("It is live.")).to_be_visible()
    sign_in_as(page, sign_in, ("guildford", "adviser"))
    page.goto(f"/wiki/{GROUP_PAGE}")
    expect(page.locator("main")).to_contain_text("Read the complaints card to them.")


def test_a_change_is_sent_and_approved_by_keyboard_alone(page, sign_in):
    in_markdown(page)
    sign_in(*WRITER)
    write(page, "Thank them for telling us.")
    page.get_by_label("What did you change, and why?").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/-/review/\d+$"))
    change = page.url
    sign_in_as(page, sign_in, APPROVER)
    page.goto(change)
    page.get_by_label("A word to go with it").focus()
    page.keyboard.type("Short and kind.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Approve")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("It is live.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Short and kind.")
    page.goto(f"/wiki/{GROUP_PAGE}")
    expect(page.locator("main")).to_contain_text("Thank them for telling us.")
