"""Bolagsverket's API Företagsinformation v4: functionaries, roles elsewhere, seat.

Only what is recorded about the source belongs here; how it is asked is in the module that `fetch` names.
"""

import datetime as dt

from sources.fetching.recorded import Connector
from sources.source import Cadence

CONNECTOR = Connector(
    name="foretagsinformation",
    publisher="Bolagsverket",
    purpose="Se vilka som leder aktörerna och när de tillträder och lämnar, samt säteskommun.",
    legal_refs=("ivo_2a", "sol_26_3"),
    legal_note=(
        "Kräver avtal och avgift för varje fråga. Funktionärer är personuppgifter: de blir pseudonymer när "
        "svaret läses, och namn och adress stryks. Ingen person poängsätts eller kan sökas."
    ),
    fields_used={
        "identitet": ("company_event.operator_id", "company_event.event_id", "company_event.person_key"),
        "funktionarsroller": ("company_event.kind", "company_event.role"),
        "arende.avslutatTidpunkt": ("company_event.event_date", "company_event.is_early"),
        "Date": ("company_event.known_at",),
        "hemvistkommun": ("company.municipality_code",),
    },
    cadence=Cadence.WEEKLY,
    retention_years=7,
    owner="analysenheten",
    review=dt.date(2027, 6, 30),
    is_open=False,
    needs_basis=True,
    off_because=(
        "Av från början: kräver avtal, kostar per fråga och ger personuppgifter. Leveransfiler tas emot i stället."
    ),
    fetch="sources.bolagsverket.functionaries.foretagsinformation:fetch",
)
