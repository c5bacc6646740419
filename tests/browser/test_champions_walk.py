"""The champions' plan by keyboard: a milestone moved with its reason, an area scored, the page of a quarter on paper."""

import re

import pytest

from tests.browser.seeing import axe_violations

PLAN = "/-/champions/plans/two-councils-2027"
OLD = "/-/champions/plans/joint-plan-2001"
MEMBER = "information-age-champions-group"


@pytest.fixture
def member(page, house):
    """An author of the group, signed in."""
    one = next(one for people in house.people.values() for one in people if MEMBER in one.what and "author" in one.what)
    page.goto(f"/-/login/{one.authority}")
    page.get_by_label("Your name at work").fill(one.login)
    page.get_by_label("Password").fill(one.password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{house.address}/")
    return one


def press_link(page, name):
    page.get_by_role("link", name=name, exact=True).first.focus()
    page.keyboard.press("Enter")


def test_a_milestone_is_moved_with_a_reason_and_stands_as_slipped(page, member):
    page.goto(f"{PLAN}/workplan")
    page.get_by_role("link", name="Every page has an owner and a review date before the change").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/milestones/*")
    title = page.locator("h1").inner_text().removeprefix("★ ")
    first = page.locator("dt", has_text="Quarter now").locator("xpath=following-sibling::dd").inner_text()
    press_link(page, "Move it")
    page.wait_for_url("**/move")
    page.get_by_label("New quarter").focus()
    page.keyboard.press("End")
    page.get_by_label("Reason").focus()
    page.keyboard.type("late")
    page.keyboard.press("Enter")
    page.wait_for_selector(".error-summary, [role=alert]")
    assert page.get_by_label("Reason").input_value() == "late"
    page.get_by_label("Reason").focus()
    page.keyboard.press("End")
    page.keyboard.type(", since the supplier is late")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/milestones/\d+$"))
    assert "late, since the supplier is late" in page.locator("main").inner_text()
    page.goto(f"{PLAN}/workplan")
    slipped = page.locator("#slipped").inner_text()
    assert title in slipped
    assert first in slipped
    assert axe_violations(page) == []


def test_scores_are_added_and_the_total_is_there_when_the_last_one_is(page, member):
    page.goto(f"{PLAN}/priorities")
    page.locator("table tbody a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/*")
    assert "No total" in page.locator("main").inner_text()
    press_link(page, "Score it")
    page.wait_for_url("**/score")
    for box in page.locator("form select:visible, form input[type=text]:visible").all():
        if box.get_attribute("name") in ("q", None):
            continue
        box.focus()
        page.keyboard.type("4")
    page.get_by_role("button", name="Keep").or_(page.get_by_role("button", name="Save")).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/areas/\d+$"))
    assert "32 of 40" in page.locator("main").inner_text()
    page.goto(f"{PLAN}/priorities")
    assert "32" in page.locator("table").inner_text()
    assert axe_violations(page) == []


def test_the_first_screen_stands_at_1280_and_at_360_without_a_bar(page, sign_in):
    sign_in("woking", "adviser")
    for width in (1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/-/champions")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe_violations(page) == []


def test_the_page_of_a_quarter_prints_on_one_sheet_of_a4(page, sign_in, tmp_path):
    sign_in("woking", "adviser")
    page.goto(f"{OLD}/quarters/2001-Q3")
    sheet = page.pdf(format="A4", path=tmp_path / "quarter.pdf")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", sheet)) == 1
