"""The enforcement authority: public on request, no way for a program to ask.

Only what is recorded about the source belongs here; how it is asked is in the module that `fetch` names.
"""

import datetime as dt

from sources.fetching.recorded import Connector
from sources.source import Cadence

CONNECTOR = Connector(
    name="kronofogden",
    publisher="Kronofogdemyndigheten",
    purpose="Se aktörers skulder till staten som lämnats för indrivning, om det blir tillåtet.",
    legal_refs=("lag_2024_307_2",),
    legal_note=(
        "Uppgifterna är offentliga på begäran. För enskilda näringsidkare är de personuppgifter om ekonomi, "
        "som inte används. Kronofogden omfattas av uppgiftsskyldigheten i 2 § lagen (2024:307)."
    ),
    fields_used={
        "orgnr": ("tax_debt.operator_id",),
        "skuldens nummer": ("tax_debt.debt_id",),
        "restförd skuld": ("tax_debt.amount_sek",),
        "förfallodag": ("tax_debt.due_at",),
        "betald": ("tax_debt.paid_at",),
        "uppgiftsdag": ("tax_debt.known_at",),
    },
    cadence=Cadence.WHEN_DECIDED,
    retention_years=7,
    owner="analysenheten",
    review=dt.date(2027, 6, 30),
    is_open=False,
    needs_basis=True,
    off_because=(
        "Det finns ingen öppen tjänst att fråga. Uppgifter kan levereras som filer i mappen tax_debts när en "
        "rättslig grund är antecknad."
    ),
)
