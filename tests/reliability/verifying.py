"""Compares what editors were answered with what the site keeps: nothing lost, nothing invented, everything consistent.

Read with plain SQL, so that a fault of the product's own queries cannot hide itself.
"""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from sqlalchemy import text

from extranet import search
from extranet.portal.importing import house_actor
from extranet.portal.model import save_token
from tests.reliability.writing import CONFLICT, OK, Log

WORD = re.compile(r"\bk\d+x\d{6}\b")


def faults_in(site, log: Log, slugs: list[str], actor_ids: list[int]) -> list[str]:
    """Every way in which what is kept differs from what was answered, one sentence each; nothing when all is well."""
    tokens = {save_token(actor_ids[one.writer], one.word): one for one in log.attempts}
    with site.db.reading() as connection:
        kept = [dict(row) for row in connection.execute(text(
            "SELECT r.page_id, p.slug, r.number, r.token, r.body, r.rendered, p.number AS page_number "
            "FROM revision r JOIN page p ON p.id = r.page_id ORDER BY r.page_id, r.number")).mappings()]
        audit = Counter(tuple(row) for row in connection.execute(text("SELECT thing, detail FROM audit WHERE act = 'page.saved'")))
        links = {tuple(row) for row in connection.execute(text("SELECT page_id, target FROM page_link WHERE kind = 'link'"))}
        attached = {tuple(row): sha for *row, sha in connection.execute(text(
            "SELECT p.slug, a.name, a.sha256 FROM attachment a JOIN page p ON p.id = a.page_id"))}
    of_page = defaultdict(list)
    for row in kept:
        of_page[row["slug"]].append(row)
    return [
        *log.faults,
        *_integrity(site),
        *_lost_and_invented(tokens, Counter(row["token"] for row in kept)),
        *(fault for slug in slugs for fault in _chain(slug, of_page[slug], tokens)),
        *(fault for slug in slugs for fault in _side_rows(slug, of_page[slug], audit, links)),
        *_files(site, log, attached),
        *_index(site, of_page, slugs),
    ]


def _integrity(site) -> Iterator[str]:
    with site.db.reading() as connection:
        found = connection.execute(text("PRAGMA integrity_check")).scalars().all()
        if found != ["ok"]:
            yield f"the database is damaged: {found[:3]}"
        if lost := connection.execute(text("PRAGMA foreign_key_check")).all():
            yield f"{len(lost)} rows point nowhere"


def _lost_and_invented(tokens: dict, kept: Counter) -> Iterator[str]:
    for token, attempt in tokens.items():
        if attempt.answer == OK and kept[token] != 1:
            yield f"the save {attempt.word} of {attempt.slug} was acknowledged and is kept {kept[token]} times"
        if attempt.answer == CONFLICT and kept[token]:
            yield f"the save {attempt.word} of {attempt.slug} was refused and is kept all the same"
    for token, times in kept.items():
        if token.startswith("api-") and token not in tokens:
            yield f"a revision with the token {token[:20]}… was kept that nobody sent"
        if times > 1:
            yield f"the token {token[:20]}… is kept {times} times"


def _chain(slug: str, revisions: list[dict], tokens: dict) -> Iterator[str]:
    """Numbers without gaps; the page stands at the last; each text is the one before and its own word."""
    numbers = [one["number"] for one in revisions]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"the revisions of {slug} are numbered {numbers[:10]}…, with a gap or twice"
    if revisions and revisions[-1]["page_number"] != numbers[-1]:
        yield f"{slug} stands at revision {revisions[-1]['page_number']}, its last is {numbers[-1]}"
    words: list[str] = []
    for one in revisions:
        own = [tokens[one["token"]].word] if one["token"] in tokens else []
        if WORD.findall(one["body"]) != words + own:
            yield f"revision {one['number']} of {slug} does not say what the one before said and its own word: an update was lost"
            return
        words += own


def _side_rows(slug: str, revisions: list[dict], audit: Counter, links: set) -> Iterator[str]:
    """What is written in the same transaction agrees: the audit log, and the links of the current text."""
    for one in revisions[1:]:
        if audit[(slug, f"revision {one['number']}")] != 1:
            yield f"the audit log names revision {one['number']} of {slug} {audit[(slug, 'revision ' + str(one['number']))]} times"
    if revisions:
        last = revisions[-1]
        rendered = json.loads(last["rendered"]) if isinstance(last["rendered"], str) else last["rendered"]
        wanted = set(rendered.get("links", []))
        have = {target for page_id, target in links if page_id == last["page_id"]}
        if not wanted <= have:
            yield f"the links of {slug} are {sorted(have)}, its text names {sorted(wanted)}"


def _files(site, log: Log, attached: dict) -> Iterator[str]:
    for one in log.attached:
        path = site.settings.data_dir / "files" / one.sha256[:2] / one.sha256
        if attached.get((one.slug, one.name)) != one.sha256:
            yield f"the file {one.name} of {one.slug} was acknowledged and is not attached"
        elif not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != one.sha256:
            yield f"the bytes of {one.name} are missing or damaged"


def _index(site, of_page: dict, slugs: list[str]) -> Iterator[str]:
    """The index catches up, agrees with the database, and finds the last word of every page."""
    if waiting := search.waiting_count(site):
        yield f"{waiting} changes wait for the index"
    found = search.check(site)
    if not found.is_sound:
        yield f"the index differs from the database: {found}"
    for slug in slugs:
        words = WORD.findall(of_page[slug][-1]["body"]) if of_page[slug] else []
        if words and not search.find(site, house_actor(), search.Query(words[-1])).total:
            yield f"search does not find {words[-1]}, the last word of {slug}"
