"""An authority's own text and its facts: by mouse and by keyboard, and nothing else on the page is touched."""

from playwright.sync_api import expect

from tests.browser.seeing import axe_violations

LOCAL = "/-/pages/missed-bin-collection/local"


def test_own_text_is_changed_by_keyboard_looked_at_and_kept(page, sign_in):
    sign_in("guildford", "author")
    page.goto("/wiki/missed-bin-collection?for=guildford")
    page.keyboard.press("v")
    page.wait_for_url(f"**{LOCAL}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Own text of Guildford Borough Council")
    assert axe_violations(page) == []
    page.get_by_role("link", name="Change the text in Report it").first.press("Enter")
    text = page.get_by_label("Text", exact=True)
    text.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Report it to the depot at Slyfield.")
    page.get_by_role("button", name="Preview").press("Enter")
    expect(page.locator("section[aria-labelledby=preview-title]")).to_contain_text("Report it to the depot at Slyfield.")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.locator(".messages")).to_contain_text("Nothing else on the page was touched.")
    page.goto("/wiki/missed-bin-collection?for=guildford")
    expect(page.locator(".variant[data-authority=guildford]")).to_contain_text("Slyfield")
    page.goto("/wiki/missed-bin-collection?for=woking")
    assert "Slyfield" not in page.locator(".variant[data-authority=woking]").inner_text()


def test_a_text_that_would_reach_further_is_refused_and_kept_in_the_form(page, sign_in):
    sign_in("guildford", "author")
    page.goto(f"{LOCAL}?for=guildford&place=1&row=0")
    page.get_by_label("Text", exact=True).fill("Ours.\n:::\nFor everyone, forged.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".error-summary")).to_contain_text(":::")
    expect(page.get_by_label("Text", exact=True)).to_have_value("Ours.\n:::\nFor everyone, forged.")


def test_the_screen_fits_a_narrow_window(page, sign_in):
    sign_in("guildford", "author")
    page.set_viewport_size({"width": 320, "height": 640})
    for address in (f"{LOCAL}?place=1&row=0", "/-/tasks", "/-/coverage", "/-/facts/grid?prefix=waste"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        assert axe_violations(page) == [], address


def test_facts_are_typed_down_a_column_with_the_arrows_and_kept_together(page, sign_in):
    sign_in("guildford", "author")
    page.goto("/-/facts/grid?prefix=waste")
    boxes = page.locator("[data-grid] input[type=text], [data-grid] input:not([type])")
    boxes.nth(0).focus()
    page.keyboard.type("3")
    page.keyboard.press("ArrowDown")
    expect(boxes.nth(1)).to_be_focused()
    page.keyboard.type("£60")
    page.keyboard.press("ArrowUp")
    expect(boxes.nth(0)).to_be_focused()
    page.get_by_label("Where the new values can be read").fill("https://www.guildford.gov.uk/bulky")
    page.get_by_role("button", name="Save the changed values").press("Enter")
    expect(page.locator(".messages")).to_contain_text("2 values kept.")


def test_a_pasted_column_is_marked_before_it_is_kept(page, sign_in):
    sign_in("guildford", "author")
    page.goto("/-/facts/grid?prefix=waste&authority=guildford")
    page.get_by_text("Paste a column from a spreadsheet").click()
    page.get_by_label("The column").fill("4\n£61")
    page.get_by_role("button", name="Put them into the grid").click()
    expect(page.locator(".notice")).to_contain_text("values are changed and not kept yet")
    expect(page.locator(".grid-cell.changed").first).to_be_visible()
