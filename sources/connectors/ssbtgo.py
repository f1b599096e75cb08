"""The composite service for public authorities (SSBTGO): functionaries and their engagements.

Only what is recorded about the source belongs here; how it is asked is in the module that `fetch` names.
"""

import datetime as dt

from sources.fetching.recorded import Connector
from sources.source import Cadence

CONNECTOR = Connector(
    name="ssbtgo",
    publisher="Bolagsverket, SCB och Skatteverket",
    purpose="Se vilka som leder aktörerna, genom den kanal som är avsedd för myndigheter.",
    legal_refs=("ivo_2a", "sol_26_3"),
    legal_note=(
        "Kräver undertecknat avtal. Svaret kan rymma uppgifter från Skatteverket, som omfattas av "
        "skattesekretess (27 kap. OSL): de läses inte. Funktionärer blir pseudonymer när svaret läses."
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
        "Av från början: kräver avtal och ger personuppgifter; tjänstens form är känd bara i huvuddrag. "
        "Leveransfiler tas emot i stället."
    ),
    fetch="sources.bolagsverket.functionaries.ssbtgo:fetch",
)
