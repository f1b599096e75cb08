"""One digital annual report as iXBRL: a small K2 report with the figures there are, for this year."""

from typing import Any
from xml.sax.saxutils import escape

#: Column of the world's reports → concept, whether it holds on a day, and its unit.
CONCEPTS = {
    "net_turnover": ("Nettoomsattning", False, "SEK"),
    "external_cost": ("OvrigaExternaKostnader", False, "SEK"),
    "personnel_cost": ("Personalkostnader", False, "SEK"),
    "operating_result": ("Rorelseresultat", False, "SEK"),
    "result_before_tax": ("ResultatForeSkatt", False, "SEK"),
    "mean_employees": ("MedelantaletAnstallda", False, "antal-anstallda"),
    "total_assets": ("Tillgangar", True, "SEK"),
    "equity": ("EgetKapital", True, "SEK"),
    "share_capital": ("Aktiekapital", True, "SEK"),
}
_HEAD = """\ufeff<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"
  xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"
  xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2010-04-20"
  xmlns:xbrli="http://www.xbrl.org/2003/instance"
  xmlns:link="http://www.xbrl.org/2003/linkbase"
  xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:iso4217="http://www.xbrl.org/2003/iso4217"
  xmlns:se-k2-type="http://www.taxonomier.se/se/fr/k2/datatype"
  xmlns:se-gen-base="http://www.taxonomier.se/se/fr/gen-base/2021-10-31"
  xmlns:se-cd-base="http://www.taxonomier.se/se/fr/cd-base/2021-10-31">
<head><meta name="programvara" content="Tillsynsradar"/><title>Årsredovisning</title></head>
<body><div style="display:none"><ix:header>"""
_REFERENCE = "http://xbrl.taxonomier.se/se/fr/gaap/k2/risbs/2021-10-31/se-k2-risbs-2021-10-31.xsd"


def report_text(row: dict[str, Any]) -> bytes:
    """The document of one report.

    Args:
        row: one row of the world's reports.
    """
    return "".join(
        [
            _HEAD,
            f'<ix:references><link:schemaRef xlink:type="simple" xlink:href="{_REFERENCE}"/></ix:references>',
            f"<ix:resources>{_contexts(row)}{_UNITS}</ix:resources></ix:header></div>",
            *(_text(name, value) for name, value in _texts(row).items()),
            _audit(row),
            *(_figure(name, row[name]) for name in CONCEPTS if row[name] is not None),
            "</body></html>\n",
        ]
    ).encode()


def _contexts(row: dict[str, Any]) -> str:
    number = f"{row['identity'][:6]}-{row['identity'][6:]}"
    who = f'<xbrli:entity><xbrli:identifier scheme="http://www.bolagsverket.se">{number}</xbrli:identifier></xbrli:entity>'
    begins, ends = row["period_start"], row["period_end"]
    during = f"<xbrli:startDate>{begins}</xbrli:startDate><xbrli:endDate>{ends}</xbrli:endDate>"
    return (
        f'<xbrli:context id="period0">{who}<xbrli:period>{during}</xbrli:period></xbrli:context>'
        f'<xbrli:context id="balans0">{who}<xbrli:period><xbrli:instant>{ends}</xbrli:instant></xbrli:period>'
        "</xbrli:context>"
    )


_UNITS = (
    '<xbrli:unit id="SEK"><xbrli:measure>iso4217:SEK</xbrli:measure></xbrli:unit>'
    '<xbrli:unit id="antal-anstallda"><xbrli:measure>se-k2-type:AntalAnstallda</xbrli:measure></xbrli:unit>'
)


def _texts(row: dict[str, Any]) -> dict[str, str]:
    return {
        "se-cd-base:ForetagetsNamn": row["company_name"] or "Exempelbolaget AB",
        "se-cd-base:Organisationsnummer": f"{row['identity'][:6]}-{row['identity'][6:]}",
        "se-cd-base:RakenskapsarForstaDag": row["period_start"].isoformat(),
        "se-cd-base:RakenskapsarSistaDag": row["period_end"].isoformat(),
    }


def _text(name: str, value: str) -> str:
    return f'<p><ix:nonNumeric name="{name}" contextRef="period0">{escape(value)}</ix:nonNumeric></p>\n'


def _audit(row: dict[str, Any]) -> str:
    """The auditor's own stamp; none where there is no auditor."""
    if row["audit_remark"] is None:
        return ""
    ending = "AvvikerStandardutformning" if row["audit_remark"] else "EnligtStandardutformning"
    return _text(f"se-gen-base:RevisorspateckningRevisionsberattelse{ending}", row["registered"].isoformat())


def _figure(column: str, value: float) -> str:
    concept, on_a_day, unit = CONCEPTS[column]
    whole = value.is_integer()
    written = f"{abs(value):,.0f}" if whole else f"{abs(value):,.2f}"
    written = written.replace(",", "\u00a0").replace(".", ",")
    sign = ' sign="-"' if value < 0 else ""
    decimals = "INF" if whole else "2"
    return (
        f'<p><ix:nonFraction name="se-gen-base:{concept}" contextRef="{"balans0" if on_a_day else "period0"}" '
        f'unitRef="{unit}" decimals="{decimals}" scale="0" format="ixt:numspacecomma"{sign}>{written}'
        "</ix:nonFraction></p>\n"
    )
