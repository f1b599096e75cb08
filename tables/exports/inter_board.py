"""Profile `inter_board`: what boards are told of one another's reports, and how many there are a year.

Who, when and on what ground; nothing about any individual, and no free text. A report that no longer stands stays, and
says so, so that whoever was told of it sees that it was cleared.
"""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.core import Report
from tables.exports.base import Export, derived, shown
from tables.exports.register import operator_name, operator_number
from tables.ops import Told

#: What has become of a report that a board was told of.
STANDINGS = {"standing": "står kvar", "cleared": "avförd: ligger inte längre till grund för något"}
_GROUNDS = (
    (Report, "is_unlicensed"), (Report, "is_unsuitable"), (Report, "is_serious_deficiency"),
)  # fmt: skip


class InterBoardReport(Export, profile="inter_board", grain="one report and board that was told of it", owner="intake"):
    """Reports of a provider that a board was told of, with what has become of each."""

    recipient = shown(Told, "recipient", sv="kommun som underrättats")
    report_id = shown(Report, "report_id", sv="rapportens nummer")
    kind = shown(Report, "kind", sv="slag")
    reported_by = shown(Report, "sender_municipality", nullable=True, sv="kommun som anmälde")
    reported_at = shown(Report, "event_date", nullable=True, sv="anmäld")
    operator_number = operator_number()
    operator_name = operator_name()
    grounds = derived(
        fields.text("Grounds by their codes, separated by |.", example="serious_deficiency", sv="grunder"), *_GROUNDS
    )
    standing = derived(
        dy.Enum(
            list(STANDINGS),
            description="Whether the report still stands.",
            metadata=note(example="standing", sv="läge", labels=STANDINGS),
        ),
        (Told, "kind"),
        (Report, "state"),
    )
    told_on = shown(Told, "told_on", sv="underrättad")
    cleared_on = derived(
        fields.date("Day the board was told that it no longer stands.", nullable=True, sv="avförd"),
        (Told, "told_on"),
        (Told, "kind"),
    )


class InterBoardPattern(
    Export, profile="inter_board", grain="one provider and board that was told of it", owner="intake"
):
    """How many reports of a provider stand, and from how many boards: distinct reporters, not only reports."""

    recipient = shown(Told, "recipient", sv="kommun som underrättats")
    operator_number = operator_number()
    operator_name = operator_name()
    n_reports = derived(
        dy.Int64(
            min=1,
            description="Reports within the window that stand.",
            metadata=note(example=3, sv="anmälningar som står kvar"),
        ),
        (Report, "report_id"),
        (Report, "state"),
    )
    n_boards = derived(
        dy.Int64(
            min=1,
            description="Municipalities that made them.",
            metadata=note(example=2, sv="kommuner som anmält"),
        ),
        (Report, "sender_municipality"),
    )
    latest = derived(fields.date("Day of the latest of them.", sv="senaste anmälan"), (Report, "event_date"))


class YearlyReports(Export, profile="inter_board", grain="one year, board, kind and kind of subject", owner="intake"):
    """Reports by municipalities a calendar year, as known on the first of March of the next year.

    The definition is fixed: received within the year, whatever became of it, counted once. Those about individuals are
    counted here and shown nowhere.
    """

    year = derived(dy.Int32(description="Calendar year.", metadata=note(example=2025, sv="år")), (Report, "event_date"))
    known_on = derived(fields.date("What was known on this day is counted.", sv="känt den"), (Report, "known_from"))
    is_preliminary = derived(
        fields.flag("The day of counting is before the first of March after the year.", sv="preliminär"),
        (Report, "known_from"),
    )
    reported_by = shown(Report, "sender_municipality", nullable=True, sv="kommun; tomt för hela landet")
    kind = shown(Report, "kind", sv="slag")
    subject_type = shown(Report, "subject_type", sv="rör")
    n = derived(dy.Int64(min=0, description="How many.", metadata=note(example=1, sv="antal")), (Report, "report_id"))
    low = derived(
        dy.Float64(min=0, description="Lower limit, 95 %.", metadata=note(example=0.03, sv="nedre gräns")),
        (Report, "report_id"),
    )
    high = derived(
        dy.Float64(min=0, description="Upper limit, 95 %.", metadata=note(example=5.57, sv="övre gräns")),
        (Report, "report_id"),
    )
