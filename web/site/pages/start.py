"""The first page: what the role has, and how the published run stands."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from web.site.access.roles import Role
from web.site.request import PageRequest


def start(request: PageRequest) -> HttpResponse:
    """The pages that are open to the one who asks; a municipality has a first page of its own."""
    if request.user.current_role is Role.MUNICIPALITY:
        return redirect("municipality")
    return render(request, "page/start.html")
