"""`python -m tests.bench`: make the sites, measure, write the report."""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench import judged, measures, report
from tests.bench.load import run_load
from tests.bench.memory import megabytes_by_kind, proportional_megabytes
from tests.bench.profiled import profile_views
from tests.bench.served import (
    House,
    add_people,
    ask_no_approvals,
    corpus_for,
    deepen_history,
    fetch,
    free_port,
    sessions_of,
    tokens_of,
    wait_until_indexed,
    write_corpus,
)

EDITORS = 8
READERS = 64
PATHS = 3000


@dataclass(frozen=True)
class Plan:
    """How much of everything."""

    sizes: tuple[int, ...]
    people: int
    revisions_each: int
    seconds: float
    saves: int
    rounds: int


FULL = Plan((1_000, 10_000), 2_000, 5, 10, 200, 3)
QUICK = Plan((200, 1_000), 100, 2, 2, 40, 1)


def main() -> None:
    given = _arguments()
    plan = QUICK if given.quick else FULL
    if given.pages:
        plan = Plan(tuple(given.pages), plan.people, plan.revisions_each, plan.seconds, plan.saves, plan.rounds)
    folder = Path(tempfile.mkdtemp(prefix="extranet-bench-"))
    try:
        found = _measured(folder, plan, given.profile)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = report.markdown(found)
    print(text)
    if given.to:
        given.to.with_suffix(".md").write_text(text, encoding="utf-8")
        given.to.with_suffix(".json").write_text(report.as_json(found), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the product beside its targets.")
    parser.add_argument("--quick", action="store_true", help="Small sites and short measures: to see that it works, not to quote.")
    parser.add_argument("--pages", type=int, nargs="+", help="Sizes of the sites, instead of 1000 and 10000.")
    parser.add_argument("--to", type=Path, help="Write the report to this name, as .md and .json.")
    parser.add_argument("--profile", action="store_true", help="Also print where the time of a page view goes.")
    return parser.parse_args()


def _measured(folder: Path, plan: Plan, with_profile: bool) -> dict:
    found = {"machine": report.machine(plan.seconds), "judged": judged.report(), "houses": {}}
    for size in plan.sizes:
        house = House(_made(folder / str(size)))
        try:
            found["houses"][str(size)] = _measure_house(house, size, plan, found, with_profile and size == plan.sizes[-1])
        finally:
            house.stop()
        shutil.rmtree(house.folder, ignore_errors=True)
    return found


def _measure_house(house: House, size: int, plan: Plan, found: dict, with_profile: bool) -> dict:
    of, people = _load_house(house, size, plan)
    with house.site() as site:
        corpus = corpus_for(site, size)
        cookies = sessions_of(site, people[1 : READERS + 1])
        tokens = tokens_of(site, people[0], EDITORS)
        admin = sessions_of(site, people[:1])[0]
    slugs = _readable(house, corpus, admin)
    queries = corpus.queries(PATHS)
    _tell("start")
    of["start_seconds"] = house.start()
    if with_profile:
        print(profile_views(house, slugs, admin))
    for connections in (1, 16):
        _tell(f"views and bare Flask at {connections}")
        runs = [(_bare(connections, plan.seconds), measures.views(house, slugs, cookies, connections, plan.seconds)) for _ in range(plan.rounds)]
        found[f"bare_{connections}"] = measures.median_load([bare for bare, _ in runs])
        of[f"views_{connections}"] = measures.median_load([load for _, load in runs])
    for connections in (1, 8):
        _tell(f"search and suggestions at {connections}")
        for name, measure in (("search", measures.searches), ("suggest", measures.suggestions)):
            of[f"{name}_{connections}"] = measures.median_load([measure(house, queries, cookies, connections, plan.seconds) for _ in range(plan.rounds)])
    _tell("saves")
    chosen = slugs[:: max(1, len(slugs) // plan.saves)][: plan.saves]
    of["saves_1"] = measures.saves_in_turn(house, chosen, tokens[0])
    of["saves_8"] = measures.saves_at_once(house, chosen * 2, tokens)
    of["found"] = measures.save_to_found(house, chosen[:20], tokens[0], admin)
    of["memory_megabytes"] = proportional_megabytes(house.pids())
    of["memory_by_kind"] = megabytes_by_kind(house.pids())
    return of


def _load_house(house: House, size: int, plan: Plan) -> tuple[dict, list[int]]:
    """Pages through `extranet import` while the jobs process indexes, then people and deeper histories."""
    _tell(f"{size} pages: loading")
    house.command("init")
    with house.site() as site:
        ask_no_approvals(site)
        write_corpus(corpus_for(site, size), house.folder / "content")
        house.start()
        began = time.perf_counter()
        said = json.loads(house.command("import", str(house.folder / "content"), "--json"))
        imported = time.perf_counter() - began
        wait_until_indexed(site)
        spent = time.perf_counter() - began
        house.stop()
        if len(said["created"]) != size:
            raise RuntimeError(f"{size} pages were given and {len(said['created'])} came in: {said['faults'][:3]} {list(said['refused'].items())[:3]}")
        people = add_people(site, plan.people)
        revisions = deepen_history(site, plan.revisions_each)
    shutil.rmtree(house.folder / "content")
    load = {"per_second": size / spent, "imported_per_second": size / imported, "seconds": spent}
    return {"load": load, "revisions": revisions, "people": len(people)}, people


def _readable(house: House, corpus, cookie: str) -> list[str]:
    """Addresses that every reader may open, spread over the corpus."""
    step = max(1, corpus.count // PATHS)
    return [corpus.slug(number) for number in range(0, corpus.count, step) if number % 20 != 7]


def _bare(connections: int, seconds: float):
    """The bare Flask application under gunicorn, set as `extranet run` sets it."""
    port = free_port()
    words = ["--config", "python:extranet.gunicorn_settings", "--bind", f"127.0.0.1:{port}", "--workers", "3", "--threads", "4", "tests.bench.bare:app"]
    server = subprocess.Popen([sys.executable, "-m", "gunicorn", *words], stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        run_load(("127.0.0.1", port), ["/"], [], connections, measures.WARM_SECONDS)
        return run_load(("127.0.0.1", port), ["/"], [], connections, seconds)
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    for _ in range(500):
        try:
            fetch(("127.0.0.1", port), "GET", "/")
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("The bare application did not start.")


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _tell(words: str) -> None:
    print(f"… {words}", file=sys.stderr)


if __name__ == "__main__":
    main()
