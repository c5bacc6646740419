"""How a request knows its person: the session in Flask's clothes.

Signed in: the cookie holds a random id, everything else is in the session's
row, read at most once a request and only if somebody asks. A visitor gets a
signed cookie with a form token and little else. Nothing is remembered beyond
the session but the authority's name and a device mark that proves nothing.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from flask import Flask, Request, g, request
from flask import session as flask_session
from flask.sessions import SessionInterface, SessionMixin
from flask_login import LoginManager, UserMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer

from extranet.actor import Actor
from extranet.identity.directories import check_directories
from extranet.identity.model import Person, Session
from extranet.identity.sessions import end_session, find_session, touch_session
from extranet.identity.tokens import actor_for_token
from extranet.web import current_site

VISITOR_SECONDS = int(timedelta(hours=12).total_seconds())
KEPT_AT_SIGN_IN = ("customer", "shortcuts")


class PersonSession(SessionMixin):
    """`flask.session`: loads nothing until it is looked at."""

    def __init__(self, site, cookies, names: "CookieNames", visitors: URLSafeTimedSerializer):
        self._site = site
        self._cookies = cookies
        self._names = names
        self._visitors = visitors
        self._values: dict[str, Any] | None = None
        self._record: Session | None = None
        self.modified = False
        self.accessed = False
        self.new_id: str | None = None  # a session was begun in this request
        self.is_ended = False

    @property
    def record(self) -> Session | None:
        """The signed-in session, or None for a visitor."""
        self._load()
        return self._record

    def begin(self, session_id: str) -> None:
        """Go on in a session just begun, whatever cookie came with the request; this browser's older one ends."""
        kept = {name: value for name, value in self._load().items() if name in KEPT_AT_SIGN_IN}
        if self._record is not None:
            end_session(self._site, self._record)
        self.new_id = session_id
        self._record = find_session(self._site, session_id)
        self._values = {**self._record.state, **kept}
        self.modified = bool(kept)
        _forget_who_asked()

    def end(self) -> None:
        """Sign out; the old cookie opens nothing any more."""
        if self.record is not None:
            end_session(self._site, self.record)
        self._values, self._record, self.is_ended, self.modified = {}, None, True, False
        _forget_who_asked()

    def visitor_cookie(self) -> str:
        return self._visitors.dumps(self._values or {})

    def state(self) -> dict[str, Any]:
        return dict(self._values or {})

    def _load(self) -> dict[str, Any]:
        self.accessed = True
        if self._values is None:
            self._values = {}
            secret_id = self._cookies.get(self._names.session)
            self._record = find_session(self._site, secret_id) if secret_id else None
            self._values = dict(self._record.state) if self._record else self._visitor_values()
        return self._values

    def _visitor_values(self) -> dict[str, Any]:
        try:
            values = self._visitors.loads(self._cookies.get(self._names.visitor, ""), max_age=VISITOR_SECONDS)
        except BadSignature:
            return {}
        return values if isinstance(values, dict) else {}

    def __getitem__(self, name: str) -> Any:
        return self._load()[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._load()[name] = value
        self.modified = True

    def __delitem__(self, name: str) -> None:
        del self._load()[name]
        self.modified = True

    def __iter__(self) -> Iterator[str]:
        return iter(self._load())

    def __len__(self) -> int:
        return len(self._load())


def _forget_who_asked() -> None:
    for name in ("csrf_token", "actor", "customer", "_login_user"):
        g.pop(name, None)


class CookieNames:
    """`__Host-` names need https; without it the plain ones serve on loopback."""

    def __init__(self, is_https: bool):
        prefix = "__Host-" if is_https else ""
        self.session = f"{prefix}extranet"
        self.visitor = f"{prefix}extranet-visitor"
        self.authority = f"{prefix}extranet-authority"
        self.device = f"{prefix}extranet-device"
        self.flags = {"httponly": True, "secure": is_https, "samesite": "Lax", "path": "/"}


class PersonSessions(SessionInterface):
    """Opens and saves `PersonSession`s."""

    def __init__(self, names: CookieNames, visitors: URLSafeTimedSerializer):
        self.names = names
        self.visitors = visitors

    def open_session(self, app: Flask, request: Request) -> PersonSession:
        site = app.extensions["extranet"].site
        return PersonSession(site, request.cookies, self.names, self.visitors)

    def save_session(self, app: Flask, session: PersonSession, response) -> None:
        if session.accessed:
            response.vary.add("Cookie")
        if session.new_id:
            response.set_cookie(self.names.session, session.new_id, **self.names.flags)
            response.delete_cookie(self.names.visitor, **self.names.flags)
        elif session.is_ended:
            response.delete_cookie(self.names.session, **self.names.flags)
        if session.accessed:
            self._keep(app, session, response)

    def _keep(self, app: Flask, session: PersonSession, response) -> None:
        if session.record is not None:
            touch_session(app.extensions["extranet"].site, session.record, session.state() if session.modified else None)
        elif session.modified:
            response.set_cookie(self.names.visitor, session.visitor_cookie(), max_age=VISITOR_SECONDS, **self.names.flags)


class LoginPerson(UserMixin):
    """A person as Flask-Login's `current_user`."""

    def __init__(self, person: Person):
        self.person = person

    def get_id(self) -> str:
        return str(self.person.id)


class _Login(LoginManager):
    """Flask-Login without its remember-me and without its own cookie, which
    still works after a sign-out when it is replayed (measured)."""

    def _update_remember_cookie(self, response):
        return response


def use_sessions(app: Flask, site) -> None:
    """Hang server-side sessions and Flask-Login's `current_user` on the app.

    SettingsFault when an authority's directory is not set up right.
    """
    check_directories(site)
    names = CookieNames(site.settings.is_https)
    visitors = URLSafeTimedSerializer(site.settings.secret_key, salt="extranet visitor")
    app.session_interface = PersonSessions(names, visitors)
    app.extensions["extranet.cookies"] = names
    login = _Login()
    login.session_protection = None
    login.init_app(app)
    login.login_view = "identity.login"
    login.request_loader(lambda _request: _login_person())


def actor_of_request() -> Actor | None:
    """Who asks: the bearer of an API token, else the person of the session, else None."""
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return actor_for_token(current_site(), secret.strip())
    record = flask_session.record
    return record.person.as_actor() if record else None


def _login_person() -> LoginPerson | None:
    record = flask_session.record
    return LoginPerson(record.person) if record else None
