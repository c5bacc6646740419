"""The address that stops letters: signed, so that it opens nothing else and cannot be made up; no sign-in, so that it works from the letter."""

from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeSerializer

from extranet.errors import NotFound
from extranet.identity import person_by_id
from extranet.watching import store
from extranet.watching.model import OFF, Watch
from extranet.watching.telling import news_kinds_of

SALT = "extranet.watching.stop"


@dataclass(frozen=True)
class Stop:
    """Whose letters, and which: 'watch:<id>', 'kind:<name>' or 'all'. `words` say so to whoever opens the address."""

    person_id: int
    what: str
    words: str


def stop_url(site, person_id: int, what: str) -> str:
    """The whole address for a letter."""
    token = _signer(site).dumps([person_id, what])
    return f"{site.settings.public_url.rstrip('/')}/-/watching/stop/{token}"


def read_stop(site, token: str) -> Stop:
    """What this address stops. NotFound for one that was not made here."""
    try:
        person_id, what = _signer(site).loads(token)
    except (BadSignature, ValueError, TypeError) as fault:
        raise NotFound() from fault
    if not isinstance(person_id, int) or not isinstance(what, str) or person_by_id(site, person_id) is None:
        raise NotFound()
    return Stop(person_id, what, _words(site, what))


def stop(site, token: str) -> Stop:
    """No more of these letters; what was watched stays watched, and stands at /-/news. Pressing twice does no harm."""
    found = read_stop(site, token)
    with site.db.writing() as tx:
        if found.what.startswith("watch:"):
            _stop_watch(tx, found.person_id, int(found.what.removeprefix("watch:")))
        else:
            kinds = [found.what.removeprefix("kind:")] if found.what != "all" else list(news_kinds_of(site))
            for kind in kinds:
                store.keep_wish(tx, found.person_id, kind, OFF)
                store.follow_kind(tx, found.person_id, kind)
                store.change_waiting(tx, found.person_id, OFF, kind=kind)
    return found


def _stop_watch(tx, person_id: int, watch_id: int) -> None:
    found = store.watch_by_id(tx, watch_id)
    if found and found.person_id == person_id:
        store.change_watch(tx, watch_id, wants=OFF)
    store.change_waiting(tx, person_id, OFF, watch_id=watch_id)


def _words(site, what: str) -> str:
    if what.startswith("watch:"):
        with site.db.reading() as connection:
            found = store.watch_by_id(connection, int(what.removeprefix("watch:")))
        return _watch_words(found) if found else "Letters about something that is not watched any more"
    if what.startswith("kind:"):
        kind = news_kinds_of(site).get(what.removeprefix("kind:"))
        return f"Letters of this kind: “{kind.label}”" if kind else "Letters of this kind"
    return "All letters of news"


def _watch_words(found: Watch) -> str:
    """No title: whoever holds the letter has read it there, and nobody else shall."""
    return {"page": "Letters about one page", "group": "Letters about one working group", "service": "Letters about one service"}.get(
        found.thing, "Letters about one search"
    )


def _signer(site) -> URLSafeSerializer:
    return URLSafeSerializer(site.settings.secret_key, salt=SALT)
