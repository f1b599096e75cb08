"""The addresses, made from the table of routes."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path
from django.utils.module_loading import import_string

from web.site.access.converters import register
from web.site.access.route import Route
from web.site.access.routes import ROUTES

register()


def _address(route: Route) -> URLPattern:
    view: Callable[..., Any] = import_string(route.view)
    if route.roles is None:
        view = login_not_required(view)
    return path(route.path, view, name=route.name)


urlpatterns = [_address(route) for route in ROUTES]

handler400 = "web.site.pages.errors.bad_request"
handler403 = "web.site.pages.errors.forbidden"
handler404 = "web.site.pages.errors.not_found"
handler500 = "web.site.pages.errors.broken"
