"""How the page is used, how a system sends by itself, and who sees what."""

from django.http import HttpResponse
from django.shortcuts import render

from sources.intake.contract import MOST_ATTACHMENTS
from web.site.municipality.draft_files import LARGEST_MB
from web.site.municipality.drafting import KEPT_DAYS
from web.site.request import PageRequest


def explained(request: PageRequest) -> HttpResponse:
    """The page."""
    shown = {"most": MOST_ATTACHMENTS, "largest": LARGEST_MB, "kept_days": KEPT_DAYS}
    return render(request, "municipality/help.html", shown)
