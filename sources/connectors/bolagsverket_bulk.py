"""Bolagsverket's weekly file of all organisations.

Only what is recorded about the source belongs here; how it is asked is in the module that `fetch` names.
"""

import datetime as dt

from sources.fetching.recorded import Connector
from sources.source import Cadence

CONNECTOR = Connector(
    name="bolagsverket_bulk",
    publisher="Bolagsverket",
    purpose=(
        "Följa de aktörer som registret känner: namn, adress, företagsform, förfaranden och avregistrering, "
        "vecka för vecka."
    ),
    legal_refs=("ivo_2a", "sol_26_3"),
    legal_note=(
        "Öppna data utan avtal eller avgift. Filen rymmer enskilda näringsidkare, vars identitetsbeteckning "
        "är ett personnummer: bara rader om aktörer som registret känner behålls, med pseudonym och utan namn "
        "och adress. Personuppgiftsansvaret följer med filen."
    ),
    fields_used={
        "organisationsidentitet": (
            "company.operator_id",
            "company_event.operator_id",
            "company_event.event_id",
            "company_answer.operator_id",
            "company_answer.state",
        ),
        "namnskyddslopnummer": ("company_answer.registration_no",),
        "organisationsnamn": (
            "company.company_name",
            "company_event.kind",
            "company_event.event_date",
            "company_answer.value",
            "company_answer.since",
        ),
        "organisationsform": ("company.legal_form", "company_event.kind"),
        "avregistreringsdatum": ("company.status", "company_event.kind", "company_event.event_date"),
        "avregistreringsorsak": ("company_event.kind", "company_answer.value"),
        "pagandeAvvecklingsEllerOmstruktureringsforfarande": ("company_event.kind", "company_event.event_date"),
        "registreringsdatum": (
            "company.formed_at",
            "company.valid_from",
            "company_event.kind",
            "company_event.event_date",
        ),
        "verksamhetsbeskrivning": ("company.describes_care",),
        "postadress": ("company.address", "company.postal_code", "company.address_type", "company_event.kind"),
        "Last-Modified": (
            "company.known_at",
            "company.valid_from",
            "company_event.known_at",
            "company_event.event_date",
            "company_answer.known_at",
        ),
        "filens utgivare": ("company_answer.producer",),
    },
    cadence=Cadence.WEEKLY,
    retention_years=7,
    owner="analysenheten",
    review=dt.date(2027, 6, 30),
    is_open=True,
    needs_basis=False,
    off_because="Inget hämtas förrän någon har beslutat det.",
    fetch="sources.bolagsverket.bulk.fetching:fetch",
)
