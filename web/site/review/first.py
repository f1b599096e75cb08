"""When somebody is asked, what is answered, and what has been answered before."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.urls import Resolver404, resolve

from sources.identity import PERSON_NUMBER
from web.site import clock, run
from web.site.access.roles import Role
from web.site.purpose.chosen import chosen
from web.site.request import PageRequest
from web.site.review.models import VERDICTS, Assessment

#: Names of the pages that are lists.
_LISTS = frozenset({"list", "work", "watch", "duty", "random", "plan"})
#: Lists are also told by this parameter, which lasts when a purpose has to be chosen on the way.
FROM_LIST = ("fran", "lista")
_WAITING = "assessments_waited_for"
_MOST_WAITING = 200
_PERSON = re.compile(PERSON_NUMBER)


class AssessmentForm(forms.Form):
    """A verdict and why."""

    verdict = forms.ChoiceField(
        label="Din bedömning",
        choices=VERDICTS,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett av svaren."},
    )
    why = forms.CharField(
        label="Varför?",
        max_length=1000,
        help_text="En mening räcker. Skriv inga namn och inga personnummer.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv kort varför."},
    )

    def clean_why(self) -> str:
        """Words about the activity, never a person's number."""
        text: str = self.cleaned_data["why"].strip()
        if _PERSON.search(text):
            raise forms.ValidationError("Det ser ut som ett personnummer. Ta bort det.")
        return text


def is_awaited(request: PageRequest, division_of: Callable[[str], str | None], subject_id: str) -> bool:
    """Whether an assessment is to be made before more is shown: the first time somebody comes here from a list."""
    if not settings.CONFIGURATION.asks_first or request.user.current_role is not Role.INSPECTOR:
        return False
    waiting: list[str] = request.session.get(_WAITING, [])
    key = _key(request)
    if key not in waiting and not _is_from_a_list(request):
        return False
    if division_of(subject_id) not in request.user.own_regions or made(request) is not None:
        return False
    if key not in waiting:
        request.session[_WAITING] = [*waiting, key][-_MOST_WAITING:]
    return True


def made(request: PageRequest) -> Assessment | None:
    """What the person has answered about the subject in the case, or nothing."""
    return Assessment.objects.filter(**_review(request)).first()


def keep(request: PageRequest, verdict: str, why: str) -> None:
    """Write the answer down; one that is there already stays as it was."""
    status = run.status()
    Assessment.objects.get_or_create(
        **_review(request),
        defaults={
            "at": clock.now(),
            "subject_kind": request.entry.subject_kind,
            "run_id": status.run_id if status else "",
            "verdict": verdict,
            "why": why,
        },
    )


def _review(request: PageRequest) -> dict[str, str]:
    purpose = chosen(request)
    case = purpose.case_number if purpose else ""
    return {"user": request.user.get_username(), "case_number": case, "subject": request.entry.subject}


def _key(request: PageRequest) -> str:
    review = _review(request)
    return f"{review['case_number']} {review['subject']}"


def _is_from_a_list(request: PageRequest) -> bool:
    parameter, value = FROM_LIST
    if request.GET.get(parameter) == value:
        return True
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return False
    try:
        return resolve(came_from.path).url_name in _LISTS
    except Resolver404:
        return False
