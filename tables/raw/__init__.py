"""Deliveries as they are received: one contract per kind of file, one row per row of the file.

Rows are append-only; nothing is computed here. What the rows mean together is worked out into the core facts
(`core.py`). The contracts stand by subject in the modules of this package.
"""

from tables.raw.authorities import TaxDebt, WorkEnvironmentNotice
from tables.raw.choices import InspectionBy, RiskLevel
from tables.raw.companies import AnnualReport, Company, CompanyAnswer, CompanyEvent, ReportFigure
from tables.raw.connections import (
    ActorRelation,
    Link,
    MunicipalityContext,
    MunicipalityStatus,
    PredecessorDecision,
    SourceFetch,
)
from tables.raw.delivery import KEYS, Delivery
from tables.raw.plans import CaseRecord, PlannedCase
from tables.raw.register import ActivityVersion, Notification, Operator, Permit, PermitCase
from tables.raw.reports import Report, ReportEvent
from tables.raw.supervision import CourtEvent, Decision, Finding, Inspection, Measure, SupervisionCase

__all__ = [
    "KEYS",
    "ActivityVersion",
    "ActorRelation",
    "AnnualReport",
    "CaseRecord",
    "Company",
    "CompanyAnswer",
    "CompanyEvent",
    "CourtEvent",
    "Decision",
    "Delivery",
    "Finding",
    "Inspection",
    "InspectionBy",
    "Link",
    "Measure",
    "MunicipalityContext",
    "MunicipalityStatus",
    "Notification",
    "Operator",
    "Permit",
    "PermitCase",
    "PlannedCase",
    "PredecessorDecision",
    "Report",
    "ReportEvent",
    "ReportFigure",
    "RiskLevel",
    "SourceFetch",
    "SupervisionCase",
    "TaxDebt",
    "WorkEnvironmentNotice",
]
