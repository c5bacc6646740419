"""The desk alone, in one process: `python -m tests.bench.desk_bench [contacts] [open referrals] [asks]`.

Fills a fresh site with made-up contacts over 52 weeks and open referrals, then asks every queue and measures page again and again
through the whole application, and prints for each the median and the 95th percentile in milliseconds, and the memory before and
after. The aim is 300 ms at the 95th percentile on 2 cores with SQLite. Figures are printed; nothing fails.
"""

import os
import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from extranet.actor import Grant
from extranet.app import build_site, create_app, prepare
from extranet.authorities import current_authorities
from extranet.clock import FixedClock
from extranet.identity import actor_by_id, add_person, grant, open_session
from extranet.identity.views import cookie_name
from extranet.settings import Settings
from extranet.standard import vocabularies
from extranet_plugins.front_line_forum import plugin, proving, responsibility, store, tables, tallies
from extranet_plugins.front_line_forum.model import CHANNELS, OUTCOMES
from tests.bench.load import percentile
from tests.bench.memory import proportional_megabytes

NOW = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
WEEKS = 52
AT_ONCE = 2000
PAGES = (
    "/-/desk",
    "/-/desk/queues",
    "/-/desk/queues?show=late",
    "/-/desk/queues?show=unassigned",
    "/-/desk/queues?group=30",
    "/-/desk/queues?page=9",
    "/-/desk/queues?show=mine",
    "/-/desk/queues?show=closed",
    "/-/desk/referrals",
    "/-/desk/referrals?show=late",
    "/-/desk/referrals/77",
    "/-/desk/measures",
    "/-/desk/measures?weeks=52",
    "/-/desk/measures?by=service&weeks=52",
    "/-/desk/measures?by=authority&weeks=52",
    "/-/desk/measures?by=customer&weeks=52&scope=woking",
    "/-/desk/measures?by=channel&weeks=52",
    "/-/desk/measures.csv?by=service&weeks=52",
    "/-/desk/measures/matrix?weeks=52",
    "/-/desk/measures/matrix.csv?weeks=52",
    "/-/desk/gaps",
    "/-/desk/responsibility",
)


def main(contacts: int = 200_000, referrals: int = 20_000, asks: int = 40) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), secret_key="bench", public_url="http://localhost", log_level="WARNING")
        site = build_site(settings, FixedClock(NOW), [plugin])
        prepare(site)
        try:
            fill(site, contacts, referrals)
            ask(site, asks)
        finally:
            site.close()


def fill(site, contacts: int, referrals: int) -> None:
    began, chance = time.perf_counter(), random.Random(1)
    slugs = [one.slug for one in current_authorities(site)]
    services = list(vocabularies(site).services)
    counted: dict[tuple, dict[str, int]] = {}
    for start in range(0, contacts, AT_ONCE):
        rows = [contact_row(chance, slugs, services) for _ in range(min(AT_ONCE, contacts - start))]
        with site.db.writing() as tx:
            tx.execute(tables.contact.insert(), rows)
        count_into(counted, rows)
    keep_counts(site, counted)
    for start in range(0, referrals, AT_ONCE):
        rows = [referral_row(site, chance, slugs, services) for _ in range(min(AT_ONCE, referrals - start))]
        with site.db.writing() as tx:
            tx.execute(tables.referral.insert(), rows)
    spent = time.perf_counter() - began
    print(f"{contacts} contacts and {referrals} open referrals made in {spent:.0f} s; database {site.db.path.stat().st_size / 1e6:.0f} MB")
    began = time.perf_counter()
    print(f"counts that differ from the log: {len(proving.differences(site))} (proved in {time.perf_counter() - began:.0f} s)")


def count_into(counted: dict, rows) -> None:
    """What closing these contacts one by one would have counted."""
    for row in rows:
        one = store.contact_of({"id": 0, **row})
        counts = tallies.counts_of(one)
        for key in tallies.keys_of(one):
            at = counted.setdefault((one.day, *key), dict.fromkeys(tallies.COUNTED, 0))
            for name, number in counts.items():
                at[name] += number


def keep_counts(site, counted: dict) -> None:
    rows = [{"day": day, "scope": scope, "dimension": dimension, "key": key, **counts} for (day, scope, dimension, key), counts in counted.items()]
    for start in range(0, len(rows), 10 * AT_ONCE):
        with site.db.writing() as tx:
            tx.execute(tables.tally.insert(), rows[start : start + 10 * AT_ONCE])


