"""The list of champions: one for each council."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import redirect, url_for

from extranet.authorities import all_authorities, authority_by_slug, current_authorities
from extranet.rights import may
from extranet.web import Page, add_notice, current_site, render
from extranet_plugins.information_age_champions import champions
from extranet_plugins.information_age_champions.champions import Post
from extranet_plugins.information_age_champions.rights import EDIT, require_right
from extranet_plugins.information_age_champions.tables import NAME
from extranet_plugins.information_age_champions.views.door import bp, door, typed
from extranet_plugins.information_age_champions.views.form_page import FormField, FormPage, attributes_of, send


@dataclass(frozen=True)
class ChampionsPage(Page):
    """Every council with its champion, what is wrong with the list, and councils to come with theirs."""

    template: ClassVar[str] = "information_age_champions/champions.html"
    posts: tuple[Post, ...]
    coming: tuple[Post, ...]
    warnings: tuple[str, ...]
    vacant: int
    may_edit: bool
    today: date


@bp.get("/members")
def show_champions():
    site, actor = door()
    posts = champions.posts(site)
    coming = tuple(one for day in _later_days(site) for one in champions.posts(site, day) if one.authority not in {post.authority for post in posts})
    warnings = tuple(one.warning for one in posts if one.is_double)
    vacant = sum(one.is_vacant for one in posts)
    return render(ChampionsPage(posts, coming, warnings, vacant, bool(may(site, actor, EDIT)), site.clock.today()))


@bp.get("/members/new")
def new_champion():
    site, actor = door()
    require_right(site, actor, EDIT)
    return render(_champion_form({"from_day": site.clock.today().isoformat()}, {}))


@bp.post("/members/new")
def name_champion():
    site, actor = door()
    return send(lambda: champions.name_champion(site, actor, typed()), _champion_form, _to_list, lambda slug: _told(site, slug))


@bp.get("/members/<int:champion_id>/change")
def champion_form(champion_id):
    site, actor = door()
    require_right(site, actor, EDIT)
    return render(_champion_form(attributes_of(champions.champion_by_id(site, champion_id), _fields()), {}, True))


@bp.post("/members/<int:champion_id>/change")
def change_champion(champion_id):
    site, actor = door()
    champion = champions.champion_by_id(site, champion_id)
    return send(
        lambda: champions.change_champion(site, actor, champion, typed()), lambda values, faults: _champion_form(values, faults, True),
        _to_list, "The entry is changed.", fresh=champion.revision,
    )


@bp.post("/members/<int:champion_id>/end")
def end_champion(champion_id):
    site, actor = door()
    champion = champions.champion_by_id(site, champion_id)
    champions.end_champion(site, actor, champion)
    add_notice(f"Today is {champion.name}'s last day as champion. The entry stays as a record.")
    return redirect(_to_list(None), code=303)


def _told(site, slug: str) -> str:
    """What to say after a champion is named: also that there are two now."""
    post = next((one for one in champions.posts(site) if one.authority == slug), None)
    return f"The champion is named. {post.warning}".strip() if post and post.is_double else "The champion is named."


def _to_list(_done) -> str:
    return url_for(f"{NAME}.show_champions")


def _later_days(site) -> list[date]:
    """Days on which councils begin that do not stand yet."""
    return sorted({one.valid_from for one in all_authorities(site) if one.valid_from and one.valid_from > site.clock.today()})


def _fields() -> tuple[FormField, ...]:
    site = current_site()
    slugs = {one.slug: one.name for one in current_authorities(site)}
    for day in _later_days(site):
        slugs |= {one.slug: authority_by_slug(site, one.slug).name for one in current_authorities(site, day)}
    return (
        FormField("select", "authority", "Council", options=tuple(slugs.items()), empty="Choose"),
        FormField("line", "name", "Name"),
        FormField("line", "contact", "How colleagues reach them", "Telephone or mail at work.", optional=True),
        FormField("line", "topics", "What to ask them about", "For example: parking, web forms, staff training.", optional=True),
        FormField("date", "from_day", "First day"),
        FormField("date", "to_day", "Last day", "Only when it is known.", optional=True),
    )


def _champion_form(values, faults, is_change=False) -> FormPage:
    title = "Change a champion's entry" if is_change else "Name a champion"
    return FormPage(title, (("Champions", _to_list(None)),), _fields(), values, "Save" if is_change else "Name the champion", faults=faults)
