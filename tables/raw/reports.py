"""Intake's deliveries: everything that is reported about an activity or actor, and what became of it."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.raw.delivery import Delivery


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
    enquiry_class = fields.code("enquiry_classes", "What an enquiry was about.", nullable=True)
    link_method = fields.code("link_methods", "How the report was joined to the activity or operator.")
    received_at = fields.date("Day received.")
    known_at = fields.known_at()


class ReportEvent(Delivery, folder="reports", grain="one change of a report's state", owner="intake"):
    """What became of a report."""

    report_id = fields.identifier("The report.")
    state = fields.code("report_states", "The state it entered.")
    inquiry = fields.code("inquiry_assessments", "How the provider's own inquiry was judged.", nullable=True)
    event_date = fields.date("When.")
    known_at = fields.known_at()
