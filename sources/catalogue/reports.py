"""What comes in: tips, complaints, lex Sarah, reports from municipalities and authorities.

Only what is recorded about the source belongs here; its columns are in `tables/raw/`.
"""

import datetime as dt

from sources.source import Band, Cadence, Source

SOURCE = Source(
    name="reports",
    label="Anmälningar, tips och klagomål",
    publisher="Inspektionen för vård och omsorg, mottagningsfunktionen",
    purpose="Räkna vad som rapporteras om en verksamhet, av vem och hur allvarligt det är; aldrig texterna.",
    legal_refs=("sol_27_7", "lss_15", "ivo_2"),
    cadence=Cadence.DAILY,
    rows_per_year={
        "report": Band(1_000, 60_000),
        "report_event": Band(1_000, 150_000),
    },
    retention_years=5,
    owner="mottagningsfunktionen",
    review=dt.date(2027, 6, 30),
)
