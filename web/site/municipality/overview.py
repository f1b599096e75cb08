"""The first page of a municipality."""

from django.http import HttpResponse
from django.shortcuts import render

from tables.code_lists import labels_of
from web.site.request import PageRequest


def overview(request: PageRequest) -> HttpResponse:
    """What the municipality has, by its own name."""
    return render(
        request, "municipality/overview.html", {"name": labels_of("municipalities")[request.user.municipality]}
    )
