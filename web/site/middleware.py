"""Headers of every answer, and the id of the request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from web.site import request_id

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


class HeadersMiddleware:
    """Nothing is kept by browsers or proxies, nothing of the device is asked for, no other site may embed an answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the headers."""
        number = request_id.begin()
        response = self.get_response(request)
        response["X-Request-ID"] = number
        response["Cache-Control"] = "no-store, private"
        response["Permissions-Policy"] = _PERMISSIONS
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response
