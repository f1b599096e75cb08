"""What the tests of intake send, and a register to hold it against."""

import datetime as dt
from dataclasses import dataclass, field

from sources.intake import contract
from sources.intake.book import Sender, receive
from sources.intake.known_register import KnownActivity

AT = dt.datetime(2026, 7, 1, 9, 30, tzinfo=dt.UTC)
STOCKHOLM = Sender("municipality", "0180", "Stockholm")
OFFICER = Sender("officer", "ost", "handläggare", channel="email")
REPORT = {
    "law": "SoL",
    "grounds": ["serious_deficiency"],
    "about": "activity",
    "activity_id": "V1",
    "noticed_on": "2026-06-20",
    "severity": 3,
    "area": "staffing",
    "description": "Det saknas personal på nätterna.",
}
CHANGE = {"kind": "change", "activity_id": "V1", "effective_date": "2026-06-15", "max_places": 9}

NEW = {
    "kind": "new",
    "activity_name": "Nya hemmet",
    "form_code": "SABO",
    "organisation_number": "212000-0142",
    "effective_date": "2026-09-01",
    "max_places": 10,
    "target_groups": ["aldre"],
    "manager_number": "850101-1236",
}


@dataclass
class FewActivities:
    """A register with a municipal activity in Stockholm, one in Malmö, and a private one."""

    reports: set = field(default_factory=set)

    def activity(self, activity_id):
        known = {"V1": ("municipal", "0180"), "V2": ("municipal", "1280"), "V3": ("private", "0180")}
        if activity_id not in known:
            return None
        operator_type, municipality = known[activity_id]
        return KnownActivity(activity_id, operator_type, "active", "HVB", municipality)

    def municipality_of(self, operator_id):
        return {"2120000142": "0180"}.get(operator_id)

    def has_report(self, report_id):
        return report_id in self.reports


def sent(home, told, kind="report", key="k", sender=STOCKHOLM, at=AT, register=None):
    """What was told, received; its receipt."""
    return receive(home, sender, key, contract.read(kind, told), at=at, register=register or FewActivities())
