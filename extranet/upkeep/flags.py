"""Flags: raised in one line, routed to whoever keeps the text, answered with an outcome that the person who flagged hears."""

from dataclasses import dataclass

from extranet.errors import BadInput, Forbidden
from extranet.identity import raise_handover, record
from extranet.pages import EditConflict, NoSuchPage, new_token, page_by_id, read_page, restate_page
from extranet.rights import may
from extranet.upkeep import store
from extranet.upkeep.clocks import end_of_working_day
from extranet.upkeep.holders import keepers, may_keep
from extranet.upkeep.model import ACKNOWLEDGE_DAYS, DECIDE_DAYS, DOUBTING, FLAG_KINDS, NOTE_LENGTH, PASSAGE_LENGTH, Flag, FlagClosed, NoSuchFlag
from extranet.upkeep.personal import refuse_personal
from extranet.watching import tell

CACHED = "upkeep.flags"
NEW, OUTCOME = "flag", "flag_outcome"
LIST_LIMIT = 50


@dataclass(frozen=True)
class Remark:
    """What somebody says is wrong. `authority` is whose local text they mean, '' for everyone's; `block` a heading's id."""

    kind: str
    note: str
    passage: str = ""
    block: str = ""
    authority: str = ""


def raise_flag(site, actor, slug: str, said: Remark, token: str = "", is_fixing: bool = False) -> Flag:
    """A flag on a page the actor may read; whoever keeps that text is told. The same token again gives the same flag.

    With `is_fixing` it is the actor's own to mend from the start. BadInput for a line that says nothing or names somebody.
    """
    page = read_page(site, actor, slug)
    said = _checked(page, said)
    token = f"{actor.id}:{token or new_token()}"[:80]
    is_fixing = is_fixing and bool(may(site, actor, "page.edit", page))
    told = [one.id for one in keepers(site, page, said.authority) if one.id != actor.id]
    with site.db.writing() as tx:
        twice = store.flag_by_token(tx, token)
        if twice:
            return twice
        flag = store.flag_by_id(tx, store.add_flag(tx, _row(site, actor, page, said, token, is_fixing)))
        record(tx, site, actor, "flag.raised", page.slug, said.kind)
        if not is_fixing:
            tell(tx, site, told, NEW, f"Flagged: {page.title}", f"/-/flags/{flag.id}", f"{flag.kind_words}. {flag.note}".strip(), page.id, f"flag:{flag.id}")
        site.cache.touch(tx, CACHED)
    return flag


def flag_for(site, actor, flag_id: int):
    """(flag, page, whether the actor may answer it), for its keepers and the person who raised it. NoSuchFlag for others."""
    with site.db.reading() as connection:
        flag = store.flag_by_id(connection, flag_id)
    if flag is None or actor is None:
        raise NoSuchFlag()
    try:
        page = page_by_id(site, actor, flag.page_id)
    except NoSuchPage as why:
        raise NoSuchFlag() from why
    may_answer = may_keep(site, actor, page, flag.authority)
    if not may_answer and flag.person_id != actor.id:
        raise NoSuchFlag()
    return flag, page, may_answer


def accept(site, actor, flag_id: int, is_fixing: bool = False) -> Flag:
    """Somebody takes it on. A page flagged as wrong or out of date no longer counts as checked until it is mended."""
    flag, page = _to_answer(site, actor, flag_id)
    fixer = actor.id if is_fixing else flag.fixer_id
    with site.db.writing() as tx:
        _move(tx, flag, state="accepted", accepted_at=flag.accepted_at or site.clock.now(), accepted_by=flag.accepted_by or actor.name, fixer_id=fixer)
        record(tx, site, actor, "flag.accepted", page.slug, str(flag.id))
        if flag.state == "open":
            _tell_outcome(tx, site, actor, flag, page, f"Being looked at: {page.title}", f"{actor.name} has taken it on.")
        site.cache.touch(tx, CACHED)
    if flag.state == "open" and flag.kind in DOUBTING and not flag.authority and not is_fixing:
        _doubt(site, actor, page, flag)
    return _again(site, flag_id)


def finish(site, actor, flag_id: int, outcome: str) -> Flag:
    """Done, with a sentence that says how."""
    return _decide(site, actor, flag_id, "done", outcome, "Say in a sentence what was done; the person who flagged it reads it.")


def decline(site, actor, flag_id: int, reason: str) -> Flag:
    """Left as it is, with the reason."""
    return _decide(site, actor, flag_id, "declined", reason, "Say why it stays as it is; the person who flagged it reads it.")


def close_by_save(site, tx, page_id: int, slug: str, draft, was, actor) -> None:
    """The save of a text closes the flags that were attached to whoever saves it. Called inside the saving transaction."""
    if was is None or not _changes_text(draft, was):
        return
    for flag in store.live_flags(tx, page_id):
        if flag.fixer_id != actor.id:
            continue
        outcome = f"Mended in revision {was.number + 1}. {draft.metadata.get('change_note') or ''}".strip()
        store.move_flag(tx, flag.id, state="done", decided_at=site.clock.now(), decided_by=actor.name, outcome=outcome)
        record(tx, site, actor, "flag.done", slug, str(flag.id))
        if flag.person_id != actor.id:
            tell(tx, site, [flag.person_id], OUTCOME, f"Mended: {was.title}", f"/-/flags/{flag.id}", outcome, page_id, f"flag:{flag.id}:done")
        site.cache.touch(tx, CACHED)


