"""Core facts: few, wide in meaning, bitemporal. Everything later reads these and nothing else.

Every fact has a *run of knowledge* `[known_from, known_to)`: the days on which the inspectorate held this to be so. A
correction, a clearing or a court ruling ends one row and starts the next, so that "as known on day T" is one
comparison. Facts that last have a *run of validity* `[valid_from, valid_to)` beside it. An open end is null.

`ledger_id` and `source_row` point to the delivered line that the row rests on.
"""

from tables.core.actors import Actor, ActorLink
from tables.core.choices import InspectionBy, RiskLevel
from tables.core.companies import (
    AnnualReport,
    AuditorExit,
    CircleChange,
    Company,
    CompanyAnswer,
    CompanyEvent,
    FilingDuty,
    ReportFigure,
    TaxDebt,
)
from tables.core.fact import Fact
from tables.core.fetches import SourceCover
from tables.core.network import (
    BoardSeat,
    LinkedEvent,
    MovedAfterExclusion,
    NomineeSign,
    PhoenixSign,
    SharedAddress,
    SharedPerson,
)
from tables.core.outcomes import Outcome
from tables.core.permits import FormHop, Permit, PermitCase, PermitCover
from tables.core.plans import CaseRecord, PlannedCase, SupervisionCase
from tables.core.predecessors import Predecessor, PredecessorEvent
from tables.core.register import (
    ActivityFault,
    ActivitySpan,
    ActivityVersion,
    ActorFault,
    Dormancy,
    ManagerPeriod,
    Municipality,
    Notification,
    SharedManager,
)
from tables.core.reports import Report
from tables.core.supervision import Decision, Finding, Inspection, Measure, WorkEnvironmentNotice

__all__ = [
    "ActivityFault",
    "ActivitySpan",
    "ActivityVersion",
    "Actor",
    "ActorFault",
    "ActorLink",
    "AnnualReport",
    "AuditorExit",
    "BoardSeat",
    "CaseRecord",
    "CircleChange",
    "Company",
    "CompanyAnswer",
    "CompanyEvent",
    "Decision",
    "Dormancy",
    "Fact",
    "FilingDuty",
    "Finding",
    "FormHop",
    "Inspection",
    "InspectionBy",
    "LinkedEvent",
    "ManagerPeriod",
    "Measure",
    "MovedAfterExclusion",
    "Municipality",
    "NomineeSign",
    "Notification",
    "Outcome",
    "Permit",
    "PermitCase",
    "PermitCover",
    "PhoenixSign",
    "PlannedCase",
    "Predecessor",
    "PredecessorEvent",
    "Report",
    "ReportFigure",
    "RiskLevel",
    "SharedAddress",
    "SharedManager",
    "SharedPerson",
    "SourceCover",
    "SupervisionCase",
    "TaxDebt",
    "WorkEnvironmentNotice",
]
