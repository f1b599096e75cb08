"""Headers of every answer, and the id of the request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from web.site import request_id
from web.site.access.route import Route

_PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "camera",
        "display-capture",
        "geolocation",
        "microphone",
        "midi",
        "payment",
        "usb",
        "browsing-topics",
    )
)


_SHARED = "public, max-age=300"
_KEPT = frozenset({200, 304})


class HeadersMiddleware:
    """Only what is everybody's is kept by browsers and proxies, or embedded by other sites; no device is asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the headers."""
        number = request_id.begin()
        response = self.get_response(request)
        response["X-Request-ID"] = number
        is_public = is_for_public(request)
        response["Cache-Control"] = _SHARED if is_public and response.status_code in _KEPT else "no-store, private"
        response["Permissions-Policy"] = _PERMISSIONS
        response["Cross-Origin-Resource-Policy"] = "cross-origin" if is_public else "same-origin"
        return response


def is_for_public(request: HttpRequest) -> bool:
    """Whether what was asked for is everybody's."""
    route: Route | None = getattr(request, "route", None)
    return route is not None and route.is_public
