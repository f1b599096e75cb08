"""Core facts: few, wide in meaning, bitemporal. Everything later reads these and nothing else.

Every fact has a *run of knowledge* `[known_from, known_to)`: the days on which the inspectorate held this to be so. A
correction, a clearing or a court ruling ends one row and starts the next, so that "as known on day T" is one
comparison. Facts that last have a *run of validity* `[valid_from, valid_to)` beside it. An open end is null.

`ledger_id` and `source_row` point to the delivered line that the row rests on.
"""

from typing import Any, ClassVar

import dataframely as dy

from tables import fields
from tables.base import Table, note


class Fact(Table):
    """Base of the core facts.

    `rests_on` names the facts that a fact is worked out from: that there is nothing of it says something only when
    they are known.
    """

    rests_on: ClassVar[tuple[type["Fact"], ...]] = ()

    known_from = fields.date("First day the inspectorate knew this.", key=False)
    known_to = fields.date("First day it no longer held it to be so; null while it does.", nullable=True)
    ledger_id = dy.String(
        nullable=True, description="The ledger row of the file it rests on.", metadata=note(example="0123456789abcdef")
    )
    source_row = dy.Int64(nullable=True, description="The line in that file.", metadata=note(example=2))

    def __init_subclass__(
        cls, *, grain: str | None = None, rests_on: tuple[type["Fact"], ...] = (), **kwargs: Any
    ) -> None:
        super().__init_subclass__(layer=None if grain is None else "core", grain=grain or "", **kwargs)
        cls.rests_on = rests_on


def _actor_id(*, nullable: bool = False) -> dy.String:
    return dy.String(
        nullable=nullable,
        regex=fields.ACTOR,
        metadata=note(example="5560000001", pii="pseudonym of sole traders"),
        description="The actor: organisation number, pseudonym (P-) or stub of an unknown actor (S-).",
    )


def _activity_id(*, nullable: bool = False) -> dy.String:
    return fields.identifier("The activity.", nullable=nullable, example="V000001")


class Actor(Fact, grain="one actor and period of knowledge", owner="register"):
    """Who is or may be responsible: operators, and stubs for reported actors that the register does not know."""

    actor_id = _actor_id()
    id_type = dy.Enum(["organisation", "person", "stub"], description="What the identifier is.")
    actor_name = fields.text("Name of a legal person; null for natural persons and stubs.")
    legal_form = fields.code("legal_forms", "Legal form.")
    operator_type = fields.code("operator_types", "Who stands behind the actor.")
    municipality_code = fields.municipality_code()


class ActorLink(
    Fact, grain="one link between an actor and a person or actor, by validity and knowledge", owner="companies"
):
    """Who is connected to whom, as what, from when to when. Persons are keyed pseudonyms."""

    actor_id = _actor_id()
    other_id = dy.String(
        regex=fields.ACTOR,
        description="The person or actor it is linked to.",
        metadata=note(example="P-0123456789abcdef0123", pii="pseudonym"),
    )
    other_kind = dy.Enum(["person", "actor"], description="What the other end is.")
    relation = dy.String(
        description="Role (code list `roles`) or relation (code list `relations`).",
        metadata=note(example="board_member"),
    )
    valid_from = fields.date("First day of the link.")
    valid_to = fields.date("First day after it; null while it lasts.", nullable=True)


class ActivityVersion(Fact, grain="one activity, period of validity and period of knowledge", owner="register"):
    """The register's picture of an activity as rectangles in validity and knowledge that never overlap."""

    activity_id = _activity_id()
    actor_id = _actor_id()
    activity_name = fields.text("Name of the activity.", pii="may hold a sole trader's name")
    form_code = fields.code("forms", "Form of activity.")
    operator_type = fields.code("operator_types", "Who stands behind the operator.")
    max_places = dy.Int32(
        nullable=True, description="Highest number of persons at once.", metadata=note(unit="places", example=8)
    )
    municipality_code = fields.municipality_code()
    address = fields.text("Street address; null when protected.", pii="address")
    address_protected = fields.flag("The address may be shown to nobody.")
    manager_key = fields.person_key("Pseudonym of the manager.")
    permit_no = fields.identifier("The permit it runs under.", nullable=True)
    operating_status = fields.code("operating_statuses", "Whether it operates.")
    is_open = fields.flag("The status is one of an open activity.")
    valid_from = fields.date("First day the version describes.")
    valid_to = fields.date("First day it no longer does.", nullable=True)


