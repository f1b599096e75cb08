"""The weekly files of all organisations, in the grammar of each vendor: Bolagsverket's and SCB's.

Bolagsverket's is UTF-8 with quotes, semicolons and line breaks inside values; SCB's is ISO-8859-1 with tabs.
"""

import datetime as dt
from typing import Any

from sources.standin.world import World

Json = dict[str, Any]
BOLAGSVERKET_HEADING = (
    "organisationsidentitet",
    "namnskyddslopnummer",
    "registreringsland",
    "organisationsnamn",
    "organisationsform",
    "avregistreringsdatum",
    "avregistreringsorsak",
    "pagandeAvvecklingsEllerOmstruktureringsforfarande",
    "registreringsdatum",
    "verksamhetsbeskrivning",
    "postadress",
)
_SCB_FIELDS = (
    "COAdress",
    "Foretagsnamn",
    "FtgStat",
    "Gatuadress",
    "JEStat",
    "JurForm",
    "Namn",
    "Ng1",
    "Ng2",
    "Ng3",
    "Ng4",
    "Ng5",
    "PeOrgNr",
    "PostNr",
    "PostOrt",
    "RegDatKtid",
    "Reklamsparrtyp",
)
SCB_HEADING = ("ForAndrTyp", *_SCB_FIELDS, *(f"m{name}" for name in _SCB_FIELDS))


def bolagsverket(world: World) -> bytes:
    """The text of `bolagsverket_bulkfil.zip`, one row a registration, in no order."""
    rows = world.companies.filter("at_bolagsverket").sort("name", "identity", "registration_no").to_dicts()
    lines = [_quoted(BOLAGSVERKET_HEADING), *(_quoted(_bolagsverket_row(row, n)) for n, row in enumerate(rows))]
    return "".join(lines).encode()


def _bolagsverket_row(row: Json, n: int) -> tuple[str, ...]:
    kind = "ORGNR" if len(row["identity"]) == 10 else "PERSON"
    main = {"name": row["name"], "kind": "FORETAGSNAMN", "registered": row["name_registered"], "description": None}
    names = "|".join(
        f"{one['name']}${one['kind']}-ORGNAM${_day(one['registered'])}${one['description'] or ''}"
        for one in [main, *(row["other_names"] or [])]
    )
    procedures = "|".join(f"{one['code']}-AVOMFO${_day(one['since'])}" for one in row["procedures"] or [])
    address = (row["street"], row["care_of"], row["city"], row["postal_code"], "SE-LAND")
    # What is not there is an empty text in some rows and the word null in others, as in the real file.
    nothing = "null" if n % 2 else ""
    return (
        f"{row['identity']}${kind}-IDORG",
        str(row["registration_no"] or nothing),
        "SE-LAND",
        names,
        f"{row['form']}-ORGFO",
        _day(row["deregistered"]) or nothing,
        f"{row['reason']}-AVORG" if row["reason"] else nothing,
        f"|{procedures}" if procedures and n % 2 else procedures or nothing,
        _day(row["registered"]) or nothing,
        row["description"] or nothing,
        "$".join(part or "" for part in address),
    )


def _quoted(values: tuple[str, ...]) -> str:
    return ";".join('"' + value.replace('"', '""') + '"' for value in values) + "\n"


def scb(world: World) -> bytes:
    """The text of `scb_bulkfil.zip`; what Latin-1 has no sign for is written as a question mark."""
    rows = world.companies.filter("at_scb").sort("identity").unique("identity", keep="first", maintain_order=True)
    lines = ["\t".join(SCB_HEADING), *("\t".join(_scb_row(row)) for row in rows.iter_rows(named=True))]
    return "".join(f"{line}\t\r\n" for line in lines).encode("iso-8859-1", errors="replace")


def _scb_row(row: Json) -> list[str]:
    gone = row["deregistered"] is not None
    industries = [*(row["sni"] or []), *[""] * 5][:5]
    values = {
        "COAdress": row["care_of"],
        "Foretagsnamn": row["name"],
        "FtgStat": "9" if gone else "1" if row["operating"] else "0",
        "Gatuadress": row["street"],
        "JEStat": "9" if gone else "1",
        "JurForm": row["juridical_form"],
        "Namn": row["name"],
        **{f"Ng{n}": code for n, code in enumerate(industries, start=1)},
        "PeOrgNr": row["identity"] if len(row["identity"]) == 12 else f"16{row['identity']}",
        "PostNr": row["postal_code"],
        "PostOrt": row["city"],
        "RegDatKtid": _day(row["entered_at_scb"] or row["registered"]).replace("-", ""),
        "Reklamsparrtyp": "2" if row["no_advertising"] else "1",
    }
    return ["", *(values[name] or "" for name in _SCB_FIELDS), *[""] * len(_SCB_FIELDS)]


def _day(day: dt.date | None) -> str:
    return "" if day is None else day.isoformat()
