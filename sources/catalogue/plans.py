"""Plans that were drawn with the program, and what inspectors noted beside each case.

Only what is recorded about the source belongs here; its columns are in `tables/raw/`.
"""

import datetime as dt

from sources.source import Band, Cadence, Source

SOURCE = Source(
    name="plans",
    label="Tillsynsplaner och inspektörernas anteckningar",
    publisher="Inspektionen för vård och omsorg, tillsynsavdelningarna",
    purpose="Veta hur varje inspektion valdes och vad inspektören ansåg om valet, så att urvalet kan utvärderas.",
    legal_refs=("ivo_2", "ivo_2a"),
    cadence=Cadence.WHEN_DECIDED,
    rows_per_year={
        "planned_case": Band(0, 20_000),
        "case_record": Band(0, 20_000),
    },
    retention_years=10,
    owner="tillsynsavdelningarna",
    review=dt.date(2027, 6, 30),
)
