"""The two cookies that outlive a session, neither of which opens anything: the device's mark and the authority's name."""

from flask import current_app, request

from extranet.identity.sign_in import new_device

YEAR_SECONDS = 365 * 24 * 3600


def cookie_names():
    return current_app.extensions["extranet.cookies"]


def device_mark() -> str:
    """This browser's mark, or a new one."""
    return request.cookies.get(cookie_names().device, "")[:100] or new_device()


def remembered_authority() -> str:
    return request.cookies.get(cookie_names().authority, "")


def keep_at_sign_in(answer, device: str, authority: str = ""):
    """The answer with the device's mark and, where there is one, the authority's name."""
    names = cookie_names()
    answer.set_cookie(names.device, device, max_age=YEAR_SECONDS, **names.flags)
    if authority:
        answer.set_cookie(names.authority, authority, max_age=YEAR_SECONDS, **names.flags)
    return answer
