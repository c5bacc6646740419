"""Somebody at the keyboard: Tab, Enter, Space, the arrows and letters. There is no mouse here."""

from playwright.sync_api import expect

FURTHEST = 250  # Tabs; whatever needs more cannot be said to be within reach

FOCUSED = "one => one === document.activeElement"


class Keys:
    """One person's hands on one page. Everything is reached by Tab from where the focus is."""

    def __init__(self, page):
        self.page = page
        self.main = page.locator("main")

    def sign_in(self, person):
        self.page.context.clear_cookies()
        self.page.goto(f"/-/login/{person.authority}")
        self.write(self.page.get_by_label("Your name at work"), person.login)
        self.write(self.page.get_by_label("Password"), person.password)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return person

    def reach(self, target):
        """Tab until the focus is there."""
        expect(target).to_be_visible()
        for _ in range(FURTHEST):
            if target.evaluate(FOCUSED):
                return target
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} was not reached with {FURTHEST} Tabs")

    def follow(self, target):
        """Enter on a link or button that leads to another page."""
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def link(self, words, within=None):
        self.follow((within or self.main).get_by_role("link", name=words).first)

    def button(self, words, within=None):
        self.follow((within or self.main).get_by_role("button", name=words).first)

    def open(self, words):
        """Unfold what stands folded under these words."""
        self.reach(self.main.locator("summary").filter(has_text=words).first)
        self.page.keyboard.press("Enter")

    def write(self, target, words):
        self.reach(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def tick(self, box):
        if not self.reach(box).is_checked():
            self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def choose(self, option):
        """One of several radio buttons: Tab comes to the first of them or to the chosen one, the arrows go on."""
        group = f"[name='{option.get_attribute('name')}']"
        for _ in range(FURTHEST):
            if self.page.evaluate("group => document.activeElement.matches(group)", group):
                break
            self.page.keyboard.press("Tab")
        for _ in range(FURTHEST):
            if option.evaluate(FOCUSED):
                break
            self.page.keyboard.press("ArrowDown")
        if not option.is_checked():
            self.page.keyboard.press("Space")
        expect(option).to_be_checked()

    def select(self, box, value):
        """One line of a list: to its top, then down."""
        self.reach(box)
        values = box.locator("option").evaluate_all("all => all.map(one => one.value)")
        self.page.keyboard.press("Home")
        for _ in range(values.index(value)):
            self.page.keyboard.press("ArrowDown")
        expect(box).to_have_value(value)
