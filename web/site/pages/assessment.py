"""Taking an own assessment down, and going back to the page it was about, which then shows the rest."""

from django.http import HttpResponse, HttpResponseRedirect

from web.site.pages import subject
from web.site.request import PageRequest
from web.site.review.first import AssessmentForm, keep
from web.site.subject import addresses


def of_actor(request: PageRequest, actor_id: str) -> HttpResponse:
    """About an actor."""
    return _taken(request, "actor", actor_id)


def of_activity(request: PageRequest, activity_id: str) -> HttpResponse:
    """About an activity."""
    return _taken(request, "activity", activity_id)


def _taken(request: PageRequest, kind: str, subject_id: str) -> HttpResponse:
    form = AssessmentForm(request.POST)
    if not form.is_valid():
        return subject.page(request, kind, subject_id, form)
    keep(request, form.cleaned_data["verdict"], form.cleaned_data["why"])
    request.entry.rows = 1
    return HttpResponseRedirect(f"{addresses.subject(kind, subject_id)}#plats")
