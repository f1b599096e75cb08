"""The administrator's page: who has signed in, as what, and when last. Rights are changed at the provider only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from web.site.access.models import User


def users(request: HttpRequest) -> HttpResponse:
    """Everyone who has signed in, the latest first."""
    found = list(User.objects.order_by("-last_login", "username"))
    return render(request, "page/users.html", {"users": found})
