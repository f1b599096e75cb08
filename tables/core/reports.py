"""Everything that is reported, with its state."""

import dataframely as dy

from tables import fields
from tables.base import BOARDS_AND_PARTY, PARTY, PLACING, PLACING_AND_PARTY, note
from tables.core.fact import Fact, activity_id, actor_id

#: Who outside sees something of reports.
TOLD_OUTSIDE = (*PLACING_AND_PARTY, "inter_board")


class Report(
    Fact, grain="one report, state and period of knowledge", owner="intake", sv="rapporter, tips och klagomål"
):
    """Every report, with its state; several rows as its state or its matter changes."""

    report_id = fields.identifier("The report's own key.", sv="rapport", masked_to=PLACING, show_to=BOARDS_AND_PARTY)
    matter_id = fields.identifier(
        "What joins reports about one matter.", nullable=True, sv="ärendesamband", show_to=PARTY
    )
    kind = fields.code("report_kinds", "Kind of report.", show_to=TOLD_OUTSIDE)
    is_unlicensed = fields.flag(
        "Ground: activity without permit.", sv="gäller verksamhet utan tillstånd", show_to=BOARDS_AND_PARTY
    )
    is_unsuitable = fields.flag(
        "Ground: unsuitable permit holder.", sv="gäller olämplig tillståndshavare", show_to=BOARDS_AND_PARTY
    )
    is_serious_deficiency = fields.flag(
        "Ground: serious deficiency.", sv="gäller allvarliga brister", show_to=BOARDS_AND_PARTY
    )
    channel = fields.code("report_channels", "How it came in.", sv="kanal")
    area = fields.code("finding_areas", "Area it concerns.", nullable=True, sv="område")
    severity = dy.Int32(
        nullable=True,
        description="Severity by the sender's choice.",
        metadata=note(example=2, sv="allvar enligt avsändaren", show_to=PARTY),
    )
    sender_type = fields.code("sender_types", "What kind of sender.", sv="avsändare")
    sender_municipality = fields.municipality_code(sv="avsändande kommun", show_to=BOARDS_AND_PARTY)
    sender_agency = fields.identifier("Code of the sending authority.", nullable=True, sv="avsändande myndighet")
    sender_key = fields.person_key("Keyed hash of the sender, to see repeats only.", sv="avsändare")
    subject_type = fields.code(
        "subject_types", "Provider or individual person.", sv="rör", masked_to=PLACING, show_to=BOARDS_AND_PARTY
    )
    actor_id = actor_id(nullable=True, masked_to=TOLD_OUTSIDE)
    activity_id = activity_id(nullable=True, show_to=PLACING_AND_PARTY)
    enquiry_class = fields.code("enquiry_classes", "What an enquiry was about.", nullable=True, sv="frågan gällde")
    is_converted = fields.flag(
        "An enquiry that became a formal report of the same matter within 90 days; null for others.",
        nullable=True,
        sv="har följts av en formell anmälan inom 90 dagar",
    )
    inquiry = fields.code(
        "inquiry_assessments",
        "How the provider's own inquiry was judged.",
        nullable=True,
        sv="bedömning av egen utredning",
    )
    link_method = fields.code("link_methods", "How it was joined to the activity or actor.", sv="koppling")
    event_date = fields.date("Day received.", show_to=TOLD_OUTSIDE)
    state = fields.code("report_states", "State during this period of knowledge.", sv="läge", show_to=TOLD_OUTSIDE)
    counts = fields.flag(
        "Counts in indicators: not cleared, not about an individual, and the most formal of its matter.", sv="räknas"
    )
