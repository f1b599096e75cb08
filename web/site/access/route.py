"""What a row of the table of routes says about one address."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from web.site.access.roles import Role


class Limit(StrEnum):
    """What is counted, so that nobody takes out more than work asks for."""

    SIGN_IN = "sign_in"
    SEARCH = "search"
    EXPORT = "export"
    SUBMISSION = "submission"
    PUBLIC = "public"


class Surface(StrEnum):
    """Whom a process of the page faces. One process can face several; in production each has its own."""

    INSPECTORATE = "inspectorate"
    MUNICIPALITY = "municipality"
    PUBLIC = "public"


@dataclass(frozen=True)
class Route:
    """One address: what it is called, who may open it, and what is written down when they do.

    Attributes:
        name: what templates call it, in `{% url %}`.
        path: the address, in Django's form. `<actor:actor_id>`, `<activity:activity_id>`, `<case:case_id>` and
            `<permit:permit_id>` put a token in the address and give the view the id.
        view: dotted name of the view.
        roles: who may open it; `None` means whoever asks, signed in or not.
        action: what the audit log calls it; an empty one is not logged.
        has_purpose: whether purpose and case number must be told first.
        region_of: for what is written: given the arguments of the view, the division that is written about. Only
            somebody who works in it may.
        methods: what the address answers to.
        limit: what is counted.
        label: what the header calls it; without one it is not in the header.
        surfaces: the surfaces it belongs to; a process that faces none of them does not know the address.
        takes_files: whether files may be sent to it; of other addresses none is read.
    """

    name: str
    path: str
    view: str
    roles: frozenset[Role] | None
    action: str = ""
    has_purpose: bool = False
    region_of: Callable[..., str | None] | None = None
    methods: frozenset[str] = frozenset({"GET", "HEAD"})
    limit: Limit | None = None
    label: str = ""
    surfaces: frozenset[Surface] = frozenset({Surface.INSPECTORATE})
    takes_files: bool = False

    @property
    def is_public(self) -> bool:
        """Whether it faces the public and nobody else: what it answers is everybody's, and may be kept by anybody."""
        return self.surfaces == {Surface.PUBLIC}

    def counted(self, method: str | None) -> Limit | None:
        """What a request counts towards: a form that is opened counts as nothing, only what is sent by it."""
        return None if method != "POST" and "POST" in self.methods else self.limit

    def refuses(self, role: Role | None) -> bool:
        """Whether somebody with this role may not open the address."""
        return self.roles is not None and role not in self.roles

    def is_outside(self, regions: frozenset[str], arguments: dict[str, Any]) -> bool:
        """Whether it writes about a division that is none of these."""
        return self.region_of is not None and self.region_of(**arguments) not in regions


#: The surfaces on which people sign in.
WITH_SIGN_IN = frozenset({Surface.INSPECTORATE, Surface.MUNICIPALITY})
FORM = frozenset({"GET", "HEAD", "POST"})
POST = frozenset({"POST"})
