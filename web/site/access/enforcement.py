"""Every request is held to the table of routes before a view is reached, and written down before its answer leaves."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tables.exports.files import NothingExported
from tables.serving import NothingPublished, OlderFile
from web.site.access.converters import KINDS
from web.site.access.limits import is_over
from web.site.access.route import Route
from web.site.access.routes import BY_NAME
from web.site.audit.entry import Entry
from web.site.audit.log import write
from web.site.opaque import token_of
from web.site.purpose.chosen import chosen
from web.site.request import PageRequest

_FAILED = 400


class AccessMiddleware:
    """Default deny: no row, no role, no purpose or too often means that the view is never called."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponseBase:
        """Let the request through, then write down what came of it. What cannot be written down is not shown."""
        request.route, request.entry = None, Entry()
        response = self.get_response(request)
        route = request.route
        if route is None or route.roles is None or not request.user.is_authenticated:
            return response
        if response.status_code in {403, 429}:
            write(request.entry.of(request.user, route.action or route.name, is_refused=True))
        elif route.action and response.status_code < _FAILED and not request.entry.is_silent:
            write(request.entry.of(request.user, route.action, limit=route.counted(request.method) or ""))
        return response

    def process_view(
        self, request: PageRequest, view: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Refuse, or ask for what is missing, or let the view be called."""
        del view, arguments
        route = BY_NAME.get(request.resolver_match.view_name) if request.resolver_match else None
        if route is None:
            raise PermissionDenied
        if not route.surfaces & settings.CONFIGURATION.surfaces:
            return _elsewhere(route)
        request.route = route
        if request.method not in route.methods:
            return HttpResponseNotAllowed(sorted(route.methods))
        if route.roles is not None:
            if not request.user.is_authenticated:
                return redirect_to_login(_way_back(request))
            if answer := _held_to(route, request, named):
                return answer
        if (limit := route.counted(request.method)) is not None and is_over(limit, request):
            return render(request, "429.html", status=429)
        return None

    def process_exception(self, request: PageRequest, exception: Exception) -> HttpResponseBase | None:
        """A page of its own where nothing is published or exported yet, or only by another version of the program."""
        if isinstance(exception, NothingExported):
            request.entry.is_silent = True
            outside = "public" if request.route and request.route.is_public else "municipality"
            return render(request, f"{outside}/nothing_exported.html", status=503)
        if isinstance(exception, NothingPublished | OlderFile):
            request.entry.is_silent = True
            shown = {"is_older": isinstance(exception, OlderFile)}
            return render(request, "page/nothing_published.html", shown, status=503)
        return None


def _elsewhere(route: Route) -> HttpResponseBase:
    """The first page of the public, where only they are faced; of other surfaces no address is known.

    Raises:
        Http404: it is any other address.
    """
    if route.name != "start":
        raise Http404
    return HttpResponseRedirect(reverse("public_search"))


def _held_to(route: Route, request: PageRequest, named: dict[str, Any]) -> HttpResponseBase | None:
    """Role, region and purpose of somebody who has signed in."""
    _name_subject(request, named)
    if route.refuses(request.user.current_role) or route.is_outside(request.user.own_regions, named):
        raise PermissionDenied
    purpose = chosen(request)
    if purpose is not None:
        request.entry.purpose, request.entry.case_number = purpose.code, purpose.case_number
    elif route.has_purpose:
        request.entry.is_silent = True
        return HttpResponseRedirect(f"{reverse('purpose')}?{urlencode({'next': _way_back(request)})}")
    return None


def _way_back(request: PageRequest) -> str:
    """Where to go on to: what was asked for, or the first page where a form was sent that cannot be sent again."""
    return request.get_full_path() if request.method == "GET" else reverse("start")


def _name_subject(request: PageRequest, named: dict[str, Any]) -> None:
    """Whom the request is about, by the token that stands in its address."""
    for kind in KINDS:
        if entity_id := named.get(f"{kind}_id"):
            request.entry.subject_kind = kind
            request.entry.subject = token_of(settings.CONFIGURATION.key, kind, entity_id)


def every_address_has_a_row() -> None:
    """Refuse to start when an address is not in the table.

    Raises:
        ImproperlyConfigured: there is such an address.
    """
    without = [pattern.name or str(pattern.pattern) for pattern in _patterns(get_resolver().url_patterns)]
    without = [name for name in without if name not in BY_NAME]
    if without:
        raise ImproperlyConfigured(f"no row in web/site/access/routes.py for {', '.join(without)}")


def _patterns(found: list[URLPattern | URLResolver]) -> list[URLPattern]:
    inner: list[URLPattern] = []
    for one in found:
        inner += _patterns(one.url_patterns) if isinstance(one, URLResolver) else [one]
    return inner
