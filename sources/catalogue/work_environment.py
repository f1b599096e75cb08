"""Notices of the work environment authority about workplaces. Off until there is a legal basis.

Only what is recorded about the source belongs here; its columns are in `tables/raw/`.
"""

import datetime as dt

from sources.source import Band, Cadence, Source

SOURCE = Source(
    name="work_environment",
    label="Meddelanden från Arbetsmiljöverket",
    publisher="Arbetsmiljöverket",
    purpose="Se förelägganden, förbud och andra meddelanden om arbetsmiljön hos dem som driver verksamhet.",
    legal_refs=("ivo_2",),
    cadence=Cadence.MONTHLY,
    rows_per_year={"work_environment_notice": Band(0, 20_000)},
    retention_years=7,
    owner="analysenheten",
    review=dt.date(2027, 6, 30),
    needs_basis=True,
    legal_note=(
        "Myndighetens diarium är offentligt och kan sökas på webben, men det finns varken API eller bulkfil: filen "
        "görs för hand. Att samla uppgifter om namngivna arbetsplatser kräver att ändamål och rättslig grund är "
        "beslutade. Rubriker, handlingar och namn tas inte med."
    ),
)
