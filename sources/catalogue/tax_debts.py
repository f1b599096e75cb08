"""Debts to the state, as the tax agency and the enforcement authority tell them. Off until there is a legal basis.

Only what is recorded about the source belongs here; its columns are in `tables/raw/`.
"""

import datetime as dt

from sources.source import Band, Cadence, Source

SOURCE = Source(
    name="tax_debts",
    label="Skulder till staten",
    publisher="Skatteverket och Kronofogdemyndigheten",
    purpose="Se bolag vars skulder till staten är obetalda i mer än 90 dagar, i förhållande till omsättningen.",
    legal_refs=("lag_2024_307_2",),
    cadence=Cadence.MONTHLY,
    rows_per_year={"tax_debt": Band(0, 50_000)},
    retention_years=7,
    owner="analysenheten",
    review=dt.date(2027, 6, 30),
    needs_basis=True,
    legal_note=(
        "Beskattningsdatabasen omfattas av absolut skattesekretess (27 kap. 1 § OSL). 2 § lagen (2024:307) kan bryta "
        "den när en uppgift behövs för att förebygga, upptäcka eller utreda felaktiga utbetalningar, efter en "
        "intresseavvägning och med undantag. Uppgifter hos Kronofogden är offentliga på begäran. Fysiska personers "
        "skulder räknas aldrig; beloppet stryks när filen läses in."
    ),
)