class Permit(Fact, grain="one permit and period of knowledge", owner="permits"):
    """Permits with their limits."""

    permit_no = fields.identifier("The permit's number.")
    actor_id = _actor_id()
    activity_id = _activity_id(nullable=True)
    form_code = fields.code("forms", "Form of activity.")
    event_date = fields.date("Day granted.")
    valid_from = fields.date("First day of the permit.")
    valid_to = fields.date("First day after it.", nullable=True)
    max_places = dy.Int32(
        nullable=True, description="Highest number of persons at once.", metadata=note(unit="places", example=8)
    )


class PermitCase(Fact, grain="one permit case, actor it counts for, and period of knowledge", owner="permits"):
    """Permit cases, for the applicant and, one hop away, for actors that share a person of the circle."""

    case_no = fields.identifier("Diarienummer.")
    actor_id = _actor_id()
    applicant_id = dy.String(
        regex=fields.ACTOR, description="The actor that applied.", metadata=note(example="5560000001")
    )
    attribution = dy.Enum(["own", "circle"], description="Own case, or one hop away by a shared person.")
    via_person = fields.person_key("The shared person.")
    form_code = fields.code("forms", "Form applied for.")
    kind = fields.code("permit_case_kinds", "Kind of case.")
    applied_at = fields.date("Day of the application.")
    event_date = fields.date("Day decided; null while pending.", nullable=True)
    outcome = fields.code("permit_outcomes", "Outcome.")
    ground = fields.code("permit_grounds", "Ground of a refusal.", nullable=True)
    is_final = fields.flag("The outcome can no longer be appealed.")


class Notification(Fact, grain="one notification and period of knowledge", owner="register"):
    """Notifications with their statutory deadline, where there is one."""

    notification_id = fields.identifier("The notification's own key.")
    activity_id = _activity_id()
    actor_id = _actor_id(nullable=True)
    municipality_code = fields.municipality_code()
    kind = fields.code("notification_kinds", "What is notified.")
    event_date = fields.date("The day the change was carried out, or the day of a confirmation.")
    registered_at = fields.date("The day it was registered.")
    deadline = fields.date("Last day to notify; null where no duty held.", nullable=True)
    is_late = fields.flag("Registered after the deadline; null where no duty held.", nullable=True)


class Report(Fact, grain="one report, state and period of knowledge", owner="intake"):
    """Every report, with its state; several rows as its state or its matter changes."""

    report_id = fields.identifier("The report's own key.")
    matter_id = fields.identifier("What joins reports about one matter.", nullable=True)
    kind = fields.code("report_kinds", "Kind of report.")
    is_unlicensed = fields.flag("Ground: activity without permit.")
    is_unsuitable = fields.flag("Ground: unsuitable permit holder.")
    is_serious_deficiency = fields.flag("Ground: serious deficiency.")
    channel = fields.code("report_channels", "How it came in.")
    area = fields.code("finding_areas", "Area it concerns.", nullable=True)
    severity = dy.Int32(nullable=True, description="Severity by the sender's choice.", metadata=note(example=2))
    sender_type = fields.code("sender_types", "What kind of sender.")
    sender_municipality = fields.municipality_code()
    sender_agency = fields.identifier("Code of the sending authority.", nullable=True)
    sender_key = fields.person_key("Keyed hash of the sender, to see repeats only.")
    subject_type = fields.code("subject_types", "Provider or individual person.")
    actor_id = _actor_id(nullable=True)
    activity_id = _activity_id(nullable=True)
    link_method = fields.code("link_methods", "How it was joined to the activity or actor.")
    event_date = fields.date("Day received.")
    state = fields.code("report_states", "State during this period of knowledge.")
    counts = fields.flag(
        "Counts in indicators: not cleared, not about an individual, and the most formal of its matter."
    )


class Inspection(Fact, grain="one inspection and period of knowledge", owner="supervision"):
    """Inspections with the reason the case was opened."""

    inspection_id = fields.identifier("The inspection's own key.")
    case_no = fields.identifier("Diarienummer.")
    origin = fields.code("case_origins", "Why the case was opened.", nullable=True)
    activity_id = _activity_id()
    actor_id = _actor_id(nullable=True)
    event_date = fields.date("Day of the inspection.")
    on_site = fields.flag("Carried out on site.")
    announced = fields.flag("Announced beforehand.")


