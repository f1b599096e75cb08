"""Addresses of what lists rest on: packs to print, what has changed, the method, and the state of the data."""

from web.site.access.roles import CASEWORKERS
from web.site.access.route import Limit, Route

_OWN = "web.site.pages"
PACKS = (
    Route(
        "actor_pack", "aktor/<actor:actor_id>/underlag/", f"{_OWN}.pack.actor_pack", CASEWORKERS, "pack",
        has_purpose=True, limit=Limit.EXPORT,
    ),
    Route(
        "activity_pack", "verksamhet/<activity:activity_id>/underlag/", f"{_OWN}.pack.activity_pack", CASEWORKERS,
        "pack", has_purpose=True, limit=Limit.EXPORT,
    ),
)  # fmt: skip
METHOD: tuple[Route, ...] = ()
