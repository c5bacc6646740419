"""The desk: a contact from its first word to its outcome, on one screen and without the mouse."""

from dataclasses import dataclass
from typing import ClassVar

from flask import redirect, request, url_for
from markupsafe import Markup, escape

from extranet import search
from extranet.errors import BadInput
from extranet.pages import Notice, notices_in_force, page_titles
from extranet.standard import vocabularies
from extranet.web import Page, add_notice, next_path, render
from extranet_plugins.front_line_forum import contacts, outbox
from extranet_plugins.front_line_forum.model import AVOIDABLE, CHANNELS, EMERGENCIES, OUTCOME_KEYS, OUTCOMES, Contact
from extranet_plugins.front_line_forum.outbox import Waiting
from extranet_plugins.front_line_forum.views.blueprint import at_desk, bp, customer_slug, local, whole_number

SHOWN = 9
NEAREST = 3  # so many answers' services bring their notices with them
EMERGENCY_PAGES = ("urgent-numbers", "dangerous-structure", "emergency-duty-team-contact", "homeless-tonight", "worried-about-child", "domestic-abuse")


@dataclass(frozen=True)
class Answer:
    """One answer on the desk; `is_guide` offers it step by step."""

    slug: str
    url: str
    title: Markup
    text: Markup
    trust: str
    authority: str
    is_guide: bool


@dataclass(frozen=True)
class OutcomeForm:
    """The outcomes as buttons with their keys, and the details that may go with them."""

    outcomes: tuple[tuple[str, str, str], ...]
    channels: tuple[tuple[str, str], ...]
    channel: str
    services: tuple[tuple[str, str], ...]
    reasons: tuple[tuple[str, str], ...]
    page: str = ""


@dataclass(frozen=True)
class ContactDeskPage(Page):
    """The contact in hand (None before it begins), its answers and how it may end."""

    template: ClassVar[str] = "front_line_forum/desk.html"
    contact: Contact | None
    since: str
    answers: tuple[Answer, ...]
    total: int
    notices: tuple[Notice, ...]
    form: OutcomeForm
    waiting: tuple[Waiting, ...]
    words: str
    fault: str
    is_focused: bool


@dataclass(frozen=True)
class EmergencyPage(Page):
    """What to do now, and one button for the log. `pages` are (address, title)."""

    template: ClassVar[str] = "front_line_forum/emergency.html"
    kinds: tuple[tuple[str, str], ...]
    pages: tuple[tuple[str, str], ...]


@bp.get("")
def desk():
    return _desk_page()


@bp.post("/begin")
def begin():
    site, actor = at_desk()
    contacts.begin(site, actor, customer_slug(), request.form.get("channel", ""))
    return redirect(url_for("front_line_forum.desk", again=1), code=303)


@bp.post("/search")
def look_up():
    site, actor = at_desk()
    try:
        contacts.look_up(site, actor, request.form.get("words", ""), customer_slug(), request.form.get("channel", ""))
    except BadInput as fault:
        return _desk_page(fault.sentence, 422)
    return redirect(url_for("front_line_forum.desk"), code=303)


@bp.post("/open")
def open_page():
    site, actor = at_desk()
    slug = request.form.get("slug", "")
    contacts.open_page(site, actor, slug, customer_slug())
    if request.form.get("then") == "guide":
        return redirect(url_for("front_line_forum.guide", slug=slug), code=303)
    return redirect(url_for("pages.show", slug=slug), code=303)


@bp.post("/close")
def close():
    site, actor = at_desk()
    given = request.form
    closing = contacts.Closing(
        given.get("outcome", ""),
        customer_slug(),
        given.get("channel", ""),
        whole_number(given.get("service")) or None,
        given.get("reason", ""),
        given.get("reference", "")[:80],
        given.get("page", ""),
    )
    contact = contacts.close(site, actor, closing)
    taken = f" after {contact.seconds // 60} min {contact.seconds % 60} s" if contact.seconds is not None else ""
    add_notice(f"{OUTCOMES[contact.outcome]}{taken}. The next contact begins when you search.")
    return redirect(url_for("front_line_forum.desk"), code=303)


@bp.post("/drop")
def drop():
    site, actor = at_desk()
    contacts.drop(site, actor)
    add_notice("That contact was begun by mistake and is forgotten.")
    return redirect(url_for("front_line_forum.desk"), code=303)


@bp.get("/emergency")
def emergency():
    site, actor = at_desk()
    known = page_titles(site, actor, EMERGENCY_PAGES)
    pages = tuple((f"/wiki/{known[slug][0]}", known[slug][1]) for slug in EMERGENCY_PAGES if slug in known)
    return render(EmergencyPage(tuple(EMERGENCIES.items()), pages))


@bp.post("/emergency")
def log_emergency():
    site, actor = at_desk()
    contacts.log_emergency(site, actor, request.form.get("kind", ""))
    add_notice("Logged: an emergency was passed on. Nothing about the caller was kept.")
    return redirect(url_for("front_line_forum.desk"), code=303)


@bp.post("/waiting/<int:waiting_id>")
def seen(waiting_id):
    site, actor = at_desk()
    outbox.mark_seen(site, actor, waiting_id)
    return redirect(next_path(request.form.get("next"), url_for("front_line_forum.desk")), code=303)


def outcome_form(site, channel: str, services=(), page: str = "") -> OutcomeForm:
    """The outcomes for a template; `services` are numbers to choose among."""
    known = vocabularies(site).services
    shown = tuple((str(number), known[number].name) for number in dict.fromkeys(services) if number in known)
    outcomes = tuple((code, OUTCOMES[code], key) for code, key in OUTCOME_KEYS.items())
    return OutcomeForm(outcomes, tuple(CHANNELS.items()), channel, shown, tuple(AVOIDABLE.items()), page)


def _desk_page(fault: str = "", status: int = 200):
    site, actor = at_desk()
    contact = contacts.in_hand(site, actor)
    found = _found(site, actor, contact)
    answers = tuple(_answer(hit) for hit in found.groups[:SHOWN]) if found else ()
    services = [number for hit in (found.groups[:SHOWN] if found else ()) for number in hit.document.services]
    near = [number for hit in (found.groups[:NEAREST] if found else ()) for number in hit.document.services]
    notices = notices_in_force(site, actor, near if found else None, customer_slug() or None)
    channel = contact.channel if contact else contacts.usual_channel(site, actor)
    is_focused = not answers or "again" in request.args or bool(fault)
    return render(
        ContactDeskPage(
            contact,
            local(contact.started_at)[-5:] if contact else "",
            answers,
            found.total if found else 0,
            tuple(notices),
            outcome_form(site, channel, services),
            tuple(outbox.waiting_for(site, actor, 6)),
            contact.words if contact else "",
            fault,
            is_focused,
        ),
        status=status,
    )


def _found(site, actor, contact):
    if contact is None or not contact.words:
        return None
    return search.find(site, actor, search.Query(contact.words, customer_slug() or None))


def _answer(hit) -> Answer:
    one = hit.document
    is_page = one.kind == "page"
    return Answer(
        one.url.removeprefix("/wiki/") if is_page else "", one.url, _marked(hit.title), _marked(hit.answer), one.trust, one.authority, one.type == "decision"
    )


def _marked(pieces) -> Markup:
    return Markup("").join(Markup("<mark>{}</mark>").format(one.text) if one.is_found else escape(one.text) for one in pieces)
