"""What supervision saw, decided and followed up."""

import dataframely as dy

from tables import fields
from tables.base import EVERYBODY, OUTSIDE, PARTY, PLACING, PLACING_AND_PARTY, note
from tables.core.fact import Fact, activity_id, actor_id


class Inspection(Fact, grain="one inspection and period of knowledge", owner="supervision", sv="inspektioner"):
    """Inspections with the reason the case was opened."""

    inspection_id = fields.identifier("The inspection's own key.", show_to=PARTY)
    case_no = fields.identifier("Diarienummer.", sv="ärende", show_to=PLACING_AND_PARTY)
    origin = fields.code("case_origins", "Why the case was opened.", nullable=True, sv="skäl")
    activity_id = activity_id(show_to=PLACING_AND_PARTY)
    actor_id = actor_id(nullable=True)
    event_date = fields.date("Day of the inspection.", show_to=PLACING_AND_PARTY)
    has_deficiency = fields.flag(
        "Led to a finding of severity 2 or more that stands.",
        sv="har lett till brist av allvar 2 eller mer",
        show_to=PLACING_AND_PARTY,
    )
    on_site = fields.flag("Carried out on site.", sv="har skett på plats", show_to=PLACING)
    announced = fields.flag("Announced beforehand.", sv="har varit föranmälda", show_to=PLACING)


class Finding(Fact, grain="one finding and period of knowledge", owner="supervision", sv="brister"):
    """Findings with their points, as long as they stand."""

    finding_id = fields.identifier("The finding's own key.")
    case_no = fields.identifier("Diarienummer.", sv="ärende", show_to=PLACING)
    decision_id = fields.identifier("The decision that states it.", nullable=True, sv="beslut", masked_to=PLACING)
    activity_id = activity_id(show_to=PLACING)
    actor_id = actor_id(nullable=True)
    area = fields.code("finding_areas", "Area.", sv="område", show_to=PLACING)
    severity = dy.Int32(min=1, max=4, description="Severity.", metadata=note(example=2, sv="allvar", show_to=PLACING))
    scope = dy.Int32(min=1, max=3, description="Scope.", metadata=note(example=1, sv="omfattning"))
    responsible_principal = fields.code("responsible_principals", "Who is responsible.", sv="ansvarig")
    points = dy.Int32(
        min=0,
        max=150,
        description="Points by the severity and scope grid, before age.",
        metadata=note(unit="points", example=16, sv="poäng"),
    )
    event_date = fields.date("Day found.", show_to=PLACING)
    effect = fields.code(
        "legal_states",
        "Legal state of the decision that states it.",
        nullable=True,
        sv="beslutets läge",
        show_to=PLACING,
    )
    counts = fields.flag("Stands, and is not the region's responsibility.", sv="räknas", show_to=PLACING)


class Decision(Fact, grain="one decision, legal state and period of knowledge", owner="supervision", sv="beslut"):
    """Decisions with their legal state over time."""

    decision_id = fields.identifier("The decision's own key.", show_to=PARTY)
    case_no = fields.identifier("Diarienummer.", sv="ärende", show_to=EVERYBODY)
    actor_id = actor_id(nullable=True, masked_to=OUTSIDE)
    activity_id = activity_id(nullable=True, show_to=EVERYBODY)
    kind = fields.code("decision_kinds", "Kind of decision.", show_to=EVERYBODY)
    effect_class = dy.Enum(
        ["none", "order", "ban", "revocation", "fee"],
        description="What kind of effect it has.",
        metadata=note(
            sv="slag",
            show_to=EVERYBODY,
            labels={
                "none": "utan verkan",
                "order": "föreläggande",
                "ban": "förbud",
                "revocation": "återkallelse",
                "fee": "avgift",
            },
        ),
    )
    ground = fields.code("decision_grounds", "Ground.", nullable=True, sv="grund", show_to=PLACING)
    event_date = fields.date("Day decided.", show_to=EVERYBODY)
    due_date = fields.date("Last day to comply with an order.", nullable=True, sv="sista dagen", show_to=PARTY)
    complied_at = fields.date("Day complied with.", nullable=True, sv="efterlevnad", show_to=EVERYBODY)
    ends_at = fields.date("Last day of an interim ban.", nullable=True, sv="förbudets sista dag", show_to=EVERYBODY)
    amount_sek = fields.amount_sek("Vite or fee.", sv="belopp i kronor", show_to=PARTY)
    legal_state = fields.code(
        "legal_states", "Legal state during this period of knowledge.", sv="läge", show_to=EVERYBODY
    )
    effect = dy.Enum(
        ["in_force", "suspended", "annulled"],
        description="What the legal state means for its effect.",
        metadata=note(
            sv="verkan",
            show_to=EVERYBODY,
            labels={"in_force": "gäller", "suspended": "inhibition", "annulled": "upphävt"},
        ),
    )


class Measure(Fact, grain="one measure and period of knowledge", owner="supervision", sv="åtgärder"):
    """Measures and what the follow-up showed."""

    measure_id = fields.identifier("The measure's own key.")
    decision_id = fields.identifier("The decision it answers.", sv="beslut")
    activity_id = activity_id()
    planned_at = fields.date("Day planned for.", sv="planerad dag")
    event_date = fields.date("Day checked; null until then.", nullable=True)
    result = fields.code("measure_results", "What the check showed.", nullable=True, sv="utfall")


class WorkEnvironmentNotice(
    Fact,
    grain="one notice from the work environment authority and period of knowledge",
    owner="supervision",
    sv="meddelanden från Arbetsmiljöverket",
):
    """Notices about a workplace. Empty until a legal basis is recorded for the source."""

    notice_id = fields.identifier("The notice's own key.")
    activity_id = activity_id(nullable=True)
    actor_id = actor_id()
    event_date = fields.date("Day of the notice.")
