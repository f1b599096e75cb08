"""What a municipality has been ordered to notify, and what came late by quarter. It says nothing of quality."""

from django.http import HttpResponse
from django.shortcuts import render

from tables.exports.municipal import LateQuarter, OwnDuty
from tables.exports.party import OwnActivity, OwnNotification
from web.site.municipality.own import own
from web.site.request import PageRequest


def ledger(request: PageRequest) -> HttpResponse:
    """Orders with vite, quarters, and the notifications that came late."""
    mine = own(request)
    names = {row["activity_id"]: row["activity_name"] for row in mine.rows(OwnActivity)}
    late = [row for row in mine.rows(OwnNotification) if row["is_late"]]
    orders = sorted(mine.rows(OwnDuty), key=lambda row: row["decided_at"], reverse=True)
    request.entry.rows = len(orders) + len(late)
    shown = {
        "own": mine,
        "orders": [(row, names.get(row["activity_id"])) for row in orders],
        "quarters": sorted(mine.rows(LateQuarter), key=lambda row: row["quarter_from"], reverse=True),
        "late": [
            (row, names.get(row["activity_id"]))
            for row in sorted(late, key=lambda row: row["registered_at"], reverse=True)
        ],
    }
    return render(request, "municipality/ledger.html", shown)
