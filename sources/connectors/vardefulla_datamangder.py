"""Bolagsverket's API Värdefulla datamängder: one organisation at a time, by the hour if need be.

Only what is recorded about the source belongs here; how it is asked is in the module that `fetch` names.
"""

import datetime as dt

from sources.fetching.recorded import Connector
from sources.source import Cadence

CONNECTOR = Connector(
    name="vardefulla_datamangder",
    publisher="Bolagsverket (med uppgifter från SCB)",
    purpose=(
        "Fråga om enskilda aktörer mellan veckofilerna, med vad källan svarade om varje uppgift: värde, tomt, "
        "finns inte, eller kunde inte svara."
    ),
    legal_refs=("ivo_2a", "sol_26_3"),
    legal_note=(
        "Öppna data utan avgift; inloggning fås genom registrering hos Bolagsverket. Identitetsbeteckningar "
        "skickas i frågans innehåll och aldrig i adresser. Enskilda näringsidkare får pseudonym, och namn och "
        "adress stryks."
    ),
    fields_used={
        "organisationsidentitet": ("company_answer.operator_id",),
        "namnskyddslopnummer": ("company_answer.registration_no",),
        "organisationsnamn": ("company_answer.value", "company_answer.since"),
        "organisationsform": ("company_answer.value",),
        "avregistreradOrganisation": ("company_answer.value", "company_answer.since"),
        "avregistreringsorsak": ("company_answer.value",),
        "pagaendeAvvecklingsEllerOmstruktureringsforfarande": ("company_answer.value", "company_answer.since"),
        "organisationsdatum": ("company_answer.value",),
        "verksamhetsbeskrivning": ("company_answer.value",),
        "juridiskForm": ("company_answer.value",),
        "verksamOrganisation": ("company_answer.value",),
        "naringsgrenOrganisation": ("company_answer.value",),
        "postadressOrganisation": ("company_answer.value",),
        "dataproducent": ("company_answer.producer",),
        "fel": ("company_answer.state",),
        "Date": ("company_answer.known_at",),
    },
    cadence=Cadence.DAILY,
    retention_years=7,
    owner="analysenheten",
    review=dt.date(2027, 6, 30),
    is_open=False,
    needs_basis=False,
    off_because="Inget hämtas förrän någon har beslutat det. Inloggning behövs.",
    fetch="sources.bolagsverket.vdm.fetching:fetch",
)
