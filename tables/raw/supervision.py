"""Supervision's deliveries: cases, inspections, findings, decisions with what courts said, and measures."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.raw.delivery import Delivery


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
