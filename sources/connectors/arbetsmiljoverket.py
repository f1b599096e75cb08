"""The work environment authority: a public web diary, no way for a program to ask.

Only what is recorded about the source belongs here; how it is asked is in the module that `fetch` names.
"""

import datetime as dt

from sources.fetching.recorded import Connector
from sources.source import Cadence

CONNECTOR = Connector(
    name="arbetsmiljoverket",
    publisher="Arbetsmiljöverket",
    purpose=(
        "Se beslut och meddelanden om arbetsmiljön hos dem som driver verksamhet, och var gemensam tillsyn "
        "kan planeras."
    ),
    legal_refs=("ivo_2",),
    legal_note=(
        "Diariet är offentligt, men något API eller någon bulkfil finns inte. Att samla uppgifter om "
        "namngivna arbetsplatser kräver att ändamål och rättslig grund är beslutade."
    ),
    fields_used={
        "ärendenummer": ("work_environment_notice.notice_id",),
        "organisationsnummer": ("work_environment_notice.operator_id",),
        "CFAR, jämfört av en person": ("work_environment_notice.activity_id",),
        "beslutsdatum": ("work_environment_notice.event_date",),
        "uppgiftsdag": ("work_environment_notice.known_at",),
    },
    cadence=Cadence.WHEN_DECIDED,
    retention_years=7,
    owner="analysenheten",
    review=dt.date(2027, 6, 30),
    is_open=False,
    needs_basis=True,
    off_because=(
        "Det finns ingen tjänst att fråga. Uppgifter kan levereras som filer i mappen work_environment när en "
        "rättslig grund är antecknad."
    ),
)
