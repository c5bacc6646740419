"""One page of 200 KB with 500 revisions: `python -m tests.bench.big_page_bench [kilobytes] [revisions] [asks]`.

Makes the page in a fresh site, saves it for real at its first and its last revisions, copies those between with small changes of
their text straight into the database, and asks every screen of it again and again through the whole application in one process. Prints for each
the median and the 95th percentile in milliseconds, and the processor time of the web process alone, which other work on the machine disturbs
less. Figures are printed; nothing fails.
"""

import os
import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from sqlalchemy import text

from extranet.actor import Grant
from extranet.app import build_site, create_app, prepare
from extranet.identity import actor_by_id, add_person, grant, open_session
from extranet.identity.views import cookie_name
from extranet.pages import PageDraft, create_page, read_page, save_page
from extranet.pages.actions.rendering import render_source
from extranet.pages.rendering import RenderSource
from extranet.settings import Settings
from tests.bench.corpus import Corpus
from tests.bench.forms import form_in
from tests.bench.load import percentile
from tests.bench.memory import proportional_megabytes
from tests.bench.served import corpus_for

SLUG = "big-page"
GROUP = "front-line-forum"
REAL_AT_THE_END = 5
FEW = ("who wrote what", "whole history as a file", "save, the post alone")


def main(kilobytes: int = 200, revisions: int = 500, asks: int = 20) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = build_site(Settings(data=Path(folder), secret_key="bench", public_url="http://localhost", log_level="ERROR"))
        prepare(site)
        try:
            _measure(site, kilobytes, revisions, asks)
        finally:
            site.close()


def _measure(site, kilobytes: int, revisions: int, asks: int) -> None:
    person = add_person(site, "woking", "0" * 32, "bench", "Ann Oakley")
    grant(site, None, person.id, Grant("author", "group", GROUP))
    actor = actor_by_id(site, person.id)
    body = _text(corpus_for(site, 400), kilobytes)
    began = time.perf_counter()
    create_page(site, actor, PageDraft(_fields(), body), SLUG)
    print(f"first save of {len(body.encode()) // 1024} KB: {(time.perf_counter() - began) * 1000:.0f} ms")
    _deepen(site, revisions - REAL_AT_THE_END, random.Random(7))
    for _ in range(REAL_AT_THE_END):
        _save_for_real(site, actor)
    app = create_app(site=site)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.set_cookie(cookie_name(site), open_session(site, person.id, "127.0.0.1", "bench"), domain="localhost")
    page = read_page(site, actor, SLUG)
    print(f"{page.number} revisions of {len(page.body.encode()) // 1024} KB, {proportional_megabytes([os.getpid()]) :.0f} MB in this process; rendering alone "
          f"{_rendering(site, page.body):.0f} ms")
    for name, ask in _screens(client, page, revisions).items():
        print(_line(name, ask, asks), flush=True)
    print(f"{proportional_megabytes([os.getpid()]):.0f} MB in this process afterwards")


def _screens(client, page, revisions: int) -> dict:
    """What people do with the page, by name: functions that ask once and give the status."""
    form = {}

    def get(path: str):
        return lambda: client.get(path, buffered=True).status_code

    def edit() -> int:
        answer = client.get(f"/-/pages/{SLUG}/edit")
        form.update(form_in(answer.text))
        return answer.status_code

    def keep() -> int:
        return client.post("/-/drafts/keep", data=form | {"body": form["body"][0] + f"\nTyped at {time.time()}.\n"}).status_code

    def save() -> int:
        edit()
        sent = form | {"body": form["body"][0] + f"\nSaved at {time.time()}.\n", "change_note": "One more sentence at the end of it.", "do": "save"}
        began, cpu = time.perf_counter(), time.process_time()
        status = client.post(f"/-/pages/{SLUG}/edit", data=sent).status_code
        save.alone, save.alone_cpu = (time.perf_counter() - began) * 1000, (time.process_time() - cpu) * 1000
        return status

    middle = revisions // 2
    return {
        "view": get(f"/wiki/{SLUG}"),
        "edit": edit,
        "history": get(f"/-/pages/{SLUG}/history"),
        "history, last sheet": get(f"/-/pages/{SLUG}/history?page=5"),
        "search in old revisions": get(f"/-/pages/{SLUG}/history?q=reworded+{middle}"),
        "search for what nobody wrote": get(f"/-/pages/{SLUG}/history?q=quokka"),
        "a revision": get(f"/-/pages/{SLUG}/revisions/{middle}"),
        "compare the last two": get(f"/-/pages/{SLUG}/compare"),
        "compare first and last": get(f"/-/pages/{SLUG}/compare?from=1&to={revisions}"),
        "compare first and last, in the line": get(f"/-/pages/{SLUG}/compare?from=1&to={revisions}&view=one"),
        "who wrote what": get(f"/-/pages/{SLUG}/blame"),
        "whole history as a file": get(f"/-/pages/{SLUG}/history.zip"),
        "keep a draft": keep,
        "save, the post alone": save,
    }