def release(site, person) -> None:
    """What somebody who left was mending waits for somebody else, and their authority is told."""
    with site.db.writing() as tx:
        count = store.release_flags(tx, person.id)
    if count:
        what = "1 flag" if count == 1 else f"{count} flags"
        raise_handover(site, person, f"{person.name} was mending {what}. They wait for somebody again.", "/-/tasks?kind=flag")


def live_counts(site) -> dict[int, int]:
    """Flags without an outcome by page, kept in every process."""
    return site.cache.get(CACHED, lambda: _counted(site))


def flags_on(site, page) -> list[Flag]:
    """Flags of a page, newest first, at most 50; whoever asks has the right to keep it."""
    with site.db.reading() as connection:
        return store.flags_of_page(connection, page.id, LIST_LIMIT)


def flags_by(site, actor) -> list[Flag]:
    """What this person flagged, newest first, at most 50."""
    with site.db.reading() as connection:
        return store.flags_of_person(connection, actor.id, LIST_LIMIT)


def _checked(page, said: Remark) -> Remark:
    if said.kind not in FLAG_KINDS:
        raise BadInput("Choose what is wrong with it.", "kind")
    note, passage = " ".join(said.note.split()), " ".join(said.passage.split())[:PASSAGE_LENGTH]
    if not note and not passage:
        raise BadInput("Say in one line what is wrong.", "note")
    if len(note) > NOTE_LENGTH:
        raise BadInput(f"One line of at most {NOTE_LENGTH} characters is enough.", "note")
    refuse_personal(note, "note")
    headings = {one["id"] for one in page.rendered.get("headings", ())}
    is_local = said.authority in page.rendered.get("selectors", ()) or said.kind == "missing-local"
    return Remark(said.kind, note, passage, said.block if said.block in headings else "", said.authority if is_local else "")


def _row(site, actor, page, said: Remark, token: str, is_fixing: bool) -> dict:
    now = site.clock.now()
    taken = {"state": "accepted", "accepted_at": now, "accepted_by": actor.name, "fixer_id": actor.id}
    fresh = {"state": "open", "accepted_at": None, "accepted_by": "", "fixer_id": None}
    return {
        "page_id": page.id, "number": page.number, "kind": said.kind, "note": said.note, "passage": said.passage, "block": said.block,
        "authority": said.authority, "person_id": actor.id, "person_name": actor.name, "person_authority": actor.authority, "raised_at": now,
        "acknowledge_by": end_of_working_day(site, now, ACKNOWLEDGE_DAYS), "decide_by": end_of_working_day(site, now, DECIDE_DAYS),
        "decided_at": None, "decided_by": "", "outcome": "", "token": token, **(taken if is_fixing else fresh),
    }  # fmt: skip


def _to_answer(site, actor, flag_id: int):
    flag, page, may_answer = flag_for(site, actor, flag_id)
    if not may_answer:
        raise Forbidden("The people who keep this page answer its flags. You will hear what they decide.")
    return flag, page


def _decide(site, actor, flag_id: int, state: str, outcome: str, missing: str) -> Flag:
    flag, page = _to_answer(site, actor, flag_id)
    outcome = " ".join(outcome.split())
    if len(outcome) < 3:
        raise BadInput(missing, "outcome")
    if len(outcome) > 2 * NOTE_LENGTH:
        raise BadInput(f"At most {2 * NOTE_LENGTH} characters, please.", "outcome")
    with site.db.writing() as tx:
        _move(tx, flag, state=state, decided_at=site.clock.now(), decided_by=actor.name, outcome=outcome)
        record(tx, site, actor, f"flag.{state}", page.slug, str(flag.id))
        words = "Done" if state == "done" else "Left as it is"
        _tell_outcome(tx, site, actor, flag, page, f"{words}: {page.title}", outcome)
        site.cache.touch(tx, CACHED)
    return _again(site, flag_id)


def _move(tx, flag: Flag, **values) -> None:
    if not store.move_flag(tx, flag.id, **values):
        raise FlagClosed("Somebody has answered this flag already.")


def _tell_outcome(tx, site, actor, flag: Flag, page, title: str, text: str) -> None:
    if flag.person_id != actor.id:
        tell(tx, site, [flag.person_id], OUTCOME, title, f"/-/flags/{flag.id}", text, page.id)


def _doubt(site, actor, page, flag: Flag) -> None:
    """The page needs a check from now on; somebody who may not say so, or a save just then, leaves it as it is."""
    if page.confidence != "validated" or not may(site, actor, "page.confirm", page):
        return
    try:
        restate_page(site, actor, page, f"Needs a check: flag {flag.id} says “{flag.kind_words.lower()}” and was accepted.", False, confidence="not_validated")
    except EditConflict:
        return


def _changes_text(draft, was) -> bool:
    kept = ("change_note", "update_type", "review_by", "confidence")
    names = (draft.metadata.keys() | was.metadata.keys()) - set(kept)
    return draft.body != was.body or any(str(draft.metadata.get(name)) != str(was.metadata.get(name)) for name in names)


def _again(site, flag_id: int) -> Flag:
    with site.db.reading() as connection:
        return store.flag_by_id(connection, flag_id)


def _counted(site) -> dict[int, int]:
    counts: dict[int, int] = {}
    with site.db.reading() as connection:
        for one in store.live_flags(connection):
            counts[one.page_id] = counts.get(one.page_id, 0) + 1
    return counts
