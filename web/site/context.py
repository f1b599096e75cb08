"""What every page shows: the header by role, the purpose, the user, and how the published run stands."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tables.code_lists import labels_of
from web.site import exported, run
from web.site.access.models import User
from web.site.access.public_routes import PUBLIC
from web.site.access.roles import Role
from web.site.access.route import Surface
from web.site.access.routes import PAGES
from web.site.purpose.chosen import chosen
from web.site.request_id import current

PUBLIC_ROOT = "/oppet/"


def page(request: HttpRequest) -> dict[str, Any]:
    """The values of the base template. Asks no database but the page's own, and that only for somebody signed in."""
    shown: dict[str, Any] = {"request_id": current(), "is_demo": settings.CONFIGURATION.demo}
    if is_outside(request):
        return shown | _of_public(request)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return shown
    route = getattr(request, "route", None)
    return {
        **shown,
        "user": user,
        "navigation": [
            (one.name, one.label, route is not None and one.name == route.name)
            for one in PAGES
            if one.label and one.surfaces & settings.CONFIGURATION.surfaces and not one.refuses(user.current_role)
        ],
        **(_of_inspectorate(request) if user.is_of_inspectorate else _of_municipality(user)),
    }


def is_outside(request: HttpRequest) -> bool:
    """Whether somebody of the public asks, who never signs in: the pages of the public, what is not there too."""
    return request.path.startswith(PUBLIC_ROOT) or settings.CONFIGURATION.surfaces == {Surface.PUBLIC}


def _of_public(request: HttpRequest) -> dict[str, Any]:
    route = getattr(request, "route", None)
    pages = [(one.name, one.label, route is not None and one.name == route.name) for one in PUBLIC if one.label]
    exported_to = exported.status("public")
    return {"skeleton": "public/base.html", "is_public": True, "navigation": pages, "exported": exported_to}


def _of_inspectorate(request: HttpRequest) -> dict[str, Any]:
    return {"purpose": chosen(request), "run": run.status()}


def _of_municipality(user: User) -> dict[str, Any]:
    """Nothing of the published run: whom somebody acts for, and the day of what is exported."""
    if user.current_role is not Role.MUNICIPALITY or user.municipality not in labels_of("municipalities"):
        return {}
    return {"acting_for": labels_of("municipalities")[user.municipality], "exported": exported.status("party")}