def _line(name: str, ask, asks: int) -> str:
    """Times of one screen; the first ask warms up and is not counted."""
    status, values, ours = ask(), [], []
    for _ in range(max(3, asks // 4) if name in FEW else asks):
        began, cpu = time.perf_counter(), time.process_time()
        status = ask()
        values.append(getattr(ask, "alone", (time.perf_counter() - began) * 1000))
        ours.append(getattr(ask, "alone_cpu", (time.process_time() - cpu) * 1000))
    values.sort()
    return (f"{name:<38} {percentile(values, 0.5):8.1f} ms p50 {percentile(values, 0.95):8.1f} ms p95 "
            f"{percentile(sorted(ours), 0.5):8.1f} ms of this process   answered {status}")  # fmt: skip


def _text(corpus: Corpus, kilobytes: int) -> str:
    """The bodies of many made-up pages one after another, with a table, local text and links among them."""
    parts, size = [], 0
    for number, page in enumerate(corpus):
        part = f"## Part {number}\n\n{page.body.replace('## ', '### ')}\n\n| Council | Days |\n|---|---|\n| Woking | {number} |\n| Guildford | 3 |\n"
        part += f"\n::: for woking\nThe Woking crew comes on day {number}.\n:::\n::: otherwise\nAsk the council of the home.\n:::\n"
        if size + len(part.encode()) > kilobytes * 1024:
            break
        parts.append(part)
        size += len(part.encode())
    return "\n".join(parts)


def _fields() -> dict:
    return {
        "title": "A very long page", "type": "guidance", "summary": "Everything about one subject on one page, far too long to read.",
        "owner_authority": "woking", "working_group": GROUP, "audience": "all-authorities", "functions": [38], "life_episodes": "none", "area": "all",
        "confidence": "not_validated", "status": "draft", "update_type": "major", "change_note": "First version for the shared answer book.",
        "review_by": date(2027, 3, 1),
    }  # fmt: skip


def _deepen(site, number: int, chance: random.Random) -> None:
    """Revisions 2 to `number`, each with one line of the one before said anew."""
    columns = "page_id, slug, reading_key, metadata, rendered, passages, author_id, author_authority, update_type, restored_from, made_at"
    with site.db.writing() as tx:
        lines = tx.execute(text("SELECT body FROM revision WHERE number = 1")).scalar_one().split("\n")
        for one in range(2, number + 1):
            place = chance.choice([n for n, line in enumerate(lines) if len(line) > 80])
            lines[place] = f"{lines[place].split(' (')[0]} (reworded {one})"
            tx.execute(
                text(f"INSERT INTO revision (number, token, body, author_name, change_note, {columns}) "
                     f"SELECT :number, :token, :body, :author, :note, {columns} FROM revision WHERE number = 1"),
                {"number": one, "token": f"bench-{one}", "body": "\n".join(lines), "author": f"Person {one % 9}", "note": f"Line {place + 1} said anew."},
            )  # fmt: skip
        tx.execute(text("UPDATE page SET number = :number"), {"number": number})


def _save_for_real(site, actor) -> None:
    page = read_page(site, actor, SLUG)
    said = {**page.metadata, "change_note": "One more sentence at the end of it."}
    save_page(site, actor, SLUG, PageDraft(said, page.body + "\nOne more sentence.\n"), page.number)


def _rendering(site, body: str) -> float:
    began = time.perf_counter()
    rendered = render_source(site, RenderSource(body, {}))
    return -1 if rendered.is_plain else (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
