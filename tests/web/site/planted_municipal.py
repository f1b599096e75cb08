"""What two municipalities see in the planted home: an export of profile `party`, a report in the book, and drafts."""

import datetime as dt
from zoneinfo import ZoneInfo

from tables.exports import files
from tables.exports.municipal import ControlFigure, GroupComparison, LateQuarter, OwnDuty, OwnReport
from tables.exports.party import OwnActivity, OwnCase, OwnNotification
from tests.web.conftest import frame
from tests.web.planted import MUNICIPAL, day

DAY = dt.date(2026, 6, 30)
OURS, THEIRS = "0180", "1280"
OTHER_PARTY = "2120001124"
STALE, FRESH, CLOSED = "V000004", "V000006", "V000007"
OF_OTHERS = "V000900"
OTHER_NAME = "Malmös eget boende"
KEY, DRAFT, DRAFT_TO_DROP = "planted", "1", "2"
AT = dt.datetime(2026, 6, 29, 14, 5, tzinfo=ZoneInfo("Europe/Stockholm"))
REGISTERED = "R-2026-17"


def _mine(**row):
    return {"party_id": MUNICIPAL, "municipality_code": OURS, **row}


def _theirs(**row):
    return {"party_id": OTHER_PARTY, "municipality_code": THEIRS, **row}


def _activity(activity_id, name, last, **row):
    told = {"n_mandatory": 8, "n_missing": 0, "missing_fields": "", "operating_status": "active", "is_open": True}
    days = {"last_told": day(last), "is_stale": False, "days_since_told": (DAY - day(last)).days}
    found = {"site_municipality_code": OURS, "address_protected": False, "status_since": day("2020-01-01")}
    known = {"activity_id": activity_id, "activity_name": name, "form_code": "SABO", "max_places": 40}
    return {**told, **days, **found, **known, **row}


def activities():
    late = {"is_stale": True, "stale_since": day("2025-09-02"), "n_missing": 2, "missing_fields": "address|manager_key"}
    return [
        _mine(**_activity(STALE, "Lindens äldreboende", "2024-09-01", **late)),
        _mine(**_activity(FRESH, "Ekens gruppbostad", "2026-05-20", form_code="LSS9", address_protected=True)),
        _mine(**_activity(CLOSED, "Askens hem", "2024-01-10", is_open=False, operating_status="closed", is_stale=None)),
        _theirs(**_activity(OF_OTHERS, OTHER_NAME, "2026-01-01", site_municipality_code=THEIRS)),
    ]


def notifications():
    told = {"notification_id": "N-1", "activity_id": STALE, "kind": "change", "event_date": day("2024-06-10")}
    late = {"registered_at": day("2024-09-01"), "deadline": day("2024-07-10"), "is_late": True, "days_late": 53}
    confirmed = {"notification_id": "N-2", "activity_id": FRESH, "kind": "no_change_confirmed"}
    return [
        _mine(**told, **late),
        _mine(**confirmed, event_date=day("2026-05-20"), registered_at=day("2026-05-20"), deadline=None, is_late=None),
    ]


def reports():
    about = {"kind": "municipal_report", "subject": "organisation", "subject_id": "5560000019", "severity": 3}
    grounds = {"is_unlicensed": False, "is_unsuitable": False, "is_serious_deficiency": True}
    state = {"received_at": day("2026-02-01"), "state": "cleared", "state_since": day("2026-05-04"), "is_cleared": True}
    words = {"result": "Anmälan är avförd: den räknas inte mot någon.", "subject_name": "Solrosens Omsorg AB"}
    person = {"kind": "municipal_report", "subject": "individual", "state": "received", "is_cleared": False}
    return [
        _mine(report_id=REGISTERED, **about, **grounds, **state, **words),
        _mine(report_id="R-2026-18", **person, received_at=day("2026-03-01"), state_since=day("2026-03-01")),
        _theirs(report_id="R-2026-99", **about, **grounds, **state, **words),
    ]


def duties():
    order = {"decision_id": "B-1", "case_no": "3.5-100/2026", "activity_id": STALE, "decided_at": day("2026-03-01")}
    state = {"is_overdue": True, "amount_sek": 100_000.0, "legal_state": "final", "effect": "in_force"}
    return [_mine(**order, **state, due_date=day("2026-04-01"), complied_at=None)]


def quarters():
    return [
        _mine(quarter_from=day("2026-01-01"), n_due=4, n_late=1),
        _mine(quarter_from=day("2026-04-01"), n_due=3, n_late=2),
    ]


def figures():
    rows = []
    for number, last in enumerate(("2026-04-30", "2026-05-31", "2026-06-30")):
        for denominator in ("notified_by_municipality", "all_open"):
            common = {"day": day(last), "denominator": denominator}
            rows += [
                common | _mine(area="municipality", n=10, n_stale=3 - number, value=(3 - number) / 10),
                common | {"area": "national", "municipality_code": None, "n": 1000, "n_stale": 120, "value": 0.12},
            ]
    return rows


def comparisons():
    group = {"skr_group": "A1", "group_n": 9, "group_q1": 0.05, "group_median": 0.1, "group_q3": 0.2, "withheld": None}
    few = {"group_q1": None, "group_median": None, "group_q3": None, "withheld": "few"}
    one = {"y": 1, "n": 10, "value": 0.1, "low": 0.02, "high": 0.4}
    return [
        _mine(figure="late_share", **one, **group),
        _mine(figure="stale_share", **one, **group),
        _mine(figure="reports_per_100k", **one, **group | few | {"group_n": 4}),
    ]


ROWS = {
    OwnActivity: activities,
    OwnNotification: notifications,
    OwnReport: reports,
    OwnDuty: duties,
    LateQuarter: quarters,
    ControlFigure: figures,
    GroupComparison: comparisons,
}


def plant_export(home, run_id):
    """Write the export and put it in force."""
    frames = {contract: frame(contract, rows()) for contract, rows in ROWS.items()}
    case = {"entry": "decision", "entry_id": "B-2", "case_no": "3.5-7/2025", "activity_id": STALE}
    frames[OwnCase] = frame(OwnCase, [_mine(**case, event_date=day("2025-11-02"), decision_kind="order_remedy")])
    files.write(home, run_id, DAY, "party", frames)
    files.put_in_force(home, run_id)


def report(**told):
    """A report as a form could say it."""
    from sources.intake.contract import DeficiencyReport

    plain = {
        "law": "SoL",
        "grounds": ("serious_deficiency",),
        "about": "unknown",
        "actor_name": "Okända Boendet AB",
        "noticed_on": dt.date(2026, 6, 20),
        "severity": 3,
        "area": "staffing",
        "description": "Ingen personal på natten under två veckor.",
    }
    return DeficiencyReport(**{**plain, **told})


def plant_report(home):
    """A report in the book; its number."""
    from sources.intake import book

    sender = book.Sender("municipality", OURS, "Stockholm")
    return book.receive(home, sender, KEY, report(), at=AT).number


def plant_drafts():
    """Two drafts of the municipality, in the database of the page."""
    from web.site import clock
    from web.site.drafts.models import Draft

    told = report().model_dump(mode="json", exclude_defaults=True)
    for pk in (DRAFT, DRAFT_TO_DROP):
        about = {"municipality": OURS, "key": f"{OURS}{pk * 32}", "told": told, "changed": clock.now()}
        Draft.objects.update_or_create(pk=pk, defaults=about)
