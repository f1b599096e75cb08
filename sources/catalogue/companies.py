"""Company facts about those who run activities.

Only what is recorded about the source belongs here; its columns are in `tables/raw/`.
"""

import datetime as dt

from sources.source import Band, Cadence, Source

SOURCE = Source(
    name="companies",
    label="Bolagsuppgifter",
    publisher="Bolagsverket",
    purpose="Se ändringar av styrelse och ägare, obestånd och ekonomi hos de bolag som driver verksamhet.",
    legal_refs=("sol_26_3", "ivo_2a"),
    cadence=Cadence.WEEKLY,
    rows_per_year={
        "company": Band(500, 30_000),
        "company_event": Band(500, 60_000),
        "annual_report": Band(500, 20_000),
        "company_answer": Band(0, 1_000_000),
        "report_figure": Band(0, 300_000),
    },
    retention_years=7,
    owner="analysenheten",
    review=dt.date(2027, 6, 30),
)
