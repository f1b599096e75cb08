"""Keeping a selection under a name, and taking activities on or leaving them."""

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect

from sources.identity import masked
from web import wording
from web.site import clock, run
from web.site.desk import notes
from web.site.desk.models import Assignment, SavedView
from web.site.opaque import UnknownToken, entity_of
from web.site.pages.lists.ranked import back_to
from web.site.pages.lists.state import day_of, divisions
from web.site.request import PageRequest

_LONGEST, _MOST_VIEWS, _MOST_TAKEN = 60, 50, 50


def save_view(request: PageRequest) -> HttpResponseRedirect:
    """Keep the selection of an address under a name; a name that is taken gets the new selection."""
    back = back_to(request.POST.get("query", ""))
    name = " ".join(request.POST.get("name", "").split())
    if not name or len(name) > _LONGEST:
        notes.say(request, f"Ge urvalet ett namn på högst {_LONGEST} tecken.")
    elif masked(name) != name:
        notes.say(request, "Namnet innehåller något som kan vara ett personnummer. Välj ett annat.")
    elif SavedView.objects.filter(user=request.user).exclude(name=name).count() >= _MOST_VIEWS:
        notes.say(request, f"Du har redan {_MOST_VIEWS} sparade urval. Ta bort ett först.")
    else:
        query = back.partition("?")[2]
        SavedView.objects.update_or_create(user=request.user, name=name, defaults={"query": query})
        notes.say(request, f"Urvalet är sparat som ”{name}”.")
    return HttpResponseRedirect(back, status=303)


def drop_view(request: PageRequest) -> HttpResponseRedirect:
    """Forget a selection that one has kept."""
    back = back_to(request.POST.get("query", ""))
    gone, _ = SavedView.objects.filter(user=request.user, name=request.POST.get("name", "")).delete()
    if gone:
        notes.say(request, "Det sparade urvalet är borttaget.")
    return HttpResponseRedirect(back, status=303)


def take(request: PageRequest) -> HttpResponseRedirect:
    """Take on activities of one's own divisions, or leave those one has; what another has taken is left alone."""
    back = back_to(request.POST.get("query", ""))
    chosen = _activities(request.POST.getlist("verksamhet"))
    if not chosen:
        notes.say(request, "Markera minst en verksamhet i listan.")
        return HttpResponseRedirect(back, status=303)
    store = run.reading()
    found = divisions(store, day_of(store), chosen)
    if any(found.get(one) not in request.user.own_regions for one in chosen):
        raise PermissionDenied
    request.entry.rows = len(chosen)
    if request.POST.get("gor") == "lamna":
        gone, _ = Assignment.objects.filter(user=request.user, activity_id__in=chosen).delete()
        notes.say(request, f"Du har lämnat {wording.counted(gone, 'verksamhet', 'verksamheter')}.")
    else:
        notes.say(request, _taken(request, chosen))
    return HttpResponseRedirect(back, status=303)


def _taken(request: PageRequest, chosen: list[str]) -> str:
    with transaction.atomic():
        rows = Assignment.objects.filter(activity_id__in=chosen)
        others = rows.exclude(user=request.user).count()
        held = set(rows.values_list("activity_id", flat=True))
        fresh = [one for one in chosen if one not in held]
        now = clock.now()
        mine = [Assignment(activity_id=one, user=request.user, since=now) for one in fresh]
        Assignment.objects.bulk_create(mine, ignore_conflicts=True)
    said = f"Du har tagit {wording.counted(len(fresh), 'verksamhet', 'verksamheter')}."
    return f"{said} {wording.count(others)} har redan någon annan." if others else said


def _activities(tokens: list[str]) -> list[str]:
    if len(tokens) > _MOST_TAKEN:
        raise BadRequest
    try:
        return list(dict.fromkeys(entity_of(settings.CONFIGURATION.key, "activity", one) for one in tokens))
    except UnknownToken as error:
        raise BadRequest from error
