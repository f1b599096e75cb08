"""Who may open what, declared a second time and apart from the table of routes, with the answer each is to get.

A row: name of the address, what stands in it, what is sent, and the answers to somebody of each of `ASKING`.
"""

from dataclasses import dataclass, field

from sources.intake.numbers import receipt_number
from tests.web.planted import ORGANISATION
from tests.web.site.planted_municipal import DRAFT, DRAFT_TO_DROP, KEY, OURS, STALE

#: Who asks: role and divisions; what is written about is in ost. `None` has not signed in.
ASKING = {
    "inspector of ost": ("inspector", ["ost"]),
    "inspector of syd": ("inspector", ["syd"]),
    "permit investigator": ("permit_investigator", []),
    "analyst": ("analyst", []),
    "auditor": ("auditor", []),
    "administrator": ("administrator", []),
    "nobody's role": ("", []),
    "not signed in": None,
    "municipality of 0180": ("municipality", []),
    "municipality of 1280": ("municipality", []),
}
#: Who acts for a municipality, and for which.
MUNICIPALITIES = {"municipality of 0180": "0180", "municipality of 1280": "1280"}
ACTIVITY = "V000001"
INDICATOR = "sup_severity_points_36m"
ON_THE_PLAN = "case"
RECEIPT = receipt_number("municipality", OURS, KEY)
_SENT_OUT = "302 302 302 302 302 302 302 302 302 302"
_OPEN = "200 200 200 200 200 200 200 200 200 200"
_UNSIGNED = "401 401 401 401 401 401 401 401 401 401"
_CASEWORKERS = "200 200 200 403 403 403 403 302 403 403"
_READERS = "200 200 200 200 403 403 403 302 403 403"
_MUNICIPALITIES = "403 403 403 403 403 403 403 302 200 200"
#: What is Stockholm's own.
_STOCKHOLM = "403 403 403 403 403 403 403 302 200 404"
_SENT_BY_STOCKHOLM = "403 403 403 403 403 403 403 302 303 404"
_EVERYBODY = "200 200 200 200 200 200 403 302 403 403"


@dataclass(frozen=True)
class Declared:
    """One address as it is to answer.

    Attributes:
        answers: a status for each of `ASKING`, in order.
        named: what stands in the address; `case` and `plan` are replaced by what was drawn.
        sent: the form, where one is sent; ids in it stand as `kind:id`.
    """

    answers: str
    named: dict[str, str] = field(default_factory=dict)
    sent: dict[str, str] | None = None


