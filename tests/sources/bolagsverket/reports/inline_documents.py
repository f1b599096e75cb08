"""Small annual reports written for a test: only what matters is said, the rest is an ordinary K2 report."""

import io
import zipfile

COMPANY, FIRST, LAST = "5560000001", "2023-01-01", "2023-12-31"
TAXONOMIES = {
    "ix": "http://www.xbrl.org/2013/inlineXBRL",
    "ixt": "http://www.xbrl.org/inlineXBRL/transformation/2010-04-20",
    "xbrli": "http://www.xbrl.org/2003/instance",
    "xbrldi": "http://xbrl.org/2006/xbrldi",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "link": "http://www.xbrl.org/2003/linkbase",
    "xlink": "http://www.w3.org/1999/xlink",
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "se-k2-type": "http://www.taxonomier.se/se/fr/k2/datatype",
    "se-gen-base": "http://www.taxonomier.se/se/fr/gen-base/2021-10-31",
    "se-cd-base": "http://www.taxonomier.se/se/fr/cd-base/2021-10-31",
    "se-mem-base": "http://www.taxonomier.se/se/fr/mem-base/2021-10-31",
    "se-ar-base": "http://www.far.se/se/fr/ar/base/2020-12-01",
}
UNITS = """
<xbrli:unit id="SEK"><xbrli:measure>iso4217:SEK</xbrli:measure></xbrli:unit>
<xbrli:unit id="EUR"><xbrli:measure>iso4217:EUR</xbrli:measure></xbrli:unit>
<xbrli:unit id="procent"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>
<xbrli:unit id="antal"><xbrli:measure>se-k2-type:AntalAnstallda</xbrli:measure></xbrli:unit>
"""


def context(name, *days, entity=f"{COMPANY[:6]}-{COMPANY[6:]}", member=None):
    """A context: of one day, or from a first to a last; with a member that tells whom it is about."""
    period = (
        f"<xbrli:instant>{days[0]}</xbrli:instant>"
        if len(days) == 1
        else f"<xbrli:startDate>{days[0]}</xbrli:startDate><xbrli:endDate>{days[1]}</xbrli:endDate>"
    )
    segment = (
        ""
        if member is None
        else f'<xbrli:segment><xbrldi:explicitMember dimension="se-mem-base:Del">se-mem-base:{member}'
        "</xbrldi:explicitMember></xbrli:segment>"
    )
    identifier = f'<xbrli:identifier scheme="http://www.bolagsverket.se">{entity}</xbrli:identifier>'
    return (
        f'<xbrli:context id="{name}"><xbrli:entity>{identifier}{segment}</xbrli:entity>'
        f"<xbrli:period>{period}</xbrli:period></xbrli:context>"
    )


def number(name, written, on="period0", unit="SEK", family="se-gen-base", **attributes):
    """A numeric fact; attributes are given by their names, `format` as `form`."""
    stated = {"decimals": "INF", "scale": "0", "form": "ixt:numspacecomma"} | attributes
    stated["format"] = stated.pop("form")
    said = " ".join(f'{key}="{value}"' for key, value in stated.items() if value is not None)
    return (
        f'<ix:nonFraction name="{family}:{name}" contextRef="{on}" unitRef="{unit}" {said}>{written}</ix:nonFraction>'
    )


def text(name, written, on="period0"):
    """A fact in words."""
    return f'<ix:nonNumeric name="{name}" contextRef="{on}">{written}</ix:nonNumeric>'


def year(first=FIRST, last=LAST, on="period0", company=f"{COMPANY[:6]}-{COMPANY[6:]}"):
    """The facts every report must have."""
    return (
        text("se-cd-base:Organisationsnummer", company, on)
        + text("se-cd-base:RakenskapsarForstaDag", first, on)
        + text("se-cd-base:RakenskapsarSistaDag", last, on)
    )


#: This year and the one before, as most programs name them.
CONTEXTS = (
    context("period0", FIRST, LAST)
    + context("balans0", LAST)
    + context("period1", "2022-01-01", "2022-12-31")
    + context("balans1", "2022-12-31")
)


def document(*facts, contexts=CONTEXTS, layout="k2/risbs", namespaces=None, head='<?xml version="1.0"?>'):
    """The bytes of a document."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in (TAXONOMIES | (namespaces or {})).items())
    href = f"http://xbrl.taxonomier.se/se/fr/gaap/{layout}/2021-10-31/se.xsd"
    return (
        f'{head}<html xmlns="http://www.w3.org/1999/xhtml" {declared}><body><div style="display:none"><ix:header>'
        f'<ix:references><link:schemaRef xlink:type="simple" xlink:href="{href}"/></ix:references>'
        f"<ix:resources>{contexts}{UNITS}</ix:resources></ix:header></div><p>{''.join(facts)}</p></body></html>"
    ).encode()


def package(*documents, names=None, **members):
    """A zip of documents, or of members by name."""
    buffer = io.BytesIO()
    given = names or [f"{place}.xhtml" for place in range(len(documents))]
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in [*zip(given, documents, strict=True), *members.items()]:
            member = zipfile.ZipInfo(name, (2024, 6, 3, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            bundle.writestr(member, content)
    return buffer.getvalue()