def contact_row(chance: random.Random, slugs, services) -> dict:
    started = NOW - timedelta(minutes=chance.randrange(WEEKS * 7 * 24 * 60))
    adviser = chance.choice(slugs)
    seconds = chance.randrange(30, 900)
    pages = [["page-1", "Page 1", seconds // 3]] if chance.random() < 0.9 else []
    return {
        "adviser_id": chance.randrange(1, 400),
        "adviser_authority": adviser,
        "customer_authority": adviser if chance.random() < 0.7 else chance.choice(slugs),
        "channel": chance.choice(list(CHANNELS)),
        "service": chance.choice(services),
        "words": "missed bin",
        "searches": 1,
        "searched_at": started,
        "is_found": bool(pages),
        "pages": pages,
        "find_seconds": seconds // 3 if pages else None,
        "customer_key": "",
        "reason": "",
        "outcome": chance.choice(["resolved"] * 7 + [code for code in OUTCOMES if code not in ("e_referral", "warm_transfer", "cold_transfer")]),
        "was_repeated": False,
        "referral_id": None,
        "started_at": started,
        "closed_at": started + timedelta(seconds=seconds),
        "day": started.date(),
        "seconds": seconds,
        "erase_on": started.date() + timedelta(days=396),
        "is_held": False,
    }


def referral_row(site, chance: random.Random, slugs, services) -> dict:
    received = NOW - timedelta(minutes=chance.randrange(20 * 24 * 60))
    service = chance.choice(services)
    to = chance.choice(slugs)
    is_accepted = chance.random() < 0.5
    return {
        "contact_id": None,
        "kind": "electronic",
        "status": "accepted" if is_accepted else "sent",
        "version": 1,
        "service": service,
        "place": chance.choice(slugs),
        "why": "For the bench.",
        "risk": "",
        "page": "",
        "path": [],
        "authority": to,
        "service_group": responsibility.service_group_of(site, service),
        "first_authority": to,
        "sender_id": 1,
        "sender_name": "Made Up",
        "sender_authority": chance.choice(slugs),
        "assigned_id": 2 if is_accepted else None,
        "assigned_name": "Made Up" if is_accepted else "",
        "name": "",
        "route": "",
        "address": "",
        "needs": "",
        "need": "What the customer needs, in about as many words as one writes.",
        "answers": [],
        "target": "P3",
        "received_at": received,
        "accept_by": received + timedelta(hours=8),
        "due_at": received + timedelta(days=7),
        "paused_minutes": 0,
        "outcome": "",
        "outcome_note": "",
        "is_misdirected": chance.random() < 0.05,
        "escalated": 0,
        "erase_details_on": NOW.date() + timedelta(days=365),
        "erase_on": NOW.date() + timedelta(days=365),
        "is_erased": False,
        "is_held": False,
    }


def ask(site, asks: int) -> None:
    app = create_app(site=site)
    made = add_person(site, authority="woking", directory_id="bench", login_name="bench", name="Bench Person")
    for one in (Grant("specialist", "authority", "woking"), Grant("author", "group", "front-line-forum")):
        grant(site, None, made.id, one)
    with site.db.writing() as tx:
        tx.execute(tables.referral.update().where(tables.referral.c.id == 77).values(authority="woking"))
    client = app.test_client()
    client.set_cookie(cookie_name(site), open_session(site, actor_by_id(site, made.id).id, address="127.0.0.1", agent="bench"), domain="localhost")
    before = proportional_megabytes([os.getpid()])
    worst = 0.0
    for address in PAGES:
        times = sorted(timed(client, address) for _ in range(asks))
        high = percentile(times, 0.95) * 1000
        worst = max(worst, high)
        print(f"{address:55} median {percentile(times, 0.5) * 1000:6.1f} ms   95 % {high:6.1f} ms")
    after = proportional_megabytes([os.getpid()])
    print(f"worst 95th percentile {worst:.0f} ms (aim 300); memory {before:.0f} MB before, {after:.0f} MB after {asks * len(PAGES)} pages")


def timed(client, address: str) -> float:
    began = time.perf_counter()
    answer = client.get(address)
    spent = time.perf_counter() - began
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return spent


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
