"""Flag it or mend it, and did this answer it: by keyboard, on a narrow screen, and without scripts."""

from playwright.sync_api import expect

from tests.browser.seeing import axe_violations

ADDRESS = "/wiki/missed-bin-collection"


def test_one_key_and_one_line_flag_a_page_and_the_reader_keeps_their_place(page, sign_in):
    sign_in("woking", "adviser")
    page.goto(ADDRESS)
    page.keyboard.press("f")
    expect(page.get_by_label("What is wrong, in one line")).to_be_focused()
    assert axe_violations(page) == []
    page.keyboard.type("The crew now comes within three days.")
    page.keyboard.press("Enter")
    expect(page.locator(".flag-said")).to_contain_text("you will hear what they decide")
    expect(page.locator("#flag-dialog")).not_to_be_visible()
    assert page.url.endswith(ADDRESS)


def test_the_words_that_are_selected_go_along(page, sign_in):
    sign_in("woking", "adviser")
    page.goto(ADDRESS)
    page.evaluate("""() => {
      const line = [...document.querySelectorAll("article li")].find((one) => one.textContent.includes("which bin"));
      getSelection().selectAllChildren(line);
    }""")
    page.keyboard.press("f")
    expect(page.locator("[data-flag-passage]")).to_contain_text("Ask which bin or box was missed.")
    page.keyboard.press("Escape")
    expect(page.locator("#flag-dialog")).not_to_be_visible()


def test_a_line_that_cannot_be_taken_is_answered_where_it_was_typed(page, sign_in):
    sign_in("woking", "adviser")
    page.goto(ADDRESS)
    page.keyboard.press("f")
    page.keyboard.press("Enter")
    expect(page.locator("[data-flag-error]")).to_have_text("Say in one line what is wrong.")
    page.keyboard.type("Wrong day.")
    page.keyboard.press("Enter")
    expect(page.locator(".flag-said")).to_be_visible()


def test_an_author_mends_it_from_the_task_by_keyboard(page, sign_in):
    sign_in("woking", "adviser")
    page.goto(ADDRESS)
    page.keyboard.press("f")
    page.keyboard.type("Say sorry twice.")
    page.keyboard.press("Enter")
    expect(page.locator(".flag-said")).to_be_visible()
    page.context.clear_cookies()
    sign_in("guildford", "author")
    page.goto("/-/tasks?kind=flag")
    page.get_by_role("row").filter(has_text="Say sorry twice.").get_by_role("link").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("It is wrong")
    assert axe_violations(page) == []
    page.get_by_role("button", name="Mend it now").press("Enter")
    page.wait_for_url("**/edit")
    expect(page.locator(".messages")).to_contain_text("You are mending: it is wrong. Say sorry twice.")


def test_it_is_said_without_leaving_the_page_that_it_helped(page, sign_in):
    sign_in("woking", "adviser")
    page.goto(ADDRESS)
    page.get_by_role("button", name="Yes", exact=True).press("Enter")
    expect(page.locator("[data-helped-status]")).to_have_text("Thank you.")
    assert page.url.endswith(ADDRESS)


def test_the_dialog_fits_a_narrow_screen(page, sign_in):
    sign_in("woking", "adviser")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(ADDRESS)
    page.get_by_role("link", name="Flag", exact=True).click()
    box = page.locator("#flag-dialog").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_scripts_flag_and_answer_are_forms_of_their_own(chromium, house):
    context = chromium.new_context(java_script_enabled=False, base_url=house.address, locale="en-GB")
    page = context.new_page()
    one = house.person("woking", "adviser")
    page.goto("/-/login/woking")
    page.get_by_label("Your name at work").fill(one.login)
    page.get_by_label("Password").fill(one.password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{house.address}/")
    page.goto(ADDRESS)
    page.get_by_role("link", name="Flag", exact=True).click()
    page.get_by_label("What is wrong, in one line").fill("No scripts here.")
    page.get_by_role("button", name="Flag it", exact=True).click()
    assert page.url.endswith(ADDRESS)
    expect(page.locator(".messages")).to_contain_text("Flagged.")
    page.locator(".helped-no summary").click()
    page.get_by_role("button", name="It is hard to read").click()
    expect(page.locator(".messages")).to_contain_text("without your name")
    context.close()
