"""Digital annual reports, by weekly package. One at a time, through the API: `single_reports.py`.

Only what is recorded about the source belongs here; how it is asked is in the module that `fetch` names.
"""

import datetime as dt

from sources.fetching.recorded import Connector
from sources.source import Cadence

CONNECTOR = Connector(
    name="annual_reports",
    publisher="Bolagsverket",
    purpose="Läsa ekonomin i de aktiebolag som driver verksamhet ur deras digitalt inlämnade årsredovisningar.",
    legal_refs=("ivo_2a", "sol_26_3"),
    legal_note=(
        "Offentliga handlingar, öppna data utan avtal. Bara siffror och en fast lista uppgifter läses; "
        "underskrifter och namn i handlingen läses inte. Bara aktiebolag lämnar in digitalt: att en "
        "årsredovisning saknas här säger inte att den saknas."
    ),
    fields_used={
        "Organisationsnummer": ("annual_report.operator_id", "report_figure.operator_id"),
        "RakenskapsarForstaDag": ("annual_report.fiscal_year_start",),
        "RakenskapsarSistaDag": ("annual_report.fiscal_year_end", "report_figure.fiscal_year_end"),
        "Nettoomsattning": ("annual_report.net_turnover_sek", "report_figure.amount", "report_figure.concept"),
        "Rorelseresultat": ("annual_report.operating_result_sek", "report_figure.amount", "report_figure.concept"),
        "Tillgangar": ("annual_report.total_assets_sek", "report_figure.amount", "report_figure.concept"),
        "EgetKapital": ("annual_report.equity_sek", "report_figure.amount", "report_figure.concept"),
        "Aktiekapital": ("annual_report.share_capital_sek", "report_figure.amount", "report_figure.concept"),
        "Personalkostnader": ("annual_report.personnel_cost_sek", "report_figure.amount", "report_figure.concept"),
        "MedelantaletAnstallda": ("annual_report.mean_employees", "report_figure.amount", "report_figure.concept"),
        "ResultatForeSkatt": ("annual_report.result_before_tax_sek", "report_figure.amount", "report_figure.concept"),
        "OvrigaExternaKostnader": ("annual_report.external_cost_sek", "report_figure.amount", "report_figure.concept"),
        "ForandringEgetKapitalTotaltUtdelning": (
            "annual_report.dividends_sek",
            "report_figure.amount",
            "report_figure.concept",
        ),
        "ForandringEgetKapitalBalanseratResultatUtdelning": (
            "annual_report.dividends_sek",
            "report_figure.amount",
            "report_figure.concept",
        ),
        "ForandringEgetKapitalAretsResultatUtdelning": (
            "annual_report.dividends_sek",
            "report_figure.amount",
            "report_figure.concept",
        ),
        "FordringarKoncernforetagLangfristiga": (
            "annual_report.group_claims_sek",
            "report_figure.amount",
            "report_figure.concept",
        ),
        "FordringarKoncernforetagKortfristiga": (
            "annual_report.group_claims_sek",
            "report_figure.amount",
            "report_figure.concept",
        ),
        "LanDelagareNarstaende": ("annual_report.group_claims_sek", "report_figure.amount", "report_figure.concept"),
        "RevisorspateckningRevisionsberattelse…": ("annual_report.has_audit_remark",),
        "registreringsvecka, registreringstidpunkt": (
            "annual_report.filed_at",
            "annual_report.known_at",
            "report_figure.known_at",
        ),
        "xbrli:context": ("report_figure.period_start",),
        "decimals": ("report_figure.decimals",),
        "ix:nonFraction@name": ("report_figure.tag",),
        "filens kontrollsumma": ("report_figure.document",),
    },
    cadence=Cadence.WEEKLY,
    retention_years=7,
    owner="analysenheten",
    review=dt.date(2027, 6, 30),
    is_open=True,
    needs_basis=False,
    off_because="Inget hämtas förrän någon har beslutat det.",
    fetch="sources.bolagsverket.reports.fetching:fetch",
)
