"""What looking showed: the labels that lists are judged by, dated and versioned."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.core.fact import Fact, activity_id, actor_id
from tables.core.permits import PermitCase
from tables.core.reports import Report
from tables.core.supervision import Decision, Finding, Inspection


class Outcome(
    Fact,
    grain="one outcome of one look, label and period of knowledge",
    owner="analysis",
    rests_on=(Inspection, Finding, Decision, PermitCase, Report),
    sv="utfall",
):
    """Outcomes as they were known: there is none before a look has been judged, and a court that annuls ends one.

    Which look counts for which list date is decided where a list is evaluated, and nowhere here.
    """

    label = dy.Enum(
        ["Q", "W", "points", "complaint"],
        description="What was looked for.",
        metadata=note(
            example="Q",
            sv="slag av utfall",
            labels={
                "Q": "allvarlig brist eller ingripande",
                "W": "olämplighet eller verksamhet utan tillstånd",
                "points": "bristpoäng",
                "complaint": "bekräftat klagomål",
            },
        ),
    )
    source = dy.Enum(
        ["inspection", "decision", "permit_case", "report"],
        description="What was judged.",
        metadata=note(
            example="inspection",
            sv="källa",
            labels={
                "inspection": "inspektion",
                "decision": "beslut",
                "permit_case": "tillståndsärende",
                "report": "rapport",
            },
        ),
    )
    outcome_id = fields.identifier("The key of what was judged.")
    case_no = fields.identifier("Diarienummer; null for reports.", nullable=True, sv="ärende")
    activity_id = activity_id(nullable=True)
    actor_id = actor_id(nullable=True)
    event_date = fields.date("Day of the inspection, the decision, or the report.")
    outcome = dy.Float64(
        min=0,
        description="1 when it held and 0 when not; for points, the points of what was found.",
        metadata=note(example=1.0, sv="utfall"),
    )
    origin = fields.code("case_origins", "Why the case was opened; null without one.", nullable=True, sv="skäl")
