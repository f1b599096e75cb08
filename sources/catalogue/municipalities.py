"""Which municipalities are connected to the e-service and to the placement support.

Only what is recorded about the source belongs here; its columns are in `tables/raw/`.
"""

import datetime as dt

from sources.source import Band, Cadence, Source

SOURCE = Source(
    name="municipalities",
    label="Kommunernas anslutning",
    publisher="Inspektionen för vård och omsorg, registerenheten",
    purpose="Veta sedan när en kommun har kunnat anmäla elektroniskt, så att tystnad läses rätt.",
    legal_refs=("sol_26_2",),
    cadence=Cadence.MONTHLY,
    rows_per_year={
        "municipality_status": Band(1, 600),
        "municipality_context": Band(0, 600),
    },
    retention_years=10,
    owner="registerenheten",
    review=dt.date(2027, 6, 30),
)
