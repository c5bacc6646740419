"""Whose customer, by keyboard, on a narrow screen, and without JavaScript."""

from playwright.sync_api import expect

from tests.browser.seeing import axe_violations, listen


def test_a_postcode_is_typed_by_keyboard_alone(page, sign_in):
    sign_in("woking", "adviser")
    complaints = listen(page)
    page.goto("/wiki/missed-bin-collection")
    page.keyboard.press("p")
    expect(page.get_by_label("Postcode, town or council")).to_be_focused()
    page.keyboard.type("gu1 1aa")
    page.keyboard.press("Enter")
    expect(page.locator(".customer-now")).to_have_text("Customer: GU1, Guildford + Surrey County Council")
    assert "1aa" not in page.url
    page.keyboard.press("p")
    page.keyboard.type("GU24 0AA")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Whose customer?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Whose customer?")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Guildford + Surrey County Council")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".customer-now")).to_have_text("Customer: GU24, Woking + Surrey County Council")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Missed bin")
    assert complaints == []


def test_a_postcode_in_the_search_box_leads_to_its_council(page, sign_in):
    sign_in("woking", "adviser")
    page.locator("#top-search").fill("KT18")
    page.keyboard.press("Enter")
    expect(page.locator("section[aria-labelledby=place]")).to_contain_text("Epsom and Ewell + Surrey County Council")
    page.locator("section[aria-labelledby=place]").get_by_role("button", name="Mole Valley").click()
    expect(page.locator(".customer-now")).to_contain_text("KT18, Mole Valley")


def test_the_strip_fits_a_narrow_screen(page, sign_in):
    sign_in("woking", "adviser")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/")
    page.locator(".customer summary").click()
    panel = page.locator(".customer-panel").bounding_box()
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe_violations(page) == []


def test_without_scripts_the_strip_asks_just_the_same(chromium, house):
    context = chromium.new_context(java_script_enabled=False, base_url=house.address, locale="en-GB")
    page = context.new_page()
    page.goto("/")
    page.locator(".customer summary").click()
    page.get_by_label("Postcode, town or council").fill("Walton")
    page.get_by_role("button", name="Set", exact=True).click()
    page.get_by_role("button", name="Elmbridge").click()
    expect(page.locator(".customer-now")).to_contain_text("Walton, Elmbridge")
    context.close()