class Finding(Fact, grain="one finding and period of knowledge", owner="supervision"):
    """Findings with their points, as long as they stand."""

    finding_id = fields.identifier("The finding's own key.")
    case_no = fields.identifier("Diarienummer.")
    decision_id = fields.identifier("The decision that states it.", nullable=True)
    activity_id = _activity_id()
    actor_id = _actor_id(nullable=True)
    area = fields.code("finding_areas", "Area.")
    severity = dy.Int32(min=1, max=4, description="Severity.", metadata=note(example=2))
    scope = dy.Int32(min=1, max=3, description="Scope.", metadata=note(example=1))
    responsible_principal = fields.code("responsible_principals", "Who is responsible.")
    points = dy.Int32(
        min=0,
        max=150,
        description="Points by the severity and scope grid, before age.",
        metadata=note(unit="points", example=16),
    )
    event_date = fields.date("Day found.")
    effect = fields.code("legal_states", "Legal state of the decision that states it.", nullable=True)
    counts = fields.flag("Stands, and is not the region's responsibility.")


class Decision(Fact, grain="one decision, legal state and period of knowledge", owner="supervision"):
    """Decisions with their legal state over time."""

    decision_id = fields.identifier("The decision's own key.")
    case_no = fields.identifier("Diarienummer.")
    actor_id = _actor_id(nullable=True)
    activity_id = _activity_id(nullable=True)
    kind = fields.code("decision_kinds", "Kind of decision.")
    effect_class = dy.Enum(["none", "order", "ban", "revocation", "fee"], description="What kind of effect it has.")
    ground = fields.code("decision_grounds", "Ground.", nullable=True)
    event_date = fields.date("Day decided.")
    due_date = fields.date("Last day to comply with an order.", nullable=True)
    complied_at = fields.date("Day complied with.", nullable=True)
    ends_at = fields.date("Last day of an interim ban.", nullable=True)
    amount_sek = fields.amount_sek("Vite or fee.")
    legal_state = fields.code("legal_states", "Legal state during this period of knowledge.")
    effect = dy.Enum(["in_force", "suspended", "annulled"], description="What the legal state means for its effect.")


class Measure(Fact, grain="one measure and period of knowledge", owner="supervision"):
    """Measures and what the follow-up showed."""

    measure_id = fields.identifier("The measure's own key.")
    decision_id = fields.identifier("The decision it answers.")
    activity_id = _activity_id()
    planned_at = fields.date("Day planned for.")
    event_date = fields.date("Day checked; null until then.", nullable=True)
    result = fields.code("measure_results", "What the check showed.", nullable=True)


class CompanyEvent(Fact, grain="one company event or period and period of knowledge", owner="companies"):
    """Company events, roles included; procedures as periods from opening to closing."""

    event_id = fields.identifier("The event's own key.")
    actor_id = _actor_id()
    kind = fields.code("company_event_kinds", "What happened.")
    role = fields.code("roles", "The role, for role events.", nullable=True)
    person_key = fields.person_key("Pseudonym of the person, for role events.")
    is_voluntary = fields.flag("A liquidation the owners decided themselves.", nullable=True)
    event_date = fields.date("When it took effect; the opening, for a procedure.")
    until = fields.date("First day a procedure was over; null while open and for events without length.", nullable=True)
    days_since_formation = dy.Int32(
        nullable=True,
        description="Days from the company's registration to the event.",
        metadata=note(unit="days", example=400),
    )


class AnnualReport(Fact, grain="one annual report and period of knowledge", owner="companies"):
    """Figures of filed annual reports."""

    actor_id = _actor_id()
    fiscal_year_start = fields.date("First day of the fiscal year.")
    event_date = fields.date("Last day of the fiscal year.")
    filed_at = fields.date("Day filed.")
    net_turnover_sek = fields.amount_sek("Net turnover.")
    operating_result_sek = fields.amount_sek("Operating result.")
    total_assets_sek = fields.amount_sek("Total assets.")
    equity_sek = fields.amount_sek("Equity.")
    share_capital_sek = fields.amount_sek("Registered share capital.")
    personnel_cost_sek = fields.amount_sek("Personnel cost.")
    mean_employees = dy.Float64(
        nullable=True, description="Mean number of employees.", metadata=note(unit="persons", example=12.0)
    )
    has_audit_remark = fields.flag("The auditor made a remark.", nullable=True)


class Municipality(Fact, grain="one municipality and period of knowledge", owner="register"):
    """Municipalities with county, division and what they are connected to. Gotland is one row, with region tasks."""

    municipality_code = fields.municipality_code(nullable=False)
    municipality_name = fields.text("Name.", nullable=False)
    county_code = fields.code("counties", "County.")
    division = fields.code("regional_divisions", "The inspectorate's division.")
    is_region = fields.flag("Has the tasks of a region.")
    e_service_from = fields.date("Connected to the e-service since.", nullable=True)
    placement_support_from = fields.date("Connected to the placement support since.", nullable=True)
