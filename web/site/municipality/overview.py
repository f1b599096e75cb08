"""The first page of a municipality: what needs doing now."""

from django.http import HttpResponse
from django.shortcuts import render

from tables.exports.municipal import LateQuarter, OwnDuty, OwnReport
from tables.exports.party import OwnActivity, OwnNotification
from web.site.drafts.models import Draft
from web.site.municipality import sent
from web.site.municipality.activities import is_stale
from web.site.municipality.own import own
from web.site.municipality.pending import pending_notifications, pending_reports
from web.site.request import PageRequest

#: States of a report that is not decided.
WAITING = frozenset({"received", "investigating"})


def overview(request: PageRequest) -> HttpResponse:
    """What the municipality has to do, and what it waits for."""
    mine = own(request)
    is_open = [row for row in mine.rows(OwnActivity) if row["is_open"]]
    stale = sorted((row for row in is_open if is_stale(row)), key=lambda row: str(row["stale_since"]))
    orders = [row for row in mine.rows(OwnDuty) if row["complied_at"] is None and row["effect"] == "in_force"]
    reports = [row for row in mine.rows(OwnReport) if row["state"] in WAITING]
    everything = sent.everything(request)
    quarters = sorted(mine.rows(LateQuarter), key=lambda row: row["quarter_from"])
    shown = {
        "own": mine,
        "n_open": len(is_open),
        "stale": stale,
        "n_unknown": sum(row["last_told"] is None for row in is_open),
        "missing": [row for row in is_open if row["n_missing"]],
        "quarter": quarters[-1] if quarters else None,
        "orders": orders,
        "vite": sum(row["amount_sek"] or 0 for row in orders),
        "reports": reports,
        "drafts": Draft.objects.filter(municipality=mine.municipality).count(),
        "pending": len(pending_notifications(everything, mine.rows(OwnNotification))),
        "pending_reports": len(pending_reports(everything, mine.rows(OwnReport))),
    }
    return render(request, "municipality/overview.html", shown)
