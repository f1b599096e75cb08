"""All rules from landed rows to core facts, in the order in which they rest on each other.

A rule is a pure function of frames. Reading and writing the warehouse does not belong here.
"""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from sources.facts import (
    actor_faults,
    annual_reports,
    authorities,
    choices,
    circle_changes,
    circles,
    companies,
    company_answers,
    covers,
    decisions,
    exclusions,
    faults,
    fetches,
    filing,
    linked_events,
    links,
    managers,
    municipalities,
    nominees,
    notifications,
    one_hop,
    outcomes,
    permits,
    phoenix,
    plans,
    predecessor_events,
    predecessors,
    register,
    report_figures,
    reports,
    spans,
    supervision,
)
from tables import core, raw
from tables.base import Table


@dataclass(frozen=True)
class FactRule:
    """How one core fact is derived: `derive` takes one frame per entry of `reads`, in that order."""

    contract: type[core.Fact]
    reads: tuple[type[Table], ...]
    derive: Callable[..., pl.DataFrame]


FACT_RULES: tuple[FactRule, ...] = (
    FactRule(core.Actor, (raw.Operator, raw.Report), register.actors),
    FactRule(core.ActivityVersion, (raw.ActivityVersion, core.Actor), register.activity_versions),
    FactRule(core.Company, (raw.Company, raw.CompanyAnswer), companies.companies),
    FactRule(
        core.ActorLink,
        (raw.CompanyEvent, raw.ActorRelation, core.Company, core.ActivityVersion),
        links.actor_links,
    ),
    FactRule(core.Permit, (raw.Permit,), permits.permits),
    FactRule(core.PermitCase, (raw.PermitCase, core.ActorLink), permits.permit_cases),
    FactRule(core.Notification, (raw.Notification, core.ActivityVersion), notifications.notifications),
    FactRule(core.Report, (raw.Report, raw.ReportEvent, raw.Link, core.ActivityVersion), reports.reports),
    FactRule(core.Decision, (raw.Decision, raw.CourtEvent, core.ActivityVersion), decisions.decisions),
    FactRule(core.Finding, (raw.Finding, core.Decision, core.ActivityVersion), supervision.findings),
    FactRule(
        core.Inspection,
        (raw.Inspection, raw.SupervisionCase, core.Finding, core.ActivityVersion),
        supervision.inspections,
    ),
    FactRule(core.Measure, (raw.Measure,), supervision.measures),
    FactRule(core.RiskLevel, (raw.RiskLevel,), choices.risk_levels),
    FactRule(core.InspectionBy, (raw.InspectionBy, raw.Inspection), choices.inspections_by),
    FactRule(core.SupervisionCase, (raw.SupervisionCase,), plans.supervision_cases),
    FactRule(core.PlannedCase, (raw.PlannedCase, core.ActivityVersion), plans.planned_cases),
    FactRule(core.CaseRecord, (raw.CaseRecord, core.ActivityVersion), plans.case_records),
    FactRule(
        core.Outcome,
        (raw.SupervisionCase, core.Inspection, core.Finding, core.Decision, core.PermitCase, core.Report),
        outcomes.outcomes,
    ),
    FactRule(core.CompanyEvent, (raw.CompanyEvent, core.ActivityVersion), companies.company_events),
    FactRule(core.AnnualReport, (raw.AnnualReport,), annual_reports.annual_reports),
    FactRule(core.ReportFigure, (raw.ReportFigure,), report_figures.report_figures),
    FactRule(core.CompanyAnswer, (raw.CompanyAnswer,), company_answers.company_answers),
    FactRule(core.SourceCover, (raw.SourceFetch,), fetches.source_covers),
    FactRule(core.FilingDuty, (core.AnnualReport, core.Company, core.CompanyEvent), filing.filing_duties),
    FactRule(core.AuditorExit, (core.CompanyEvent,), circle_changes.auditor_exits),
    FactRule(core.TaxDebt, (raw.TaxDebt,), authorities.tax_debts),
    FactRule(core.WorkEnvironmentNotice, (raw.WorkEnvironmentNotice,), authorities.work_environment_notices),
    FactRule(core.BoardSeat, (core.ActorLink, core.CompanyEvent, core.Company), circles.board_seats),
    FactRule(core.SharedPerson, (core.ActorLink, core.Company, core.Actor), one_hop.shared_persons),
    FactRule(core.SharedAddress, (core.Company,), one_hop.shared_addresses),
    FactRule(
        core.LinkedEvent,
        (core.ActorLink, core.CompanyEvent, core.Decision, core.PermitCase, core.Company),
        linked_events.linked_events,
    ),
    FactRule(
        core.NomineeSign,
        (
            core.ActorLink,
            core.SharedPerson,
            core.CompanyEvent,
            core.Company,
            core.PermitCase,
            core.Decision,
            core.Report,
        ),
        nominees.nominee_signs,
    ),
    FactRule(core.Municipality, (raw.MunicipalityStatus, raw.MunicipalityContext), municipalities.municipalities),
    FactRule(core.ActivitySpan, (core.ActivityVersion,), spans.activity_spans),
    FactRule(
        core.ActivityFault,
        (core.ActivityVersion, raw.ActivityVersion, core.Notification, raw.Permit),
        faults.activity_faults,
    ),
    FactRule(core.ActorFault, (core.Actor, core.Company), actor_faults.actor_faults),
    FactRule(core.Dormancy, (core.ActivityVersion, core.Permit), spans.dormancies),
    FactRule(
        core.CircleChange,
        (core.ActorLink, core.CompanyEvent, core.Company, core.Notification, core.Dormancy),
        circle_changes.circle_changes,
    ),
    FactRule(
        core.PhoenixSign,
        (core.ActorLink, core.CompanyEvent, core.Decision, core.Company, core.ActivitySpan, core.ActivityVersion),
        phoenix.phoenix_signs,
    ),
    FactRule(core.ManagerPeriod, (core.ActivityVersion,), managers.manager_periods),
    FactRule(core.SharedManager, (core.ActivityVersion,), managers.shared_managers),
    FactRule(core.PermitCover, (core.ActivityVersion, core.Permit, core.PermitCase), covers.permit_covers),
    FactRule(
        core.FormHop,
        (core.PermitCase, core.ActivitySpan, core.Decision, core.Report, core.ActivityVersion, core.ActorLink),
        exclusions.form_hops,
    ),
    FactRule(
        core.MovedAfterExclusion,
        (core.Report, core.ActivitySpan, core.ActivityVersion, core.ActorLink),
        exclusions.moves_after_exclusion,
    ),
    FactRule(
        core.Predecessor,
        (core.ActivityVersion, core.ActorLink, raw.PredecessorDecision),
        predecessors.predecessors,
    ),
    FactRule(
        core.PredecessorEvent,
        (core.Predecessor, core.Inspection, core.Finding, core.Decision, core.Report),
        predecessor_events.predecessor_events,
    ),
)