_ACTOR, _ACTIVITY = {"actor_id": ORGANISATION}, {"activity_id": ACTIVITY}
_CASE = {"plan_id": "plan", "activity_id": ON_THE_PLAN}
_ASSESSED = {"verdict": "need", "why": "Återkommande brister"}
_REPORT = {"report_id": "R-1"}
_FAULTY = _CASEWORKERS.replace("200", "422")
_VALUE = {"indicator_id": INDICATOR}
DECLARED = {
    "health": Declared(_OPEN),
    "public_search": Declared(_OPEN),
    "public_hvb": Declared(_OPEN),
    "public_activity": Declared(_OPEN, {"public_id": ACTIVITY}),
    "public_counts": Declared(_OPEN),
    "public_data": Declared(_OPEN),
    "public_about": Declared(_OPEN),
    "public_manifest": Declared(_OPEN),
    "public_file": Declared(_OPEN, {"name": "public_activity", "ending": "csv"}),
    "public_catalogue": Declared(_OPEN),
    "public_openapi": Declared(_OPEN),
    "public_api_activities": Declared(_OPEN),
    "public_api_activity": Declared(_OPEN, {"public_id": ACTIVITY}),
    "public_api_decisions": Declared(_OPEN),
    "public_api_counts": Declared(_OPEN),
    "intake_openapi": Declared(_OPEN),
    "intake_reports": Declared(_UNSIGNED, sent={}),
    "intake_report": Declared(_UNSIGNED, {"receipt": "BCDFG-HJKLM-NPQRS"}),
    "intake_completions": Declared(_UNSIGNED, {"receipt": "BCDFG-HJKLM-NPQRS"}, {}),
    "intake_notifications": Declared(_UNSIGNED, sent={}),
    "intake_attachment": Declared("405 405 405 405 405 405 405 405 405 405"),
    "account_login": Declared("302 302 302 302 302 302 302 200 302 302"),
    "signed_out": Declared(_OPEN),
    "socialaccount_login_cancelled": Declared(_OPEN),
    "openid_connect_login": Declared(_SENT_OUT, {"provider_id": "tjanst"}, {}),
    "openid_connect_callback": Declared("401 401 401 401 401 401 401 401 401 401", {"provider_id": "tjanst"}),
    "start": Declared("200 200 200 200 200 200 403 302 302 302"),
    "purpose": Declared(_EVERYBODY),
    "account_logout": Declared("302 302 302 302 302 302 403 302 302 302", sent={}),
    "list": Declared(_READERS),
    "list_export": Declared(_READERS),
    "save_view": Declared("303 303 303 303 403 403 403 302 403 403", sent={"name": "Mina", "query": "mal=Q"}),
    "drop_view": Declared("303 303 303 303 403 403 403 302 403 403", sent={"name": "Mina", "query": "mal=Q"}),
    "take": Declared("303 403 403 403 403 403 403 302 403 403", sent={"verksamhet": f"activity:{ACTIVITY}"}),
    "search": Declared(_CASEWORKERS),
    "actor": Declared(_CASEWORKERS, _ACTOR),
    "activity": Declared(_CASEWORKERS, _ACTIVITY),
    "actor_rows": Declared(_CASEWORKERS, _ACTOR | {"indicator_id": "per_refusals_60m"}),
    "activity_rows": Declared(_CASEWORKERS, _ACTIVITY | _VALUE),
    "municipality_rows": Declared(_CASEWORKERS, {"code": "0180", "indicator_id": "reg_stale_12m"}),
    "assess_actor": Declared("302 403 403 403 403 403 403 302 403 403", _ACTOR, _ASSESSED),
    "assess_activity": Declared("302 403 403 403 403 403 403 302 403 403", _ACTIVITY, _ASSESSED),
    "object": Declared("200 403 403 403 403 403 403 302 403 403", _ACTIVITY | _VALUE),
    "work": Declared(_READERS),
    "watch": Declared(_READERS),
    "duty": Declared(_READERS),
    "permits": Declared(_READERS),
    "plans": Declared(_READERS),
    "inbox": Declared(_CASEWORKERS),
    "inbox_register": Declared(_CASEWORKERS),
    "inbox_report": Declared(_CASEWORKERS, _REPORT),
    "inbox_state": Declared(_FAULTY, _REPORT, {"nyckel": "0" * 32}),
    "inbox_join": Declared(_FAULTY, _REPORT, {"nyckel": "0" * 32}),
    "inbox_file": Declared(_CASEWORKERS.replace("200", "404"), _REPORT | {"digest": "0" * 64}),
    "random": Declared(_READERS),
    "plan": Declared(_READERS, {"plan_id": "plan"}),
    "record": Declared("200 403 403 403 403 403 403 302 403 403", _CASE),
    "actor_pack": Declared(_CASEWORKERS, _ACTOR),
    "activity_pack": Declared(_CASEWORKERS, _ACTIVITY),
    "changes": Declared(_READERS),
    "changes_of": Declared(_READERS, {"target": "Q", "span": "last_run"}),
    "method": Declared(_EVERYBODY),
    "catalogue": Declared(_EVERYBODY),
    "indicator": Declared(_EVERYBODY, {"name": INDICATOR}),
    "profile": Declared(_EVERYBODY),
    "evaluation": Declared(_EVERYBODY),
    "picture": Declared("404 404 404 404 404 404 403 302 403 403", {"target": "Q", "place": "1"}),
    "data_status": Declared(_EVERYBODY),
    "log": Declared("403 403 403 403 200 403 403 302 403 403"),
    "municipality": Declared(_MUNICIPALITIES),
    "own_activities": Declared(_MUNICIPALITIES),
    "confirm": Declared(_SENT_BY_STOCKHOLM, sent={"nyckel": "0" * 32, "verksamhet": f"activity:{STALE}"}),
    "own_activity": Declared(_STOCKHOLM, {"activity_id": STALE}),
    "notify": Declared(_STOCKHOLM, {"activity_id": STALE, "kind": "change"}),
    "notify_new": Declared(_MUNICIPALITIES),
    "own_reports": Declared(_MUNICIPALITIES),
    "report_new": Declared(_MUNICIPALITIES),
    "report_draft": Declared(_STOCKHOLM, {"draft_id": DRAFT}),
    "report_files": Declared(_STOCKHOLM, {"draft_id": DRAFT}),
    "report_drop": Declared(_SENT_BY_STOCKHOLM, {"draft_id": DRAFT_TO_DROP}, {}),
    "report_send": Declared(_STOCKHOLM, {"draft_id": DRAFT}),
    "own_report": Declared(_STOCKHOLM, {"report_id": RECEIPT}),
    "complete": Declared(_STOCKHOLM, {"report_id": RECEIPT}),
    "sent": Declared(_MUNICIPALITIES),
    "receipt": Declared(_STOCKHOLM, {"receipt_id": RECEIPT}),
    "comparison": Declared(_MUNICIPALITIES),
    "ledger": Declared(_MUNICIPALITIES),
    "placing": Declared(_MUNICIPALITIES),
    "placing_activity": Declared(_MUNICIPALITIES, _ACTIVITY),
    "notices": Declared(_MUNICIPALITIES),
    "municipality_help": Declared(_MUNICIPALITIES),
    "users": Declared("403 403 403 403 403 200 403 302 403 403"),
}
