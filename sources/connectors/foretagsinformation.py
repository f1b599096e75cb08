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
        "identitet": (
            "company_event.operator_id",
            "company_event.event_id",
            "company_event.person_key",
            "actor_relation.operator_id",
            "actor_relation.other_operator_id",
            "company_answer.operator_id",
            "company_answer.registration_no",
        ),
        "funktionarsroller": ("company_event.kind", "company_event.role", "actor_relation.relation"),
        "hemvistkommun, organisationsdatum, vakanserOchUpplysningar": (
            "company_answer.state",
            "company_answer.value",
            "company_answer.since",
            "company_answer.producer",
        ),
        "Date": (
            "company_event.event_date",
            "company_event.known_at",
            "actor_relation.valid_from",
            "actor_relation.valid_to",
            "actor_relation.known_at",
            "company_answer.known_at",
        ),
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
