"""What the page editor asks for while somebody writes: pages to link to, facts, names for local text, and a place for a picture.

All answers are JSON. Only those who may write pages are answered, and only with what they may read.
"""

from contextlib import closing

from flask import jsonify, request

from extranet.authorities import current_authorities
from extranet.errors import BadInput
from extranet.pages.actions.attaching import attach_file, attachments_of, checked_name, remove_attachment
from extranet.pages.actions.facts import facts
from extranet.pages.actions.reading import page_for, page_titles
from extranet.pages.viewing import known_names
from extranet.pages.views.blueprint import bp
from extranet.search import Query, find
from extranet.web import current_site, problem, require

MOST = 12  # pages offered for a link
MOST_TITLES = 300
TIERS = ("county", "district", "unitary", "parish")


@bp.get("/-/editor/pages")
def editor_pages():
    """Pages to link to, by words; or the titles of the pages at these addresses (`slug`, repeated)."""
    actor, site = require("page.create"), current_site()
    slugs = request.args.getlist("slug")[:MOST_TITLES]
    if slugs:
        known = page_titles(site, actor, slugs)
        return jsonify(titles={asked: title for asked, (_now, title, _owner) in known.items()})
    text = request.args.get("q", "").strip()
    found = find(site, actor, Query(text, size=MOST)) if text else None
    hits = [*(one.hit for one in found.pinned), *found.groups] if found else []
    pages = [one.document for one in hits if one.document.url.startswith("/wiki/")]
    return jsonify(pages=[{"slug": one.url.removeprefix("/wiki/"), "title": one.title, "detail": one.short_answer or one.summary} for one in pages])


@bp.get("/-/editor/names")
def editor_names():
    """Whom a local text may be for: councils, sets of councils, tiers; and every fact that may stand in a text."""
    require("page.create")
    site = current_site()
    _vocabularies, names = known_names(site)
    councils = [{"slug": one.slug, "name": one.short_name} for one in current_authorities(site)]
    taken = {one["slug"] for one in councils}
    sets = [{"slug": slug, "name": name} for slug, name in names.items() if slug not in taken and slug not in ("otherwise", *TIERS)]
    tiers = [{"slug": slug, "name": names.get(slug, slug)} for slug in TIERS]
    known = [{"key": one.key, "label": one.label, "type": one.type} for one in facts(site).keys.values()]
    return jsonify(councils=councils, sets=sets, tiers=tiers, facts=known)


@bp.post("/-/editor/<slug>/pictures")
def editor_picture(slug):
    """Attach a picture that was pasted, dropped or chosen; 422 with a sentence when it is none."""
    actor, site = require("page.attach"), current_site()
    sent = request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise BadInput("Choose a picture first.", "file")
        with closing(sent):
            kept = attach_file(site, actor, slug, _free_name(site, actor, slug, sent.filename), sent.stream)
        if not kept.is_picture:
            remove_attachment(site, actor, slug, kept.name)
            raise BadInput("This is not a picture a page can show. Use PNG, JPEG, GIF or WebP, or attach it as a file.", "file")
    except BadInput as why:
        return problem(why.status, why.sentence)
    return jsonify(name=kept.name, address=f"attachment:{kept.name}", url=f"/-/pages/{slug}/attachments/{kept.name}")


def _free_name(site, actor, slug: str, name: str) -> str:
    """The name, or with a number behind it when the page has such a file: a second image.png is another picture, not a new version."""
    name = checked_name(name)
    taken = {one.name.lower() for one in attachments_of(site, page_for(site, actor, "page.attach", slug))}
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, dot + ending) if dot else (name, "")
    numbered = (f"{stem}-{number}{ending}" for number in range(2, len(taken) + 3))
    return name if name.lower() not in taken else next(one for one in numbered if one.lower() not in taken)
