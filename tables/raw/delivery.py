"""What all deliveries share: where a row came from, the folder of its file, and the source's own key.

The deliveries themselves stand by subject in the modules beside this one.
"""

from typing import Any, ClassVar

import dataframely as dy

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
    "risk_level": ("activity_id", "set_at"),
    "inspection_by": ("inspection_id",),
    "report": ("report_id",),
    "report_event": ("report_id", "state", "event_date"),
    "company": ("operator_id", "valid_from"),
    "company_event": ("event_id",),
    "annual_report": ("operator_id", "fiscal_year_end"),
    "company_answer": ("operator_id", "registration_no", "field", "source"),
    "report_figure": ("operator_id", "fiscal_year_end", "concept", "period_start", "document"),
    "municipality_status": ("municipality_code",),
    "municipality_context": ("municipality_code", "year"),
    "source_fetch": ("source", "fetched_at"),
    "link": ("link_id",),
    "predecessor_decision": ("activity_id", "former_activity_id"),
    "tax_debt": ("debt_id",),
    "work_environment_notice": ("notice_id",),
    "planned_case": ("plan_id", "activity_id"),
    "case_record": ("plan_id", "activity_id"),
    "actor_relation": ("operator_id", "other_operator_id", "relation", "valid_from"),
}
