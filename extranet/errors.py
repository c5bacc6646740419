"""Errors a reader may see: each carries one safe, whole sentence.

Only the web layer turns them into a status and a page. Anything else that is
raised is a fault of ours: the reader sees a reference number and nothing more.
"""


class ExtranetError(Exception):
    """What was asked, why not, and what to do, in a sentence safe to show."""

    status = 400

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


class BadInput(ExtranetError):
    """Something typed cannot be taken. `field` names the form field, or None."""

    status = 422

    def __init__(self, sentence: str, field: str | None = None):
        super().__init__(sentence)
        self.field = field


class NotFound(ExtranetError):
    """It is not there, or the person asking may not know that it is."""

    status = 404

    def __init__(self, sentence: str = "There is no page at this address, or you may not read it."):
        super().__init__(sentence)


class Forbidden(ExtranetError):
    """The person may know of the thing, and may not do this to it."""

    status = 403


class Conflict(ExtranetError):
    """Somebody else changed the thing first; nothing was overwritten."""

    status = 409


class TooLarge(ExtranetError):
    """More was sent than is taken; the sentence names the limit."""

    status = 413


class TooMany(ExtranetError):
    """Too many tries. `wait_seconds` says when the next one is heard."""

    status = 429

    def __init__(self, sentence: str, wait_seconds: int = 60):
        super().__init__(sentence)
        self.wait_seconds = wait_seconds


class Unavailable(ExtranetError):
    """A part that this needs does not answer now; trying later may work."""

    status = 503
