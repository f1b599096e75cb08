"""The tax agency: no way to ask, and none without a legal basis.

Only what is recorded about the source belongs here; how it is asked is in the module that `fetch` names.
"""

import datetime as dt

from sources.fetching.recorded import Connector
from sources.source import Cadence

CONNECTOR = Connector(
    name="skatteverket",
    publisher="Skatteverket",
    purpose="Se aktörers skulder till staten, om det blir tillåtet.",
    legal_refs=("lag_2024_307_2",),
    legal_note=(
        "Beskattningsdatabasen omfattas av absolut skattesekretess (27 kap. 1 § OSL). 2 § lagen (2024:307) "
        "kan bryta den när en uppgift behövs för att förebygga, upptäcka eller utreda felaktiga "
        "utbetalningar, efter en intresseavvägning och med undantag. Grunden beslutas och antecknas för varje "
        "ändamål."
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
