"""Bolagsverket's register of beneficial owners.

Only what is recorded about the source belongs here; how it is asked is in the module that `fetch` names.
"""

import datetime as dt

from sources.fetching.recorded import Connector
from sources.source import Cadence

CONNECTOR = Connector(
    name="verkliga_huvudman",
    publisher="Bolagsverket",
    purpose="Se om en aktör har anmält verklig huvudman och vilka relationer det visar.",
    legal_refs=("ivo_2a", "sol_26_3"),
    legal_note=(
        "Tillgången är begränsad sedan den 1 juli 2026. Bara myndigheter som bekämpar brott eller "
        "penningtvätt får använda API:t; övriga myndigheter prövas i varje fall, i e-tjänst. Vilken grupp "
        "inspektionen hör till är en rättslig fråga som måste avgöras först. Uppgifterna är aldrig fullständiga: "
        "att källan tiger betyder inte att ägare saknas. Ägare blir pseudonymer när svaret läses."
    ),
    fields_used={
        "identitet": (
            "company_event.operator_id",
            "company_event.event_id",
            "company_event.person_key",
            "company_answer.operator_id",
            "company_answer.registration_no",
        ),
        "verkligHuvudman": (
            "company_event.kind",
            "company_event.role",
            "company_answer.state",
            "company_answer.value",
            "company_answer.producer",
        ),
        "Date": ("company_event.event_date", "company_event.known_at", "company_answer.known_at"),
    },
    cadence=Cadence.MONTHLY,
    retention_years=7,
    owner="analysenheten",
    review=dt.date(2027, 6, 30),
    is_open=False,
    needs_basis=True,
    off_because=(
        "Av från början: tillgången är begränsad i lag sedan den 1 juli 2026. Leveransfiler tas emot i stället."
    ),
    fetch="sources.bolagsverket.owners.fetching:fetch",
)
