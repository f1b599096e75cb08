"""Links that a person has decided: reports to activities, actors to one another, and activities that go on from none.

Only what is recorded about the source belongs here; its columns are in `tables/raw/`.
"""

import datetime as dt

from sources.source import Band, Cadence, Source

SOURCE = Source(
    name="links",
    label="Beslutade kopplingar",
    publisher="Inspektionen för vård och omsorg, analysenheten",
    purpose="Föra ihop rapporter och aktörer där en person har beslutat att de hör ihop; namn ensamt för aldrig ihop.",
    legal_refs=("sof_15_11", "ivo_2a"),
    cadence=Cadence.WHEN_DECIDED,
    rows_per_year={
        "link": Band(0, 5_000),
        "actor_relation": Band(0, 20_000),
        "predecessor_decision": Band(0, 2_000),
    },
    retention_years=10,
    owner="analysenheten",
    review=dt.date(2027, 6, 30),
)
