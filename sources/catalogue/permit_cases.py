"""Applications for permits and how they ended.

Only what is recorded about the source belongs here; its columns are in `tables/raw/`.
"""

import datetime as dt

from sources.source import Band, Cadence, Source

SOURCE = Source(
    name="permit_cases",
    label="Tillståndsärenden",
    publisher="Inspektionen för vård och omsorg, tillståndsenheten",
    purpose="Se avslag och återtagna ansökningar, för den sökande och för dem som delar dess personer.",
    legal_refs=("sol_26_1", "lss_23"),
    cadence=Cadence.DAILY,
    rows_per_year={
        "permit_case": Band(1_000, 6_000),
    },
    retention_years=10,
    owner="tillståndsenheten",
    review=dt.date(2027, 6, 30),
)
