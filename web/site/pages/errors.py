"""What is shown when a page is not: each says what happened, what to do, and the number to tell whoever is asked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from web.site.context import is_outside
from web.site.request_id import current


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    del exception
    return render(request, "400.html", status=400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, for somebody whose role or region does not reach."""
    del exception
    return render(request, "403.html", status=403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, for a form that was not sent from here or has grown too old."""
    del reason
    return render(request, "page/forged.html", status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    del exception
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500. Nothing is asked of the database or of the published run: they may be what is broken."""
    shown = {"request_id": current(), "skeleton": "public/base.html" if is_outside(request) else None}
    return HttpResponse(render_to_string("500.html", shown), status=500)
