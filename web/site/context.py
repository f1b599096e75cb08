"""What every page shows: the header by role, the purpose, the user, and how the published run stands."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from web.site import run
from web.site.access.routes import PAGES
from web.site.purpose.chosen import chosen
from web.site.request_id import current


def page(request: HttpRequest) -> dict[str, Any]:
    """The values of the base template. Asks no database but the page's own, and that only for somebody signed in."""
    shown: dict[str, Any] = {"request_id": current(), "is_demo": settings.CONFIGURATION.demo}
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
            if one.label and not one.refuses(user.current_role)
        ],
        "purpose": chosen(request),
        "run": run.status(),
    }
