"""Board, auditors and seat as Företagsinformation v4 answers, and the engagements of one holder.

The composite service for authorities is answered in the same form under a path of its own.
"""

from typing import Any

import polars as pl

from sources.standin.wording import FORM_TEXTS, PROCEDURE_TEXTS, REASON_TEXTS, ROLE_TEXTS
from sources.standin.world import World
from tables.code_lists import labels_of

Json = dict[str, Any]
IN_PAGE = 20


def organisations(world: World, identity: str) -> list[Json]:
    """The organisations of an identity number; empty when there is none."""
    rows = [row for row in world.company(identity) if row["at_bolagsverket"]]
    held = world.functionaries.filter(pl.col("identity") == identity)
    return [{**_organisation(row), "funktionarer": _functionaries(held)} for row in rows]


def engagements(world: World, holder: str, page: int, in_page: int = IN_PAGE) -> Json:
    """One page of the roles that a holder has, in all organisations."""
    held = world.functionaries.filter(pl.col("holder") == holder).sort("identity", "role")
    of_organisation = held.partition_by("identity", maintain_order=True)
    shown = of_organisation[(page - 1) * in_page : page * in_page]
    return {
        "totaltAntalTraffar": len(of_organisation),
        "sida": page,
        "antalPerSida": in_page,
        "funktionarsOrganisationsengagemang": [
            {
                "organisation": next((_organisation(row) for row in world.company(rows["identity"][0])), None),
                "funktionar": _functionaries(rows)[0],
            }
            for rows in shown
        ],
    }


def _organisation(row: Json) -> Json:
    seat = row["municipality_code"]
    return {
        "identitet": {
            "typ": _code("ORGNR" if len(row["identity"]) == 10 else "PERSON", "Identitet"),
            "identitetsbeteckning": row["identity"],
        },
        "namnskyddslopnummer": row["registration_no"],
        "organisationsnamn": {"typ": _code("FORETAGSNAMN", "Företagsnamn"), "namn": row["name"]},
        "organisationsform": _code(row["form"], FORM_TEXTS.get(row["form"], row["form"])),
        "organisationsdatum": {"registreringsdatum": row["registered"].isoformat(), "bildatDatum": None},
        "organisationsstatusar": _statuses(row),
        "hemvistkommun": None if seat is None else _seat(seat),
        "vakanserOchUpplysningar": [],
    }


def _statuses(row: Json) -> list[Json]:
    found = [
        {
            "kod": one["code"],
            "klartext": PROCEDURE_TEXTS.get(one["code"], one["code"]),
            "typ": "AvvecklingsOmstruktureringsforfarande",
            "datum": one["since"].isoformat(),
        }
        for one in row["procedures"] or []
    ]
    if row["deregistered"] is not None:
        text = REASON_TEXTS.get(row["reason"] or "", "Avregistrerad")
        kind = {"typ": "AvregistreradOrganisationstyp", "datum": row["deregistered"].isoformat()}
        found.append({"kod": row["reason"], "klartext": text, **kind})
    return found


def _seat(code: str) -> Json:
    counties, towns = labels_of("counties"), labels_of("municipalities")
    return {
        "lanForHemvistkommun": _code(code[:2], counties.get(code[:2], "")),
        "kommun": _code(code, towns.get(code, "")),
    }


def _functionaries(held: pl.DataFrame) -> list[Json]:
    found = []
    for rows in held.sort("holder", "role").partition_by("holder", maintain_order=True):
        one = rows.row(0, named=True)
        named = (
            {"organisationsnamn": {"typ": _code("FORETAGSNAMN", "Företagsnamn"), "namn": one["organisation_name"]}}
            if one["is_organisation"]
            else {"personnamn": {"fornamn": one["first_name"], "efternamn": one["last_name"]}}
        )
        kind = ("ORGNR", "Organisationsnummer") if one["is_organisation"] else ("PERSON", "Personnummer")
        found.append(
            {
                "identitet": {"typ": _code(*kind), "identitetsbeteckning": one["holder"]},
                **named,
                "funktionarsroller": [_code(role, ROLE_TEXTS.get(role, role)) for role in rows["role"]],
                "postadress": None,
                "representerasAv": None,
                "insats": None,
                "anteckning": None,
                "arFirmatecknare": False,
            }
        )
    return found


def _code(code: str, text: str | None) -> Json:
    return {"kod": code, "klartext": text}
