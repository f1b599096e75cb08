"""The program's own book of what it has fetched, and when, from sources that are asked over a network.

Only what is recorded about the source belongs here; its columns are in `tables/raw/`.
"""

import datetime as dt

from sources.source import Band, Cadence, Source

SOURCE = Source(
    name="fetches",
    label="Hämtningar",
    publisher="Tillsynsradar",
    purpose="Veta hur långt varje hämtad källa är hämtad, så att tystnad inte läses som att inget har hänt.",
    legal_refs=("ivo_2a",),
    cadence=Cadence.DAILY,
    rows_per_year={"source_fetch": Band(0, 5_000)},
    retention_years=10,
    owner="analysenheten",
    review=dt.date(2027, 6, 30),
)
