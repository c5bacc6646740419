"""The front line's desk by keyboard alone: a plain contact, a referral, its acceptance."""

from tests.browser.seeing import axe_violations

MOST_PRESSES = 6


class Keys:
    """Counts the presses beside the words typed."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    def press(self, key):
        self.page.keyboard.press(key)
        self.presses += 1


def test_a_plain_contact_costs_at_most_six_presses_beside_the_words(page, sign_in):
    sign_in("woking", "adviser")
    page.evaluate("document.activeElement.blur()")
    keys = Keys(page)
    keys.press("n")
    page.wait_for_url("**/-/desk?again=1")
    page.keyboard.type("missed bin")
    keys.press("Enter")
    page.wait_for_selector(".results")
    assert axe_violations(page) == []
    keys.press("1")
    page.wait_for_url("**/wiki/**")
    keys.press("r")
    page.wait_for_url("**/-/desk")
    assert "Resolved after" in page.locator(".messages").inner_text()
    assert keys.presses <= MOST_PRESSES


def test_a_referral_is_sent_from_a_page_and_accepted_by_keyboard(page, house, sign_in):
    sign_in("woking", "adviser")
    page.goto("/wiki/missed-bin-collection")
    page.keyboard.press("t")
    page.wait_for_url("**/-/desk/refer**")
    assert "in Woking is district or borough" in page.locator("main").inner_text()
    page.get_by_label("What does the customer need?").focus()
    page.keyboard.type("The bin was missed twice this month")
    for answer in ("High Street", "Tuesday"):
        page.keyboard.press("Tab")
        page.keyboard.type(answer)
    page.keyboard.press("Enter")
    page.wait_for_url("**/-/desk/referrals/*")
    assert "Your reference is R-" in page.locator("main").inner_text()
    page.context.clear_cookies()
    sign_in("woking", "specialist")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("q")
    page.wait_for_url("**/-/desk/queues")
    page.keyboard.press("1")
    page.wait_for_url("**/-/desk/referrals/*")
    assert axe_violations(page) == []
    page.keyboard.press("t")
    page.wait_for_selector("text=Accepted")
    assert "accepted" in page.locator(".messages").inner_text()


def test_the_desk_stands_at_320_px_from_search_to_referral(page, sign_in):
    sign_in("woking", "adviser")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/-/desk?again=1")
    page.get_by_label("What does the customer say?").fill("missed bin")
    page.keyboard.press("Enter")
    page.wait_for_selector(".results")
    assert_fits(page)
    for address in ("/wiki/missed-bin-collection", "/-/desk/refer?page=missed-bin-collection", "/-/desk/measures", "/-/desk/measures/answers", "/-/desk/gaps"):
        page.goto(address)
        assert_fits(page)


def test_a_contact_is_handled_without_javascript(chromium, house):
    one = house.person("woking", "adviser")
    context = chromium.new_context(java_script_enabled=False, base_url=house.address, locale="en-GB", viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto("/-/login/woking")
    page.get_by_label("Your name at work").fill(one.login)
    page.get_by_label("Password").fill(one.password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{house.address}/")
    page.goto("/-/desk")
    page.get_by_label("What does the customer say?").fill("missed bin")
    page.keyboard.press("Enter")
    page.locator(".results button").first.press("Enter")
    page.wait_for_url("**/wiki/**")
    page.get_by_role("button", name="Resolved", exact=True).press("Enter")
    page.wait_for_url("**/-/desk")
    assert "Resolved after" in page.locator(".messages").inner_text()
    context.close()


def test_no_two_things_share_a_key_and_the_list_of_keys_names_each(page, sign_in):
    sign_in("woking", "adviser")
    for address in ("/-/desk", "/wiki/missed-bin-collection", "/-/desk/refer?page=missed-bin-collection", "/-/desk/queues", "/-/desk/guides", "/"):
        page.goto(address)
        keys = page.evaluate("[...document.querySelectorAll('[data-key]')].map((one) => one.dataset.key)")
        assert len(keys) == len(set(keys)), (address, sorted(keys))
    page.goto("/wiki/missed-bin-collection")
    keys = page.evaluate("Object.fromEntries([...document.querySelectorAll('[data-key]')].map((one) => [one.dataset.key, one.textContent.trim()]))")
    assert {"f", "t", "o", "r", "k"} <= keys.keys()
    assert (keys["f"], keys["t"], keys["o"]) == ("Flag", "Refer this contact", "Watch")


def assert_fits(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    assert axe_violations(page) == [], page.url
