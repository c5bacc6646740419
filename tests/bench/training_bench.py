"""Many people want one session at once: `python -m tests.bench.training_bench [--requests 200] [--places 20] [--processes 8] [--database-url …]`.

Prints, for the crowd (B1, B2, B3), for double clicks (B4), for cancelling and booking at once (B6) and for one room (R1), what came
of it and how long single requests took; ends with `extranet training audit`'s own checks. Exit code 1 when a rule was broken.
Processes are real and share nothing but the database.
"""

import argparse
import contextlib
import json
import multiprocessing
import statistics
import sys
import tempfile
import time
import uuid
from datetime import timedelta
from pathlib import Path

from extranet.actor import Grant
from extranet.app import build_site, prepare
from extranet.errors import Conflict
from extranet.identity import actor_by_id, add_person, grant
from extranet.settings import Settings
from extranet_plugins.customer_care_training import plugin
from extranet_plugins.customer_care_training.audit import checks
from extranet_plugins.customer_care_training.bookings import service, store
from extranet_plugins.customer_care_training.events import actions as events
from extranet_plugins.customer_care_training.events import store as event_store
from extranet_plugins.customer_care_training.events.planning import MeetingPlan, SessionPlan
from extranet_plugins.customer_care_training.venues import actions as venues

AUTHORITIES = ("surrey", "elmbridge", "guildford", "woking", "waverley", "runnymede")
OFFERING = {"title": "Benchmark session", "summary": "Many people want it at once.", "minutes": "60", "is_open": "on", "has_substitutes": "on"}


def site_at(settings: dict):
    return build_site(Settings(**settings), plugins=[plugin])


OFFERING_SLUG = "benchmark-session"
READY_SECONDS = 6
WARM = "For warming up."


def session_of(site, trainer, capacity: int, days: int = 40, note: str = "") -> int:
    start = site.clock.now().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=days)
    return events.plan_session(site, trainer, OFFERING_SLUG, SessionPlan(capacity, (MeetingPlan(start, start + timedelta(hours=1)),), note=note))


def set_up(settings: dict, people: int):
    """A site with a trainer and a crowd; (trainer id, ids of the crowd)."""
    site = site_at(settings)
    prepare(site)
    trainer = add_person(site, authority="surrey", directory_id="trainer", login_name="trainer", name="Trainer", mail="")
    grant(site, None, trainer.id, Grant("trainer", "group", "customer-care-trainers"))
    crowd = [
        add_person(site, authority=AUTHORITIES[one % len(AUTHORITIES)], directory_id=f"p{one}", login_name=f"p{one}", name=f"Person {one}", mail="").id
        for one in range(people)
    ]
    events.keep_offering(site, actor_by_id(site, trainer.id), None, OFFERING)
    return site, actor_by_id(site, trainer.id), crowd


# What one process does ------------------------------------------------------------


def ask(settings, session, ids, begin, answers):
    """Ask for a place for each of these people, and put what happened and how long it took on the queue."""
    site = site_at(settings)
    people = [actor_by_id(site, one) for one in ids]
    warm_up(site, people[0])
    begin.wait()
    for person in people:
        before = time.perf_counter()
        try:
            state = service.request_place(site, person, session, f"bench-{session}-{person.id}").state
        except Exception as fault:
            state = f"{type(fault).__name__}: {fault}"
        answers.put((state, time.perf_counter() - before))
    site.close()


def warm_up(site, person):
    """One booking elsewhere, as a worker that has been serving has made many: connections are open and statements compiled."""
    with site.db.reading() as connection:
        elsewhere = next(one for one in event_store.sessions(connection) if one.note == WARM)
    with contextlib.suppress(Conflict):  # another measurement warmed up with the same person
        service.request_place(site, person, elsewhere.id, f"warm-{uuid.uuid4()}", may_clash=True)


def give_back(settings, session, ids, begin, answers):
    """Cancel each of these people's bookings and ask again."""
    site = site_at(settings)
    begin.wait()
    for one in ids:
        person, before = actor_by_id(site, one), time.perf_counter()
        try:
            with site.db.reading() as connection:
                mine = store.live_booking(connection, session, one)
            if mine:
                service.cancel_booking(site, person, mine.id)
            state = service.request_place(site, person, session, f"again-{session}-{one}").state
        except Exception as fault:
            state = f"{type(fault).__name__}: {fault}"
        answers.put((state, time.perf_counter() - before))
    site.close()


def watch(settings, session, capacity, begin, stop, answers):
    """Look from outside, all the time, whether more places are taken than there are."""
    site, looks, worst = site_at(settings), 0, 0
    begin.wait()
    while not stop.is_set():
        with site.db.reading() as connection:
            worst = max(worst, sum(store.held_by_authority(connection, session).values()))
        looks += 1
        time.sleep(0.002)
    answers.put(("watched", (looks, worst, capacity)))
    site.close()


def take_room(settings, room, trainer, numbers, begin, answers):
    """Plan sessions at overlapping times in one room."""
    site = site_at(settings)
    actor = actor_by_id(site, trainer)
    begin.wait()
    for number in numbers:
        before = time.perf_counter()
        try:
            start = site.clock.now().replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=60, minutes=15 * (number % 20))
            plan = SessionPlan(5, (MeetingPlan(start, start + timedelta(minutes=45), rooms=(room,)),))
            events.plan_session(site, actor, OFFERING_SLUG, plan)
            state = "taken"
        except Conflict:
            state = "refused"
        except Exception as fault:
            state = f"{type(fault).__name__}: {fault}"
        answers.put((state, time.perf_counter() - before))
    site.close()


# Running many ---------------------------------------------------------------------


