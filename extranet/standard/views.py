"""The standard's own pages, drawn from the code: /-/standard. Open to everybody who signs in."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint

from extranet.errors import NotFound
from extranet.rights import may
from extranet.standard.actions import all_content_types, vocabularies
from extranet.standard.checks import CHECKS, VERSION, Check
from extranet.standard.common_fields import AFTER_TYPE
from extranet.standard.content_types import COMMON_FIELDS
from extranet.standard.front_matter import write_yaml
from extranet.standard.model import ContentType, Field, Ruling
from extranet.standard.shown import VOCABULARIES, ShownField, ShownVocabulary, show_fields, show_vocabulary
from extranet.web import Page, current_site, render, signed_in

EXAMPLE = 400  # characters of an example that are shown
bp = Blueprint("standard", __name__, url_prefix="/-/standard")


@dataclass(frozen=True)
class StandardPage(Page):
    """The types, the vocabularies and how many checks there are."""

    template: ClassVar[str] = "standard/home.html"
    types: tuple[ContentType, ...]
    vocabularies: tuple[tuple[str, str, int], ...]  # name in the address, words, number of terms
    check_count: int
    fault_count: int


@dataclass(frozen=True)
class FieldsPage(Page):
    """The fields of one content type, or those that every page has (then `type` is None)."""

    template: ClassVar[str] = "standard/fields.html"
    type: ContentType | None
    fields: tuple[ShownField, ...]
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class VocabularyPage(Page):
    """One controlled list."""

    template: ClassVar[str] = "standard/vocabulary.html"
    vocabulary: ShownVocabulary


@dataclass(frozen=True)
class ShownCheck:
    """A check as it is in force: `severity` and `limits` with what was decided since, `pages` how many it speaks on (None: not known)."""

    check: Check
    severity: str
    limits: tuple[tuple[str, float], ...]
    is_off: bool
    passes: str
    fails: str
    pages: int | None


@dataclass(frozen=True)
class ChecksPage(Page):
    """Every rule with its id, severity, source and an example that breaks it."""

    template: ClassVar[str] = "standard/checks.html"
    checks: tuple[ShownCheck, ...]
    version: str
    change_count: int
    may_propose: bool


@bp.get("")
def home():
    signed_in()
    site = current_site()
    known = vocabularies(site)
    lists = tuple((name, one.label, len(one.terms(known))) for name, one in VOCABULARIES.items())
    return render(StandardPage(tuple(all_content_types(site).values()), lists, len(CHECKS), len(known.faults)))


@bp.get("/fields")
def common():
    signed_in()
    return render(FieldsPage(None, show_fields(COMMON_FIELDS), _checks_about(COMMON_FIELDS)))


@bp.get("/types/<name>")
def one_type(name):
    signed_in()
    found = all_content_types(current_site()).get(name)
    if found is None:
        raise NotFound("There is no content type of this name.")
    checks = tuple(check for check in CHECKS if name in check.types)
    return render(FieldsPage(found, show_fields(found.fields), checks))


@bp.get("/vocabularies/<name>")
def vocabulary(name):
    signed_in()
    if name not in VOCABULARIES:
        raise NotFound("There is no vocabulary of this name.")
    return render(VocabularyPage(show_vocabulary(name, vocabularies(current_site()))))


@bp.get("/checks")
def checks():
    actor, site = signed_in(), current_site()
    ruling = vocabularies(site).ruling
    figures = site.hooks.check_figures(actor=actor)
    return render(ChecksPage(tuple(_shown(check, ruling, figures) for check in CHECKS), VERSION, ruling.number, bool(may(site, actor, "standard.propose"))))


def _shown(check: Check, ruling: Ruling, figures) -> ShownCheck:
    limits = tuple((limit.name, ruling.limits.get((check.id, limit.name), limit.value)) for limit in check.limits)
    pages = figures.get(check.id, 0) if figures is not None else None
    return ShownCheck(
        check, ruling.severities.get(check.id, check.severity), limits, check.id in ruling.off, _example(check.passes), _example(check.fails), pages
    )


def _example(changes: dict) -> str:
    """Fields as YAML, then the text as it is typed; a long one cut."""
    fields = write_yaml({name: value for name, value in changes.items() if name != "body"})
    text = (fields + str(changes.get("body", ""))).strip()
    return text if len(text) <= EXAMPLE else text[:EXAMPLE] + " …"


def _checks_about(fields: tuple[Field, ...]) -> tuple[Check, ...]:
    names = {field.name for field in fields} | {field.name for field in AFTER_TYPE}
    return tuple(check for check in CHECKS if not check.types and names & check.fails.keys())
