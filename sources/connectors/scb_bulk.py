"""Statistics Sweden's weekly file of legal entities.

Only what is recorded about the source belongs here; how it is asked is in the module that `fetch` names.
"""

import datetime as dt

from sources.fetching.recorded import Connector
from sources.source import Cadence

CONNECTOR = Connector(
    name="scb_bulk",
    publisher="Statistiska centralbyrån (SCB)",
    purpose=(
        "Se om en aktör är verksam och i vilken näringsgren, som SCB uppger det, bredvid Bolagsverkets uppgifter."
    ),
    legal_refs=("ivo_2a", "sol_26_3"),
    legal_note=(
        "Öppna data utan avtal eller avgift. Antal anställda är sekretessbelagt (24 kap. 8 § OSL) och finns "
        "inte i filen. Enskilda näringsidkare: bara de som registret känner, med pseudonym och utan namn och "
        "adress."
    ),
    fields_used={
        "PeOrgNr": ("company_answer.operator_id", "company_answer.registration_no", "company_answer.state"),
        "FtgStat": ("company_answer.value",),
        "JEStat": ("company_answer.value", "company_answer.since"),
        "JurForm": ("company_answer.value",),
        "Ng1–Ng5": ("company_answer.value",),
        "Last-Modified": ("company_answer.known_at",),
        "filens utgivare": ("company_answer.producer",),
    },
    cadence=Cadence.WEEKLY,
    retention_years=7,
    owner="analysenheten",
    review=dt.date(2027, 6, 30),
    is_open=True,
    needs_basis=False,
    off_because="Inget hämtas förrän någon har beslutat det.",
    fetch="sources.scb.fetching:fetch",
)
