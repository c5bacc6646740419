"""The pages of signing in: which authority, and its form. Used by both doors."""

from dataclasses import dataclass
from typing import ClassVar

from extranet.authorities import Authority, current_authorities
from extranet.identity.directories import directories_of
from extranet.identity.model import DirectorySilent, SignInRefused
from extranet.web import Page, current_site, render

RETRY_SECONDS = 30


@dataclass(frozen=True)
class ChooseAuthorityPage(Page):
    """Which authority does the visitor work for?"""

    template: ClassVar[str] = "identity/choose_authority.html"
    authorities: tuple[Authority, ...]
    next: str
    problem: str


@dataclass(frozen=True)
class LoginPage(Page):
    """Name and password, for one authority. `kind` of the problem: 'bad' or 'warn'. `button` leads to the authority's own
    sign-in page; '' where there is none."""

    template: ClassVar[str] = "identity/login.html"
    authority: Authority
    name: str
    next: str
    problem: str
    kind: str
    button: str


def login_form(slug: str, onward: str, ended: SignInRefused | DirectorySilent, name: str = ""):
    """The form again, with what came of the try; the list of authorities when this one is not known."""
    authority = authority_called(slug)
    if authority is None:
        return choose(onward, ended.sentence, 403)
    if isinstance(ended, DirectorySilent):
        return form(authority, onward, name, ended.sentence, 503, "warn", RETRY_SECONDS)
    return form(authority, onward, name, ended.sentence, 429 if ended.wait_seconds else 403, "bad", ended.wait_seconds)


def choose(onward: str, problem: str = "", status: int = 200):
    return render(ChooseAuthorityPage(tuple(choices()), onward, problem), status=status)


def form(authority: Authority, onward: str, name: str = "", problem: str = "", status: int = 200, kind: str = "bad", wait_seconds: int = 0):
    html, status = render(LoginPage(authority, name, onward, problem, kind, _button(authority)), theme=authority.slug, status=status)
    return html, status, {"Retry-After": str(wait_seconds)} if wait_seconds else {}


def form_by_mail(name: str, onward: str):
    authority = authority_of_mail(name)
    if authority is None:
        return choose(onward, "No authority here uses that address. Choose yours from the list.", 422)
    return form(authority, onward, name)


def choices() -> list[Authority]:
    """Authorities that exist today and have a directory."""
    directories = directories_of(current_site())
    return [one for one in current_authorities(current_site()) if one.slug in directories]


def authority_called(slug: str | None) -> Authority | None:
    return next((one for one in choices() if one.slug == slug), None)


def authority_of_mail(name: str) -> Authority | None:
    """The one authority that uses the domain of this address; None when it is none, or several do."""
    domain = name.rpartition("@")[2].casefold() if "@" in name else ""
    directories = directories_of(current_site())
    found = [one for one in choices() if domain and domain in (one.email_domain, *directories[one.slug].settings.email_domains)]
    return found[0] if len(found) == 1 else None


def _button(authority: Authority) -> str:
    settings = directories_of(current_site())[authority.slug].settings
    return settings.oidc.button if settings.oidc else ""
