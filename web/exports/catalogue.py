"""The public data sets described for data portals: DCAT-AP-SE 3.0 as JSON-LD.

What is mandatory there: https://docs.dataportal.se/dcat/sv/ (catalogue: title, description, publisher, licence,
data sets; data set: title, description, publisher; distribution: access URL; agent: name). Who publishes and under
what licence is in `tables/exports/about.toml`; rows, days and digests are the manifest's.
"""

import json
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tables import exports
from tables.exports.files import manifest_of
from web.exports.formats import MEDIA_TYPES

ABOUT = Path(exports.__file__).with_name("about.toml")
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Node = dict[str, Any]
Address = Callable[[str, str], str]


def document(folder: Path, own_address: str, download: Address) -> str:
    """The description of an export in force, as JSON-LD: a catalogue with a data set for each table.

    Args:
        folder: the export of the profile `public`.
        own_address: where the document itself is found; data sets are named by it.
        download: table and ending (`csv`, `json`, `parquet`) → where the file is found.
    """
    about = tomllib.loads(ABOUT.read_text(encoding="utf-8"))
    manifest = manifest_of(folder)
    publisher = about["publisher"]["uri"]
    contact = f"{own_address}#contact"
    graph = [_catalogue(about, manifest, own_address), _agent(about["publisher"]), _contact(about["contact"], contact)]
    for table in sorted(manifest["tables"]):
        told = about["dataset"][table] | about["all"] | {"publisher": publisher, "contact": contact}
        files = {ending: download(table, ending) for ending in MEDIA_TYPES}
        graph.append(_dataset(told, f"{own_address}#{table}", manifest["as_of"], files))
        graph += [_distribution(told, f"{own_address}#{table}.{one}", one, address) for one, address in files.items()]
    return json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _catalogue(about: Mapping[str, Any], manifest: Mapping[str, Any], own_address: str) -> Node:
    told = about["catalogue"]
    return {
        "@id": own_address,
        "@type": "dcat:Catalog",
        "dcterms:title": _swedish(told["title"]),
        "dcterms:description": _swedish(told["description"]),
        "dcterms:publisher": _link(about["publisher"]["uri"]),
        "dcterms:license": _link(told["licence"]),
        "dcterms:language": _link(about["all"]["language"]),
        "dcterms:modified": _day(manifest["as_of"]),
        "dcat:dataset": [_link(f"{own_address}#{table}") for table in sorted(manifest["tables"])],
    }


def _agent(told: Mapping[str, str]) -> Node:
    return {
        "@id": told["uri"],
        "@type": "foaf:Agent",
        "foaf:name": _swedish(told["name"]),
        "dcterms:type": _link(told["type"]),
    }


def _contact(told: Mapping[str, str], name: str) -> Node:
    email = _link(f"mailto:{told['email']}")
    return {"@id": name, "@type": "vcard:Organization", "vcard:fn": told["name"], "vcard:hasEmail": email}


def _dataset(told: Mapping[str, Any], name: str, as_of: str, files: Mapping[str, str]) -> Node:
    return {
        "@id": name,
        "@type": "dcat:Dataset",
        "dcterms:title": _swedish(told["title"]),
        "dcterms:description": _swedish(told["description"]),
        "dcterms:publisher": _link(told["publisher"]),
        "dcterms:accessRights": _link(told["access"]),
        "dcterms:accrualPeriodicity": _link(told["frequency"]),
        "dcterms:language": _link(told["language"]),
        "dcterms:modified": _day(as_of),
        "dcterms:spatial": _link(told["spatial"]),
        "dcterms:temporal": {"@type": "dcterms:PeriodOfTime", "dcat:endDate": _day(as_of)},
        "dcat:contactPoint": _link(told["contact"]),
        "dcat:keyword": [_swedish(word) for word in told["keywords"]],
        "dcat:theme": [_link(theme) for theme in told["themes"]],
        "dcat:distribution": [_link(f"{name}.{ending}") for ending in files],
    }


def _distribution(told: Mapping[str, Any], name: str, ending: str, address: str) -> Node:
    return {
        "@id": name,
        "@type": "dcat:Distribution",
        "dcterms:title": _swedish(f"{told['title']} ({ending.upper()})"),
        "dcterms:format": MEDIA_TYPES[ending],
        "dcterms:license": _link(told["licence"]),
        "dcat:accessURL": _link(address),
        "dcat:downloadURL": _link(address),
    }


def _swedish(text: str) -> Node:
    return {"@value": text, "@language": "sv"}


def _link(address: str) -> Node:
    return {"@id": address}


def _day(day: str) -> Node:
    return {"@value": day, "@type": "xsd:date"}
