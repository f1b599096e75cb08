"""The way in and out. Who somebody is, is decided by the provider; see `access/sign_in.py`."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from web.site.settings import provider_id


def sign_in(request: HttpRequest) -> HttpResponse:
    """One button, which leads to the provider and back to where the user was going."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(resolve_url("start"))
    asked: str = request.GET.get("next", "")
    is_own = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    told = settings.CONFIGURATION
    shown = {"next": asked if is_own else "", "provider": provider_id(told), "is_demo": told.demo}
    return render(request, "page/sign_in.html", shown)


def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return HttpResponseRedirect(resolve_url("signed_out"))


def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that it has ended."""
    return render(request, "page/signed_out.html")


def cancelled(request: HttpRequest) -> HttpResponse:
    """Say that the sign-in was broken off at the provider."""
    return render(request, "page/cancelled.html")
