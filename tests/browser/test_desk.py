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
