"""Who is asking: a plain value, so that every floor can know it."""

from dataclasses import dataclass, field
from functools import cached_property

ROLES = (
    "reader",
    "author",
    "approver",
    "trainer",
    "assessor",
    "moderator",
    "specialist",
    "authority_administrator",
    "partnership_administrator",
)


@dataclass(frozen=True, order=True)
class Grant:
    """One role within one scope.

    `role` is one of ROLES; `scope_kind` is 'group', 'authority' or
    'partnership'; `scope` is the slug ('' for the partnership).
    """

    role: str
    scope_kind: str
    scope: str = ""


@dataclass(frozen=True)
class Actor:
    """A signed-in person or a token's holder. A visitor is None everywhere.

    `authority` is the slug of the employing authority. `token_scopes` is None
    for a browser session, else what the token may do ('read', 'write').
    """

    id: int
    name: str
    authority: str
    grants: frozenset[Grant] = field(default_factory=frozenset)
    is_guest: bool = False
    token_scopes: frozenset[str] | None = None

    def has_role(self, role: str, scope_kind: str | None = None, scope: str | None = None) -> bool:
        """Whether a grant of this role exists; None for a part means any."""
        return any(
            grant.role == role
            and scope_kind in (None, grant.scope_kind)
            and scope in (None, grant.scope)
            for grant in self.grants
        )

    @cached_property
    def groups(self) -> frozenset[str]:
        """Slugs of the working groups in which the person has any role."""
        return frozenset(grant.scope for grant in self.grants if grant.scope_kind == "group")

    @property
    def is_partnership_administrator(self) -> bool:
        return self.has_role("partnership_administrator")
