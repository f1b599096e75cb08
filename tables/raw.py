"""Deliveries as they are received: one contract per kind of file, one row per row of the file.

Rows are append-only. `ledger_id` and `source_row` say which file and line a row came from; nothing is computed here.
What the rows mean together is worked out into the core facts (`core.py`).
"""

from typing import Any, ClassVar

import dataframely as dy
import polars as pl

from tables import fields
from tables.base import Table, note


class Delivery(Table):
    """Base of the delivery contracts: where the row came from, and the folder its file is dropped in."""

    folder: ClassVar[str]
    technical: ClassVar[tuple[str, ...]] = ("ledger_id", "source_row")

    ledger_id = dy.String(
        primary_key=True, description="The ledger row of the file.", metadata=note(example="0123456789abcdef")
    )
    source_row = dy.Int64(
        primary_key=True, min=1, description="The line in the file; the heading is line 1.", metadata=note(example=2)
    )

    def __init_subclass__(cls, *, folder: str | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(layer=None if folder is None else "raw", **kwargs)
        if folder is not None:
            cls.folder = folder

    @classmethod
    def delivered_columns(cls) -> list[str]:
        """The columns that a file must have, in order."""
        return [name for name in cls.column_names() if name not in cls.technical]

    @classmethod
    def key(cls) -> list[str]:
        """What identifies a fact in the source; a later `known_at` for the same key is a correction."""
        return list(KEYS[cls.table])


#: The source's own key of each delivery, without `known_at`.
KEYS: dict[str, tuple[str, ...]] = {
    "operator": ("operator_id",),
    "activity_version": ("activity_id", "valid_from"),
    "notification": ("notification_id",),
    "permit": ("permit_no",),
    "permit_case": ("case_no",),
    "supervision_case": ("case_no",),
    "inspection": ("inspection_id",),
    "finding": ("finding_id",),
    "decision": ("decision_id",),
    "court_event": ("decision_id", "instance", "state", "event_date"),
    "measure": ("measure_id",),
    "report": ("report_id",),
    "report_event": ("report_id", "state", "event_date"),
    "company_event": ("event_id",),
    "annual_report": ("operator_id", "fiscal_year_end"),
    "municipality_status": ("municipality_code",),
    "link": ("link_id",),
    "actor_relation": ("operator_id", "other_operator_id", "relation", "valid_from"),
}


class Operator(Delivery, folder="care_register", grain="one operator as registered on one day", owner="register"):
    """Who runs activities: permit holders, municipalities, regions and the state."""

    operator_id = fields.operator_id()
    operator_name = fields.text(
        "Name of a legal person; empty for natural persons from landing onwards.",
        pii="removed for sole traders",
        example="Exempelomsorg AB",
    )
    legal_form = fields.code("legal_forms", "Legal form.")
    operator_type = fields.code("operator_types", "Who stands behind the operator.")
    municipality_code = fields.municipality_code()
    known_at = fields.known_at()


class ActivityVersion(
    Delivery, folder="care_register", grain="one activity from one day onwards, as known one day", owner="register"
):
    """The register's picture of an activity; a new row when something changes or is corrected."""

    activity_id = fields.identifier("The register's own key of the activity.")
    operator_id = fields.operator_id()
    activity_name = fields.text("Name of the activity.", pii="may hold a sole trader's name", example="Björkens hem")
    form_code = fields.code("forms", "Form of activity.")
    orientation = fields.text("Orientation codes, separated by |.", example="unga|utredning")
    target_groups = fields.text("Target group codes, separated by |.", example="psykisk_ohalsa")
    age_from = dy.Int32(
        nullable=True, min=0, max=120, description="Lowest age.", metadata=note(unit="years", example=13)
    )
    age_to = dy.Int32(
        nullable=True, min=0, max=120, description="Highest age.", metadata=note(unit="years", example=17)
    )
    max_places = dy.Int32(
        nullable=True,
        min=0,
        max=2000,
        description="Highest number of persons at once; empty for forms without places.",
        metadata=note(unit="places", example=8),
    )
    municipality_code = fields.municipality_code()
    address = fields.text("Street address; must be empty when the address is protected.", pii="address")
    address_protected = fields.flag("The address may be shown to nobody.")
    manager_key = fields.person_key("Pseudonym of the manager (föreståndare).")
    permit_no = fields.identifier("The permit the activity runs under.", nullable=True)
    operating_status = fields.code("operating_statuses", "Whether the activity operates.", example="active")
    valid_from = fields.date("The first day the version describes.")
    valid_to = fields.date("The first day it no longer does; empty until further notice.", nullable=True)
    known_at = fields.known_at()

    @dy.rule()
    def protected_address_is_empty(cls) -> pl.Expr:  # noqa: N805 - the table library's form
        """Where the address is protected there is none in the row."""
        return ~cls.address_protected.col | cls.address.col.is_null()

    @dy.rule()
    def valid_to_after_valid_from(cls) -> pl.Expr:  # noqa: N805
        """A version holds for at least a day."""
        return cls.valid_to.col.is_null() | (cls.valid_to.col > cls.valid_from.col)


class Notification(Delivery, folder="care_register", grain="one notification", owner="register"):
    """Starts, changes, stops, closures and confirmations that the operator or municipality has notified."""

    notification_id = fields.identifier("The notification's own key.")
    activity_id = fields.identifier("The activity it concerns.")
    kind = fields.code("notification_kinds", "What is notified.", example="change")
    effective_date = fields.date("When the change was carried out; empty for a confirmation.", nullable=True)
    channel = fields.code("notification_channels", "How it came in.")
    notifier_municipality = fields.municipality_code()
    attachment_expected = fields.flag("An attachment is to come by post.")
    attachment_received_at = fields.date("When the attachment came.", nullable=True)
    known_at = fields.known_at()


class Permit(Delivery, folder="care_register", grain="one permit as known one day", owner="permits"):
    """Permits with their limits."""

    permit_no = fields.identifier("The permit's number.")
    operator_id = fields.operator_id()
    activity_id = fields.identifier("The activity, when the permit is for one site.", nullable=True)
    form_code = fields.code("forms", "Form of activity.")
    granted_at = fields.date("Day of the decision.")
    valid_from = fields.date("First day of the permit.")
    valid_to = fields.date("First day after it; empty until further notice.", nullable=True)
    max_places = dy.Int32(
        nullable=True,
        min=0,
        max=2000,
        description="Highest number of persons at once.",
        metadata=note(unit="places", example=8),
    )
    known_at = fields.known_at()


class PermitCase(Delivery, folder="permit_cases", grain="one permit case as known one day", owner="permits"):
    """Applications and their outcome, with the ground of a refusal."""

    case_no = fields.identifier("Diarienummer.", example="8.5-29206/2024")
    operator_id = fields.operator_id()
    form_code = fields.code("forms", "Form applied for.")
    kind = fields.code("permit_case_kinds", "Kind of case.")
    applied_at = fields.date("Day of the application.")
    decided_at = fields.date("Day of the decision.", nullable=True)
    outcome = fields.code("permit_outcomes", "Outcome.", example="granted")
    ground = fields.code("permit_grounds", "Ground of a refusal.", nullable=True)
    final_at = fields.date("Day the outcome could no longer be appealed.", nullable=True)
    known_at = fields.known_at()


class SupervisionCase(
    Delivery, folder="supervision", grain="one supervision case as known one day", owner="supervision"
):
    """Cases, with why they were opened."""

    case_no = fields.identifier("Diarienummer.", example="8.5-1234/2025")
    origin = fields.code("case_origins", "Why the case was opened.")
    operator_id = fields.operator_id(nullable=True)
    activity_id = fields.identifier("The activity, when the case concerns one.", nullable=True)
    opened_at = fields.date("Day opened.")
    closed_at = fields.date("Day closed.", nullable=True)
    known_at = fields.known_at()


class Inspection(Delivery, folder="supervision", grain="one inspection", owner="supervision"):
    """Inspections, on site or not."""

    inspection_id = fields.identifier("The inspection's own key.")
    case_no = fields.identifier("Diarienummer of the case.")
    activity_id = fields.identifier("The activity inspected.")
    inspected_at = fields.date("Day of the inspection.")
    on_site = fields.flag("Carried out on site.")
    announced = fields.flag("Announced beforehand.")
    known_at = fields.known_at()


class Finding(Delivery, folder="supervision", grain="one finding as known one day", owner="supervision"):
    """Coded deficiencies, with severity, scope and whose responsibility."""

    finding_id = fields.identifier("The finding's own key.")
    case_no = fields.identifier("Diarienummer of the case.")
    decision_id = fields.identifier("The decision that states it, if any.", nullable=True)
    activity_id = fields.identifier("The activity.")
    area = fields.code("finding_areas", "Area of the deficiency.", example="staffing")
    severity = dy.Int32(min=1, max=4, description="Severity, 1 lowest to 4 highest.", metadata=note(example=2))
    scope = dy.Int32(min=1, max=3, description="Scope, 1 isolated to 3 widespread.", metadata=note(example=1))
    responsible_principal = fields.code("responsible_principals", "Who is responsible for it.")
    found_at = fields.date("Day it was found.")
    known_at = fields.known_at()


class Decision(Delivery, folder="supervision", grain="one decision as known one day", owner="supervision"):
    """Decisions: criticism, orders, bans, revocations, fees. Court states come in `court_event`."""

    decision_id = fields.identifier("The decision's own key.")
    case_no = fields.identifier("Diarienummer of the case.")
    operator_id = fields.operator_id(nullable=True)
    activity_id = fields.identifier("The activity, when the decision concerns one.", nullable=True)
    kind = fields.code("decision_kinds", "Kind of decision.", example="order_remedy")
    ground = fields.code("decision_grounds", "Ground.", nullable=True)
    decided_at = fields.date("Day of the decision.")
    due_date = fields.date("Last day to comply with an order.", nullable=True)
    complied_at = fields.date("Day the order was complied with.", nullable=True)
    ends_at = fields.date("Last day of an interim ban.", nullable=True)
    amount_sek = fields.amount_sek("Vite or fee.")
    known_at = fields.known_at()


class CourtEvent(Delivery, folder="supervision", grain="one event in court", owner="supervision"):
    """What happened to a decision in court."""

    decision_id = fields.identifier("The decision.")
    instance = fields.code("court_instances", "The court.")
    state = fields.code("court_states", "What happened.")
    event_date = fields.date("When it happened.")
    known_at = fields.known_at()


class Measure(Delivery, folder="supervision", grain="one measure as known one day", owner="supervision"):
    """What the responsible party undertook to do, and what the follow-up showed."""

    measure_id = fields.identifier("The measure's own key.")
    decision_id = fields.identifier("The decision it answers.")
    activity_id = fields.identifier("The activity.")
    planned_at = fields.date("Day it was planned for.")
    checked_at = fields.date("Day the inspectorate checked it.", nullable=True)
    result = fields.code("measure_results", "What the check showed.", nullable=True)
    known_at = fields.known_at()


class Report(Delivery, folder="reports", grain="one report as known one day", owner="intake"):
    """Everything that comes in: tips, complaints, lex Sarah, reports from municipalities and authorities."""

    report_id = fields.identifier("The report's own key.")
    matter_id = fields.identifier("What joins reports about one matter.", nullable=True)
    kind = fields.code("report_kinds", "Kind of report.", example="tip")
    grounds = fields.text("Grounds of a deficiency report, separated by |.", example="serious_deficiency")
    channel = fields.code("report_channels", "How it came in.")
    form_version = fields.identifier("Version of the form used.", nullable=True)
    area = fields.code("finding_areas", "Area it concerns.", nullable=True)
    severity = dy.Int32(
        nullable=True, min=1, max=4, description="Severity by the sender's choice.", metadata=note(example=2)
    )
    sender_type = fields.code("sender_types", "What kind of sender.", example="other")
    sender_municipality = fields.municipality_code()
    sender_agency = fields.identifier("Code of the sending authority.", nullable=True)
    sender_key = fields.person_key("Keyed hash of the sender's contact details, to see repeats only.")
    subject_type = fields.code("subject_types", "Whether it concerns a provider or an individual person.")
    operator_id = fields.operator_id(nullable=True)
    activity_id = fields.identifier("The activity, when one was identified.", nullable=True)
    unknown_actor = fields.text("Name of an actor that the register does not know.", pii="may name a person")
    link_method = fields.code("link_methods", "How the report was joined to the activity or operator.")
    received_at = fields.date("Day received.")
    known_at = fields.known_at()


class ReportEvent(Delivery, folder="reports", grain="one change of a report's state", owner="intake"):
    """What became of a report."""

    report_id = fields.identifier("The report.")
    state = fields.code("report_states", "The state it entered.")
    event_date = fields.date("When.")
    known_at = fields.known_at()


class CompanyEvent(Delivery, folder="companies", grain="one company event as known one day", owner="companies"):
    """Registrations, roles entered and left, procedures opened and closed."""

    event_id = fields.identifier("The event's own key.")
    operator_id = fields.operator_id()
    kind = fields.code("company_event_kinds", "What happened.")
    role = fields.code("roles", "The role, for role events.", nullable=True)
    person_key = fields.person_key("Pseudonym of the person, for role events.")
    is_voluntary = fields.flag("A liquidation the owners decided themselves.", nullable=True)
    event_date = fields.date("When it took effect.")
    known_at = fields.known_at()


class AnnualReport(Delivery, folder="companies", grain="one annual report as known one day", owner="companies"):
    """Figures of filed annual reports."""

    operator_id = fields.operator_id()
    fiscal_year_start = fields.date("First day of the fiscal year.")
    fiscal_year_end = fields.date("Last day of the fiscal year.")
    filed_at = fields.date("Day filed.")
    net_turnover_sek = fields.amount_sek("Net turnover.")
    operating_result_sek = fields.amount_sek("Operating result.")
    total_assets_sek = fields.amount_sek("Total assets.")
    equity_sek = fields.amount_sek("Equity.")
    share_capital_sek = fields.amount_sek("Registered share capital.")
    personnel_cost_sek = fields.amount_sek("Personnel cost.")
    mean_employees = dy.Float64(
        nullable=True, min=0, description="Mean number of employees.", metadata=note(unit="persons", example=12.0)
    )
    has_audit_remark = fields.flag("The auditor made a remark.", nullable=True)
    known_at = fields.known_at()


class MunicipalityStatus(
    Delivery, folder="municipalities", grain="one municipality as known one day", owner="register"
):
    """Which municipalities are connected to the e-service and to the placement support, since when."""

    municipality_code = fields.municipality_code(nullable=False)
    e_service_from = fields.date("Connected to the e-service since.", nullable=True)
    placement_support_from = fields.date("Connected to the placement support since.", nullable=True)
    known_at = fields.known_at()


class Link(Delivery, folder="links", grain="one link decided by a person", owner="register"):
    """Links that a person has decided: a report belongs to an activity or operator."""

    link_id = fields.identifier("The link's own key.")
    report_id = fields.identifier("The report.")
    operator_id = fields.operator_id(nullable=True)
    activity_id = fields.identifier("The activity.", nullable=True)
    decided_by_role = fields.identifier("The role of who decided.", example="utredare")
    decided_at = fields.date("When it was decided.")
    known_at = fields.known_at()


class ActorRelation(
    Delivery, folder="links", grain="one relation between two operators as known one day", owner="register"
):
    """Relations beyond the permit holder: owners, groups, service companies, coordinators, takeovers."""

    operator_id = fields.operator_id()
    other_operator_id = fields.operator_id(description="The other operator.")
    relation = fields.code("relations", "What the other is to the first.")
    valid_from = fields.date("First day of the relation.")
    valid_to = fields.date("First day after it.", nullable=True)
    known_at = fields.known_at()
