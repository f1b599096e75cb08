"""A municipality's activities: which are up to date and which are not, and the click that says nothing has changed."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from sources.intake.book import KeyReused, Receipt, Submission
from sources.intake.contract import Notification, Refused
from tables.exports.party import OwnActivity, OwnNotification
from web import wording
from web.site.components import Tab
from web.site.desk import notes
from web.site.municipality import sent
from web.site.municipality.own import Own, Row, field_labels, own
from web.site.municipality.pending import pending_notifications
from web.site.opaque import UnknownToken, entity_of
from web.site.request import PageRequest

#: Activities that are confirmed by one click.
MOST_AT_ONCE = 500
#: Filter → (label, which activities).
_SHOWN: Mapping[str, tuple[str, Callable[[Row], bool]]] = {
    "": ("Alla öppna", lambda row: bool(row["is_open"])),
    "ej-aktuella": ("Inte uppdaterade på ett år", lambda row: bool(row["is_open"]) and is_stale(row)),
    "saknar": ("Saknar uppgifter", lambda row: bool(row["is_open"] and row["n_missing"])),
    "upphorda": ("Upphörda", lambda row: not row["is_open"]),
}


def is_stale(row: Row) -> bool:
    """Whether an open activity is not up to date, as the control figure counts it; one never told of is unknown."""
    return bool(row["is_stale"])


def missing_of(row: Row) -> list[str]:
    """What the fields are called that an activity lacks in the register."""
    codes = [code for code in (row["missing_fields"] or "").split("|") if code]
    return [field_labels().get(code, code) for code in codes]


def found(mine: Own, activity_id: str) -> Row:
    """One of the municipality's own activities.

    Raises:
        Http404: it has no such activity; whether somebody else has is not told.
    """
    rows = mine.rows(OwnActivity, activity_id=activity_id)
    if not rows:
        raise Http404
    return rows[0]


def activities(request: PageRequest) -> HttpResponse:
    """All of them or some, those that are not up to date first."""
    mine = own(request)
    asked = request.GET.get("visa", "")
    if asked not in _SHOWN:
        raise BadRequest
    rows = mine.rows(OwnActivity)
    chosen = sorted((row for row in rows if _SHOWN[asked][1](row)), key=_stale_first)
    pending = {one.content.activity_id for one in _pending(request, mine)}  # type: ignore[attr-defined]
    request.entry.rows = len(chosen)
    shown = {
        "own": mine,
        "tabs": [_tab(name, asked, rows) for name in _SHOWN],
        "rows": [(row, is_stale(row), missing_of(row), row["activity_id"] in pending) for row in chosen],
        "is_closed": asked == "upphorda",
        "key": sent.new_key(),
        "said": notes.said(request),
    }
    return render(request, "municipality/activities.html", shown)


def confirm(request: PageRequest) -> HttpResponse:
    """Say of one activity or several that what the register holds is still correct; sent twice it is said once."""
    mine, key = own(request), sent.key_of(request)
    chosen = list(dict.fromkeys(_id(token) for token in request.POST.getlist("verksamhet")[:MOST_AT_ONCE]))
    if not chosen:
        notes.say(request, "Ingen verksamhet är bekräftad: markera minst en.")
        return HttpResponseRedirect(reverse("own_activities"), status=303)
    for activity_id in chosen:
        if not found(mine, activity_id)["is_open"]:
            raise BadRequest
    receipts = [_confirmed(request, f"{key}:{one}", one) for one in chosen]
    done = [one for one in receipts if one is not None]
    request.entry.rows = len(done)
    if len(done) == len(chosen) == 1:
        return HttpResponseRedirect(reverse("receipt", kwargs={"receipt_id": done[0].number}), status=303)
    said = wording.counted(len(done), "verksamhet är bekräftad", "verksamheter är bekräftade")
    failed = f" {len(chosen) - len(done)} kunde inte bekräftas. Försök igen om en stund." * (len(done) < len(chosen))
    notes.say(request, f"{said}.{failed} Var och en har sin kvittens nedan.")
    return HttpResponseRedirect(reverse("sent"), status=303)


def _confirmed(request: PageRequest, key: str, activity_id: str) -> Receipt | None:
    try:
        return sent.receive(request, key, Notification(kind="no_change_confirmed", activity_id=activity_id))
    except (Refused, KeyReused):
        return None


def _id(token: str) -> str:
    try:
        return entity_of(settings.CONFIGURATION.key, "activity", token)
    except UnknownToken as error:
        raise Http404 from error


def _pending(request: PageRequest, mine: Own) -> list[Submission]:
    return pending_notifications(sent.everything(request), mine.rows(OwnNotification))


def _tab(name: str, asked: str, rows: list[Row]) -> Tab:
    label, holds = _SHOWN[name]
    url = reverse("own_activities") + (f"?visa={name}" if name else "")
    return Tab(label, url, name == asked, sum(bool(holds(row)) for row in rows))


def _stale_first(row: Row) -> tuple[int, str, str]:
    """The longest not told of, then those never told of, then the others by name."""
    place = 0 if is_stale(row) else 1 if row["last_told"] is None else 2
    return place, str(row["last_told"]) if is_stale(row) else "", row["activity_name"] or ""
