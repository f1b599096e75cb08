"""Kolada: municipalities' inhabitants and groups.

Only what is recorded about the source belongs here; how it is asked is in the module that `fetch` names.
"""

import datetime as dt

from sources.fetching.recorded import Connector
from sources.source import Cadence

CONNECTOR = Connector(
    name="kolada",
    publisher="Rådet för främjande av kommunala analyser (RKA)",
    purpose="Ställa kommunernas anmälningar mot folkmängd och liknande kommuner (SKR:s grupper). Källa: Kolada.",
    legal_refs=("ivo_2",),
    legal_note='Öppna data utan inloggning. Källan ska anges: "Källa: Kolada". Inga personuppgifter.',
    fields_used={
        "municipality": ("municipality_context.municipality_code",),
        "period": ("municipality_context.year",),
        "N01951": ("municipality_context.population",),
        "municipality_groups": ("municipality_context.skr_group",),
        "Date": ("municipality_context.known_at",),
    },
    cadence=Cadence.MONTHLY,
    retention_years=10,
    owner="registerenheten",
    review=dt.date(2027, 6, 30),
    is_open=True,
    needs_basis=False,
    off_because="Inget hämtas förrän någon har beslutat det.",
    fetch="sources.kolada.fetching:fetch",
)
