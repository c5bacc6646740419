"""The adviser's walk under load, by hand: `python -m tests.bench.walk_bench [pages] [people] [walks]` (10000, 30 and 20).

A served site with generated pages (a tenth of them written and rendered, the others copies under other titles), other people who search as
people do (four letters one after another, a search, a page, two seconds of reading), and a real Chromium that walks by keyboard: `/`, four
letters, arrow, Enter, answer read, outcome. Times are from the press of a key to the paint of what it brings; 120 ms of the first are the
pause after the last letter. Figures are printed; nothing fails.
"""

import http.client
import random
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import sync_playwright
from sqlalchemy import text

from extranet import search
from extranet.pages import PageDraft, load_pages
from extranet.portal import house_actor
from tests.bench.load import percentile
from tests.bench.served import House, add_people, ask, corpus_for, sessions_of

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
COPIES, OFFSET = 10, 1_000_000
# What differs in a copy: of two pages neither address, title nor token may be the same.
COPIED = {"slug": "slug || '-' || :copy", "token": "token || '-' || :copy", ("page", "title"): "title || ' ' || :copy"}
LETTERS = 4
BETWEEN_LETTERS_SECONDS = 0.15
READING_SECONDS = 2.0
PAINTED = """
({selector, begun}) => new Promise((done) => {
  const look = () => {
    if (document.querySelector(selector)?.getClientRects().length) requestAnimationFrame(() => done(performance.now() - begun));
    else requestAnimationFrame(look);
  };
  look();
})
"""
FIRST_PAINT = """
() => new Promise((done) => {
  const look = () => {
    const found = performance.getEntriesByName("first-contentful-paint")[0];
    if (found) done(found.startTime); else setTimeout(look, 5);
  };
  look();
})
"""


def main(pages: int = 10_000, people: int = 30, walks: int = 20) -> None:
    folder = Path(tempfile.mkdtemp(prefix="extranet-walk-"))
    house = House(folder)
    try:
        cookies, titles, slugs = load_house(house, pages, people)
        house.start()
        others = [Other(house, cookie, titles, slugs, number) for number, cookie in enumerate(cookies[1:])]
        for one in others:
            one.start()
        try:
            found = walk_often(house, cookies[0], titles, walks)
        finally:
            for one in others:
                one.is_done = True
            for one in others:
                one.join()
        print(report(found, pages, others))
    finally:
        house.stop()
        shutil.rmtree(folder, ignore_errors=True)


