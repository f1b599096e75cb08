"""Everything that is reported, with its state."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.core.fact import Fact, activity_id, actor_id


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
    actor_id = actor_id(nullable=True)
    activity_id = activity_id(nullable=True)
    enquiry_class = fields.code("enquiry_classes", "What an enquiry was about.", nullable=True)
    is_converted = fields.flag(
        "An enquiry that became a formal report of the same matter within 90 days; null for others.", nullable=True
    )
    inquiry = fields.code("inquiry_assessments", "How the provider's own inquiry was judged.", nullable=True)
    link_method = fields.code("link_methods", "How it was joined to the activity or actor.")
    event_date = fields.date("Day received.")
    state = fields.code("report_states", "State during this period of knowledge.")
    counts = fields.flag(
        "Counts in indicators: not cleared, not about an individual, and the most formal of its matter."
    )
