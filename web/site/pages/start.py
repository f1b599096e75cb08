"""The first page: what the role has, and how the published run stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def start(request: HttpRequest) -> HttpResponse:
    """The pages that are open to the one who asks."""
    return render(request, "page/start.html")