def load_house(house: House, pages: int, people: int) -> tuple[list[str], list[str], list[str]]:
    """Cookies of the adviser and the others, titles and slugs of the pages."""
    house.command("init")
    with house.site() as site:
        corpus = corpus_for(site, max(1, pages // COPIES))
        loaded = load_pages(site, house_actor(), ((page.slug, draft_of(page, number)) for number, page in enumerate(corpus)))
        for copy in range(1, COPIES):
            copy_pages(site, copy)
        print(f"… {search.rebuild(site)} things to find, {len(loaded.refused)} pages were refused", file=sys.stderr)
        cookies = sessions_of(site, add_people(site, people + 2)[1:])
        here = set(loaded.created)
        made = [(corpus.page(number), number) for number in range(corpus.count) if number % 20 != 7 and corpus.slug(number) in here][:400]
    return cookies, [draft_of(*one).metadata["title"] for one in made], [page.slug for page, _ in made]


def copy_pages(site, copy: int) -> None:
    """Every page written so far once more, in the database itself: its number plus a million for each copy, its title with the copy's."""
    with site.db.writing() as tx:
        for table, key in (("page", "id"), ("revision", "page_id"), ("page_address", "page_id"), ("page_tag", "page_id")):
            columns = [one.name for one in _columns(tx, table) if not (table == "revision" and one.name == "id")]
            given = [COPIED.get((table, name), COPIED.get(name, name)) if name != key else f"{name} + {OFFSET} * :copy" for name in columns]
            tx.execute(text(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(given)} FROM {table} WHERE {key} < {OFFSET}"), {"copy": copy})


def _columns(tx, table: str):
    return tx.execute(text(f"SELECT name FROM pragma_table_info('{table}')")).all()


def draft_of(page, number: int) -> PageDraft:
    """The page under a title of its own: no two pages may have the same."""
    return PageDraft({**page.metadata, "title": f"{page.metadata['title']} {number}"}, page.body)


class Other(threading.Thread):
    """Somebody else who searches while the walk is measured. `times` are milliseconds of each answer."""

    def __init__(self, house: House, cookie: str, titles: list[str], slugs: list[str], number: int):
        super().__init__(daemon=True)
        self.is_done, self.times, self.wrong = False, [], 0
        self._address, self._headers = house.address, {"Cookie": cookie}
        self._titles, self._slugs, self._chance = titles, slugs, random.Random(number)

    def run(self) -> None:
        connection = http.client.HTTPConnection(*self._address, timeout=30)
        time.sleep(self._chance.random() * READING_SECONDS)
        while not self.is_done:
            words = "+".join(self._chance.choice(self._titles).split()[:2])
            for length in range(2, 2 + LETTERS):
                self._ask(connection, f"/-/suggest?q={words[:length]}")
                time.sleep(BETWEEN_LETTERS_SECONDS)
            self._ask(connection, f"/-/search?q={words}")
            self._ask(connection, f"/wiki/{self._chance.choice(self._slugs)}")
            time.sleep(READING_SECONDS * (0.5 + self._chance.random()))
        connection.close()

    def _ask(self, connection: http.client.HTTPConnection, path: str) -> None:
        began = time.perf_counter()
        status, _, _ = ask(connection, "GET", path, headers=self._headers)
        self.times.append((time.perf_counter() - began) * 1000)
        self.wrong += status != 200


def walk_often(house: House, cookie: str, titles: list[str], walks: int) -> dict[str, list[float]]:
    """Milliseconds of each step of each walk, the first two walks left out: browser and processes are warm then."""
    found: dict[str, list[float]] = {"suggestions": [], "answer": [], "closed": []}
    path = next(filter(None, map(shutil.which, CHROMIUM)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=house.url, locale="en-GB")
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": house.url}])
        page = context.new_page()
        for number in range(walks + 2):
            steps = walk(page, titles[number * 7 % len(titles)], titles[number * 11 % len(titles)])
            for step, spent in steps.items() if number > 1 else ():
                found[step].append(spent)
        browser.close()
    return found


def walk(page, before: str, title: str) -> dict[str, float]:
    """One walk from the page of results of `before` to the closed contact about `title`; what is no live page ends it early."""
    page.goto(f"/-/search?q={before.replace(' ', '+')}&for=guildford")
    page.locator("[data-result]").first.click()
    page.wait_for_selector("main h1")
    page.wait_for_load_state()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    letters = title[:LETTERS].lower()
    for letter in letters[:-1]:
        page.keyboard.press("Space" if letter == " " else letter)
    page.wait_for_timeout(BETWEEN_LETTERS_SECONDS * 1000)
    begun = page.evaluate("document.querySelector('.suggestions').replaceChildren(), performance.now()")
    page.keyboard.press("Space" if letters[-1] == " " else letters[-1])
    offered = page.evaluate(PAINTED, {"selector": ".suggestions [role=option]", "begun": begun})
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(".suggestions [aria-selected=true]")
    if page.locator(".suggestions [aria-selected=true] .kind").inner_text().lower() != "page":
        return {}
    with page.expect_navigation():
        page.keyboard.press("Enter")
    answer = page.evaluate(FIRST_PAINT)
    if not page.locator("[data-key=r]").count():
        return {"suggestions": offered, "answer": answer}
    page.keyboard.press("r")
    page.wait_for_url("**/-/desk")
    return {"suggestions": offered, "answer": answer, "closed": page.evaluate(FIRST_PAINT)}


def report(found: dict[str, list[float]], pages: int, others: list[Other]) -> str:
    """The figures in words: medians and 95th percentiles, in ms."""
    times = sorted(one for other in others for one in other.times)
    lines = [f"{pages:,} pages, {len(others)} other people, {len(found['answer'])} walks of {LETTERS + 4} keys; key to paint in ms:"]
    for step, spent in found.items():
        spent = sorted(spent)
        lines.append(f"  {step}: p50 {percentile(spent, 0.5):.0f}, p95 {percentile(spent, 0.95):.0f}")
    wrong = sum(one.wrong for one in others)
    lines.append(f"  the others: {len(times)} answers, p50 {percentile(times, 0.5):.0f}, p95 {percentile(times, 0.95):.0f}, {wrong} wrong")
    return "\n".join(lines)


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:4]))
