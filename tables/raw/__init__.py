"""Deliveries as they are received: one contract per kind of file, one row per row of the file.

Rows are append-only; nothing is computed here. What the rows mean together is worked out into the core facts
(`core.py`). The contracts stand by subject in the modules of this package.
"""

from tables.raw.companies import AnnualReport, Company, CompanyEvent
from tables.raw.connections import ActorRelation, Link, MunicipalityStatus
from tables.raw.delivery import KEYS, Delivery
from tables.raw.register import ActivityVersion, Notification, Operator, Permit, PermitCase
from tables.raw.reports import Report, ReportEvent
from tables.raw.supervision import CourtEvent, Decision, Finding, Inspection, Measure, SupervisionCase

__all__ = [
    "KEYS",
    "ActivityVersion",
    "ActorRelation",
    "AnnualReport",
    "Company",
    "CompanyEvent",
    "CourtEvent",
    "Decision",
    "Delivery",
    "Finding",
    "Inspection",
    "Link",
    "Measure",
    "MunicipalityStatus",
    "Notification",
    "Operator",
    "Permit",
    "PermitCase",
    "Report",
    "ReportEvent",
    "SupervisionCase",
]
