"""Digital annual reports one at a time, through the API, for companies that the weekly packages gave nothing of.

Only what is recorded about the source belongs here; how it is asked is in the module that `fetch` names.
"""

import datetime as dt

from sources.connectors.annual_reports import CONNECTOR as PACKAGES
from sources.fetching.recorded import Connector
from sources.source import Cadence

CONNECTOR = Connector(
    name="single_reports",
    publisher="Bolagsverket",
    purpose="Läsa årsredovisningen för de aktiebolag vars senaste inte fanns i veckopaketen, ett bolag i taget.",
    legal_refs=PACKAGES.legal_refs,
    legal_note=PACKAGES.legal_note,
    fields_used=PACKAGES.fields_used,
    cadence=Cadence.WEEKLY,
    retention_years=7,
    owner="analysenheten",
    review=dt.date(2027, 6, 30),
    is_open=False,
    needs_basis=False,
    off_because="Behöver inloggning till Bolagsverkets API och slås på när veckopaketen hämtas.",
    fetch="sources.bolagsverket.reports.single:fetch",
)