def run(work, shares, watcher=None):
    """Run `work(*arguments, begin, answers)` once for each share, all beginning at once; [(state, seconds)] and what the watcher saw."""
    context = multiprocessing.get_context("spawn")
    begin, answers, stop, seen = context.Event(), context.Queue(), context.Event(), context.Queue()
    processes = [context.Process(target=work, args=(*arguments, begin, answers)) for arguments in shares]
    eyes = context.Process(target=watch, args=(*watcher, begin, stop, seen)) if watcher else None
    for process in [*processes, *([eyes] if eyes else [])]:
        process.start()
    time.sleep(READY_SECONDS)  # every process is ready by then; who is not joins late, which changes no rule
    begin.set()
    wanted = sum(len(arguments[2 if work is not take_room else 3]) for arguments in shares)
    found = [answers.get(timeout=120) for _ in range(wanted)]
    for process in processes:
        process.join()
    stop.set()
    return found, (seen.get(timeout=30)[1] if eyes else None)


def dealt(ids, processes: int) -> list[list]:
    return [ids[one::processes] for one in range(processes)]


def told(found) -> dict:
    """How many of each answer, and single times in milliseconds."""
    times = sorted(seconds * 1000 for _state, seconds in found)
    states: dict[str, int] = {}
    for state, _seconds in found:
        states[state] = states.get(state, 0) + 1
    return {
        "answers": states, "p50_ms": round(statistics.median(times), 1), "p99_ms": round(times[max(0, int(len(times) * 0.99) - 1)], 1),
        "max_ms": round(times[-1], 1),
    }  # fmt: skip


def crowd_figures(site, settings, trainer, crowd, places, processes) -> tuple[dict, list[str]]:
    session = session_of(site, trainer, places)
    session_of(site, trainer, 500, days=90, note=WARM)
    shares = [(settings, session, part) for part in dealt(crowd, processes)]
    found, (looks, worst, _capacity) = run(ask, shares, (settings, session, places))
    with site.db.reading() as connection:
        kept = store.bookings(connection, session)
    figures = told(found) | {"looks_from_outside": looks, "most_taken_seen": worst}
    right = {"confirmed": places, "waiting": len(crowd) - places}
    confirmed = sorted(one.seq for one in kept if one.state == "confirmed")
    faults = [] if figures["answers"] == right else [f"answers are {figures['answers']}, not {right}"]
    faults += [] if worst <= places else [f"{worst} places were seen taken"]
    faults += [] if confirmed == list(range(1, places + 1)) else ["the confirmed are not the lowest numbers"]
    faults += [] if sorted(one.seq for one in kept) == list(range(1, len(crowd) + 1)) else ["numbers have gaps"]
    return figures, faults


def double_click_figures(site, settings, trainer, crowd, processes) -> tuple[dict, list[str]]:
    session = session_of(site, trainer, 500, days=41)
    clickers = crowd[:50]
    found, _ = run(ask, [(settings, session, clickers) for _ in range(2)])
    with site.db.reading() as connection:
        made = len(store.bookings(connection, session))
    return told(found) | {"bookings": made}, [] if made == len(clickers) and told(found)["answers"] == {"confirmed": 2 * made} else ["double clicks made more"]


def turning_figures(site, settings, trainer, crowd, places, processes) -> tuple[dict, list[str]]:
    session = session_of(site, trainer, places, days=42)
    turning = crowd[:100]
    for one in turning:
        service.request_place(site, actor_by_id(site, one), session, f"first-{one}")
    found, (looks, worst, _capacity) = run(give_back, [(settings, session, part) for part in dealt(turning, processes)], (settings, session, places))
    bad = {state for state, _seconds in found} - {"confirmed", "waiting"}
    return told(found) | {"looks_from_outside": looks, "most_taken_seen": worst}, [f"answers: {bad}"] if bad or worst > places else []


def room_figures(site, settings, trainer, processes) -> tuple[dict, list[str]]:
    venue = venues.keep_venue(site, trainer, None, {"name": "Bench house"})
    room = venues.keep_room(site, trainer, venue, None, {"name": "Bench room"}, {"theatre": 30}, [])
    tries = list(range(320))
    found, _ = run(take_room, [(settings, room, trainer.id, part) for part in dealt(tries, processes)])
    bad = {state for state, _seconds in found} - {"taken", "refused"}
    return told(found), [f"answers: {bad}"] if bad else []


def measure(requests: int, places: int, processes: int, database_url: str = "", only_crowd: bool = False) -> tuple[dict, list[str]]:
    """All figures by name, and the rules that were broken."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"data": Path(folder), "secret_key": "for the benchmark only", "database_url": database_url}
        site, trainer, crowd = set_up(settings, max(requests, 100 if not only_crowd else 0))
        figures, faults = {}, []
        figures["crowd"], broken = crowd_figures(site, settings, trainer, crowd[:requests], places, processes)
        faults += broken
        if not only_crowd:
            for name, (found, broken) in {
                "double clicks": double_click_figures(site, settings, trainer, crowd, processes),
                "cancel and book": turning_figures(site, settings, trainer, crowd, places, processes),
                "one room": room_figures(site, settings, trainer, processes),
            }.items():
                figures[name] = found
                faults += broken
        faults += [f"{one.check.id}: {one.violations[0]}" for one in checks.run(site) if one.violations]
        site.close()
    return figures, faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, usual in (("requests", 200), ("places", 20), ("processes", 8)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--database-url", default="")
    parser.add_argument("--only-crowd", action="store_true")
    given = parser.parse_args()
    figures, faults = measure(given.requests, given.places, given.processes, given.database_url, given.only_crowd)
    print(json.dumps({"figures": figures, "broken": faults}, indent=1))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
