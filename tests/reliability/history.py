"""`python -m tests.reliability.history --seconds 300`: people edit a few pages by the form while web workers are killed; then the history is checked.

Eight editors open the form, type, let drafts be kept, save, and put changes together when somebody was faster. Every two seconds or so a
web worker is ended with kill -9. Afterwards: every acknowledged save is in the history exactly once, no revision is lost, none invented, no
word that was saved is missing from any later revision, and every acknowledged draft that no save took is still there.
"""

import argparse
import contextlib
import json
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

import psutil
from sqlalchemy import text

from extranet.actor import Grant
from extranet.identity import actor_by_id, add_person, grant
from extranet.pages import PageDraft, create_page
from tests.bench.served import House, sessions_of
from tests.reliability.editing import Editor, Log
from tests.reliability.killing import Killer, left_behind

GROUP = "front-line-forum"
APART_SECONDS = (1.0, 3.0)


@dataclass
class Outcome:
    """What happened, and what is wrong: `faults` is empty when nothing was lost or invented."""

    seed: int
    seconds: float = 0.0
    killed_workers: int = 0
    saved: int = 0
    put_together: int = 0
    asked: int = 0
    in_doubt: int = 0
    sent_again: int = 0
    drafts_kept: int = 0
    drafts_open: int = 0
    revisions: int = 0
    faults: list[str] = field(default_factory=list)


def run(folder: Path, seconds: float, editors: int = 8, pages: int = 6, seed: int = 1) -> Outcome:
    """Serve a site, let people edit it while its workers are killed, and compare afterwards."""
    house, log, stop, outcome = House(folder), Log(), threading.Event(), Outcome(seed)
    slugs, cookies = _prepare(house, pages, editors)
    began = time.monotonic()
    house.start()
    try:
        team = [Editor(number, house, cookies[number], slugs, log, stop, seed) for number in range(editors)]
        for one in team:
            one.start()
        outcome.killed_workers = _kill_for(seconds, Killer(house, random.Random(seed)))
        stop.set()
        for one in team:
            one.join(60)
            if one.is_alive():
                outcome.faults.append(f"{one.name} hangs")
    finally:
        stop.set()
        house.stop()
    time.sleep(1.5)  # a worker whose master ended looks for it once a second
    outcome.faults += [f"left behind: {one}" for one in left_behind(house)]
    with house.site() as site:
        outcome.faults += _compare(site, log, outcome)
    outcome.seconds = round(time.monotonic() - began, 1)
    for name in ("saved", "put_together", "asked", "in_doubt", "sent_again", "drafts_kept"):
        setattr(outcome, name, log.counts[name])
    return outcome


def _prepare(house: House, pages: int, editors: int) -> tuple[list[str], list[str]]:
    """A site with a few pages of one group, and a signed-in author of it for each editor."""
    house.command("init")
    with house.site() as site:
        ids = [add_person(site, "woking", f"{number:032x}", f"editor{number}", f"Editor {number}").id for number in range(editors)]
        for one in ids:
            grant(site, None, one, Grant("author", "group", GROUP))
        slugs = [f"shared-page-{number}" for number in range(pages)]
        for number, slug in enumerate(slugs):
            body = "\n\n".join(f"Paragraph {place} of page {number}." for place in range(12))
            create_page(site, actor_by_id(site, ids[0]), PageDraft(_fields(number), body), slug)
        return slugs, sessions_of(site, ids)


def _fields(number: int) -> dict:
    return {
        "title": f"Shared page {'abcdefghijklmnop'[number]}", "type": "guidance", "summary": "A page that eight people write at once.",
        "owner_authority": "woking", "working_group": GROUP, "audience": "all-authorities", "functions": [38], "life_episodes": "none", "area": "all",
        "confidence": "not_validated", "status": "draft", "update_type": "minor", "change_note": "First words of a page for eight people.",
        "review_by": date(2030, 3, 1),
    }  # fmt: skip


def _kill_for(seconds: float, killer: Killer) -> int:
    """End a web worker every second to three; how many."""
    end, killed = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        time.sleep(killer.chance.uniform(*APART_SECONDS))
        workers = killer.processes().get("worker", [])
        with contextlib.suppress(psutil.NoSuchProcess):
            if workers:
                killer.chance.choice(workers).send_signal(signal.SIGKILL)
                killed += 1
    return killed


def _compare(site, log: Log, outcome: Outcome) -> list[str]:
    """Every way in which what is kept differs from what was answered. Read with plain SQL."""
    with site.db.reading() as connection:
        damage = connection.execute(text("PRAGMA integrity_check")).scalars().all()
        kept = [dict(row) for row in connection.execute(text(
            "SELECT p.slug, r.number, r.token, r.body, p.number AS page_number FROM revision r JOIN page p ON p.id = r.page_id ORDER BY p.slug, r.number"
        )).mappings()]  # fmt: skip
        drafts = {row.token: row.body for row in connection.execute(text("SELECT token, body FROM page_draft"))}
    outcome.revisions, outcome.drafts_open = len(kept), len(drafts)
    times = Counter(row["token"] for row in kept)
    found = list(log.faults) + ([f"the database is damaged: {damage[:3]}"] if damage != ["ok"] else [])
    found += [f"the save {token} was acknowledged and is kept {times[token]} times" for token in log.acknowledged if times[token] != 1]
    found += [f"the token {token} is kept {count} times" for token, count in times.items() if count > 1]
    found += [f"revision {row['number']} of {row['slug']} was sent by nobody" for row in kept if row["number"] > 1 and row["token"] not in log.sent]
    found += _chains(kept, log)
    open_ones = [token for token in log.drafts if not times[token] and token not in log.left_open]
    found += [f"the draft {token} was acknowledged and is gone" for token in open_ones if token not in drafts]
    found += [f"the draft {token} lies there though its save was acknowledged" for token in drafts if token in log.acknowledged]
    found += [f"the draft {token} lost the word {word}" for token, word in log.drafts.items() if token in drafts and word not in drafts[token]]
    return found


def _chains(kept: list[dict], log: Log) -> list[str]:
    """Numbers without gaps, the page at the last of them, each acknowledged word in its revision and in all after it."""
    found, pages = [], {}
    for row in kept:
        pages.setdefault(row["slug"], []).append(row)
    for slug, rows in pages.items():
        if [row["number"] for row in rows] != list(range(1, len(rows) + 1)):
            found.append(f"the revisions of {slug} have a gap")
        if rows[-1]["page_number"] != len(rows):
            found.append(f"{slug} stands at {rows[-1]['page_number']}, its last revision is {len(rows)}")
        words: set[str] = set()
        for row in rows:
            own = log.words_in(row["body"])
            lost = words - own
            if lost:
                found.append(f"revision {row['number']} of {slug} lost {sorted(lost)[:3]}")
            if row["token"] in log.sent and log.sent[row["token"]] not in own:
                found.append(f"revision {row['number']} of {slug} does not hold the word of its save")
            words |= own
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.reliability.history", description=__doc__)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--editors", type=int, default=8)
    parser.add_argument("--pages", type=int, default=6)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="extranet-history-") as folder:
        outcome = run(Path(folder), given.seconds, given.editors, given.pages, given.seed)
    print(json.dumps(asdict(outcome), indent=1))
    sys.exit(1 if outcome.faults else 0)


if __name__ == "__main__":
    main()
