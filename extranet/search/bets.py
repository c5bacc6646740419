"""Best bets: a group pins an answer for a phrase until a day. It stands first, and is shown as pinned."""

from datetime import date, timedelta

from extranet.errors import BadInput, Forbidden, NotFound
from extranet.rights import Allowed, Refused, may, reading_keys
from extranet.search import bet_store, store
from extranet.search.bet_store import Bet
from extranet.search.parsing import Parsed, telling_terms

CACHED = "search.best_bets"
LONGEST_PHRASE = 100
MOST_DAYS = 366
MOST_SHOWN = 2
# A longer question is about more than the phrase in it.
MOST_OTHER_WORDS = 2


def may_pin(actor, group) -> Allowed | Refused:
    """Authors and approvers of the group pin for it."""
    held = actor is not None and any(actor.has_role(role, "group", group) for role in ("author", "approver"))
    return Allowed() if held else Refused("Only authors and approvers of this group pin answers for it.")


def groups_to_pin_for(actor) -> list[str]:
    return sorted({one.scope for one in actor.grants if one.scope_kind == "group" and may_pin(actor, one.scope)})


def pin(site, actor, group: str, phrase: str, url: str, until: date | None) -> int:
    """Pin what stands at this address for a phrase; the pin's number. Forbidden or BadInput say why not."""
    decision = may(site, actor, "search.pin", group)
    if not decision:
        raise Forbidden(decision.reason)
    phrase = " ".join(phrase.split())
    if not telling_terms(phrase) or len(phrase) > LONGEST_PHRASE:
        raise BadInput("Write the words that callers use, such as: bank holiday bins.", "phrase")
    today = site.clock.today()
    if until is None or not today <= until <= today + timedelta(days=MOST_DAYS):
        raise BadInput("Choose a last day from today on, at most a year ahead.", "until")
    with site.db.writing() as tx:
        found = store.item_at(tx, _path(url), reading_keys(actor))
        if found is None:
            raise BadInput("There is no page at this address that you may read. Copy it from the page, such as /wiki/pothole.", "page")
        values = {"kind": found[0], "item_id": found[1], "pinned_by": actor.id, "pinned_at": site.clock.now()}
        made = bet_store.add(tx, phrase=phrase, group_slug=group, until_on=until, **values)
        site.cache.touch(tx, CACHED)
    return made


def unpin(site, actor, bet_id: int) -> None:
    """End a pin. NotFound when it is none of the groups the actor pins for."""
    with site.db.writing() as tx:
        if bet_id not in {one.id for one in bet_store.standing(tx, groups_to_pin_for(actor))}:
            raise NotFound("There is no such pin, or it is not your group's.")
        bet_store.end(tx, bet_id, actor.id, site.clock.now())
        site.cache.touch(tx, CACHED)


def pins_of(site, actor) -> list[tuple[Bet, str, str]]:
    """(pin, title, address) of the actor's groups; title and address are '' where the actor may not read it, or it is gone."""
    with site.db.reading() as connection:
        pins = bet_store.standing(connection, groups_to_pin_for(actor))
        numbers = store.numbers_of(connection, {(one.kind, one.item_id) for one in pins})
        known = store.readable_documents(connection, list(numbers.values()), reading_keys(actor))
    found = [(one, known.get(numbers.get((one.kind, one.item_id), 0))) for one in pins]
    return [(one, document.title if document else "", document.url if document else "") for one, document in found]


def bets_for(site, parsed: Parsed) -> list[Bet]:
    """What is pinned today for what is asked, at most MOST_SHOWN, the longest phrase first."""
    terms = [word.terms[0][0] for word in parsed.words if not word.is_added]
    known, today = site.cache.get(CACHED, lambda: _load(site)), site.clock.today()
    found = [(phrase, bet) for phrase, bet in known if bet.until_on >= today and _is_asked(phrase, terms)]
    found.sort(key=lambda one: (-len(one[0]), -one[1].id))
    once = {(bet.kind, bet.item_id): bet for _, bet in reversed(found)}
    return list(reversed(once.values()))[:MOST_SHOWN]


def _is_asked(phrase: tuple[str, ...], terms: list[str]) -> bool:
    if len(terms) > len(phrase) + MOST_OTHER_WORDS:
        return False
    return any(tuple(terms[at : at + len(phrase)]) == phrase for at in range(len(terms))) or set(terms) == set(phrase)


def _load(site) -> list[tuple[tuple[str, ...], Bet]]:
    with site.db.reading() as connection:
        return [(telling_terms(one.phrase), one) for one in bet_store.standing(connection)]


def _path(url: str) -> str:
    """The path of an address as somebody copies it: without host, question and fragment."""
    bare = url.strip().split("#")[0].split("?")[0]
    return "/" + bare.split("/", 3)[3] if bare.startswith(("http://", "https://")) and bare.count("/") > 2 else bare
