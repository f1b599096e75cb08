"""What municipalities that place people may see: the register, decisions, and what supervision and reports showed."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.core import ActivityVersion, Decision, Finding, Inspection, Report
from tables.exports.base import Export, derived, masked, shown
from tables.exports.register import (
    RegisteredActivity,
    RegisteredDecision,
    activity_name,
    operator_name,
    operator_number,
)


class PlacingActivity(
    RegisteredActivity,
    profile="placing_municipality",
    grain="one activity of a form that needs a permit, open or closed",
    owner="register",
    sv="verksamheter",
):
    """The register as everybody may see it, for municipalities that place people."""


class PlacingDecision(
    RegisteredDecision, profile="placing_municipality", grain="one decision", owner="supervision", sv="beslut"
):
    """Decisions with their ground."""

    ground = shown(Decision, "ground")


class PlacingInspection(
    Export,
    profile="placing_municipality",
    grain="one inspection of an activity",
    owner="supervision",
    sv="inspektioner",
):
    """Inspections, and whether they led to a finding that stands."""

    activity_id = shown(Inspection, "activity_id")
    case_no = shown(Inspection, "case_no", sv="diarienummer")
    inspected_at = shown(Inspection, "event_date", sv="inspektionsdag")
    on_site = shown(Inspection, "on_site", sv="på plats")
    announced = shown(Inspection, "announced", sv="föranmäld")
    has_deficiency = derived(
        fields.flag(
            "Led to a finding of severity 2 or more that stands; null until something is decided in the case.",
            nullable=True,
            sv="har lett till brist av allvar 2 eller mer som står kvar",
        ),
        (Inspection, "has_deficiency"),
        (Decision, "case_no"),
    )


class PlacingFinding(
    Export,
    profile="placing_municipality",
    grain="one finding of severity 2 or more that a decision states",
    owner="supervision",
    sv="brister",
):
    """What decisions state of deficiencies: area, severity, and whether it stands."""

    activity_id = shown(Finding, "activity_id")
    case_no = shown(Finding, "case_no", sv="diarienummer")
    found_at = shown(Finding, "event_date", sv="konstaterad")
    area = shown(Finding, "area")
    severity = shown(Finding, "severity")
    legal_state = masked(
        fields.code("legal_states", "Legal state of the decision that states it.", sv="beslutets läge i domstol"),
        (Finding, "effect"),
        (Finding, "decision_id"),
    )
    stands = shown(Finding, "counts", sv="står kvar")


class PlacingReport(
    Export,
    profile="placing_municipality",
    grain="one activity or operator, kind and state of reports",
    owner="intake",
    sv="rapporter de senaste tre åren",
):
    """How many reports of a kind have come in during three years, and what became of them. Never about individuals."""

    activity_id = shown(Report, "activity_id")
    activity_name = activity_name()
    operator_number = operator_number()
    operator_name = operator_name()
    form_code = shown(ActivityVersion, "form_code", nullable=True)
    kind = shown(Report, "kind", sv="slag av rapport")
    state = shown(Report, "state")
    n_reports = masked(
        dy.Int32(min=1, description="Reports received.", metadata=note(example=2, sv="antal")),
        (Report, "report_id"),
        (Report, "subject_type"),
        (Report, "event_date"),
    )
    latest_at = shown(Report, "event_date", sv="senast mottagen")
