"""The steps of a report, as links at the top of each."""

from django.urls import reverse

from web.site.components import Tab
from web.site.drafts.models import Draft

_STEPS = (("uppgifter", "1 Uppgifter", "report_draft"), ("bilagor", "2 Bilagor", "report_files"),
          ("granska", "3 Granska och skicka", "report_send"))  # fmt: skip


def steps(draft: Draft | None, current: str) -> list[Tab]:
    """The steps; none before there is a draft to take them with."""
    if draft is None:
        return []
    named = {"draft_id": str(draft.pk)}
    return [Tab(label, reverse(route, kwargs=named), name == current) for name, label, route in _STEPS]
