"""Supervision: cases, inspections, findings, decisions, what courts did with them, and what was put right.

Only what is recorded about the source belongs here; its columns are in `tables/raw/`.
"""

import datetime as dt

from sources.source import Band, Cadence, Source

SOURCE = Source(
    name="supervision",
    label="Tillsynsärenden",
    publisher="Inspektionen för vård och omsorg, tillsynsavdelningarna",
    purpose="Veta vad tillsynen har funnit och beslutat, vad domstol har gjort med det och vad som har rättats.",
    legal_refs=("sol_28_8", "sol_28_9", "sol_28_12", "lss_26f", "ivo_2"),
    cadence=Cadence.DAILY,
    rows_per_year={
        "supervision_case": Band(500, 20_000),
        "inspection": Band(300, 15_000),
        "finding": Band(300, 40_000),
        "decision": Band(300, 20_000),
        "court_event": Band(0, 2_000),
        "measure": Band(100, 20_000),
        "risk_level": Band(0, 60_000),
        "inspection_by": Band(0, 15_000),
    },
    retention_years=10,
    owner="tillsynsavdelningarna",
    review=dt.date(2027, 6, 30),
)
