"""The register of activities: who runs what, where, in which form, and under which permit.

Only what is recorded about the source belongs here; its columns are in `tables/raw/`.
"""

import datetime as dt

from sources.source import Band, Cadence, Source

SOURCE = Source(
    name="care_register",
    label="Omsorgsregistret",
    publisher="Inspektionen för vård och omsorg, registerenheten",
    purpose="Veta vilka verksamheter som finns, vem som driver dem och om registret hålls aktuellt.",
    legal_refs=("sof_15_11", "sof_15_13", "sol_26_2"),
    cadence=Cadence.DAILY,
    rows_per_year={
        "operator": Band(500, 40_000),
        "activity_version": Band(2_000, 80_000),
        "notification": Band(1_000, 40_000),
        "permit": Band(200, 10_000),
    },
    retention_years=10,
    owner="registerenheten",
    review=dt.date(2027, 6, 30),
)
