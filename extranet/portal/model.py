"""What the portal's own errors are, and the small values it passes about."""

import hashlib

from extranet.errors import BadInput, ExtranetError


class TokenNeeded(ExtranetError):
    """No token came with the request, or one that opens nothing (any more)."""

    status = 401

    def __init__(self):
        super().__init__("Send a token: Authorization: Bearer <token>. Tokens are made on the page of your account, and end on their date.")


class RevisionNeeded(ExtranetError):
    """A change came without saying which revision it starts from."""

    status = 428

    def __init__(self):
        super().__init__('Say which revision your change starts from: If-Match: "7", the ETag of the page as you read it. So nobody\'s change is lost.')


def save_token(actor_id: int, key: str | None) -> str:
    """The token of one save, made of the caller's own word; '' without one. Two people's same word are two tokens."""
    if not key:
        return ""
    if len(key) > 80:
        raise BadInput("An Idempotency-Key has at most 80 characters.")
    return "api-" + hashlib.sha256(f"{actor_id} {key}".encode()).hexdigest()


def revision_of(etag: str | None) -> int:
    """The number in an If-Match header. RevisionNeeded without one, BadInput for anything but a number in quotes."""
    if etag is None:
        raise RevisionNeeded()
    text = etag.strip()
    if len(text) > 12 or not (text.startswith('"') and text.endswith('"') and text[1:-1].isdecimal()):
        raise BadInput(f'If-Match must be one revision in quotes, such as "7", not {text[:40]!r}.')
    return int(text[1:-1])
