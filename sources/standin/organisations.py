"""`POST /vardefulla-datamangder/v1/organisationer`: one organisation in the very form the vendor writes it.

The codes and keys are those on the wire; the specification's own are switched on by faults (`Manner`).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sources.standin.faults import Fault, Manner, SourceDown
from sources.standin.wording import (
    FORM_TEXTS,
    JURIDICAL_TEXTS,
    NAME_TEXTS,
    PROCEDURE_TEXTS,
    REASON_TEXTS,
    SNI_TEXTS,
    SPEC_NAME_KINDS,
    SPEC_TYPES,
)
from sources.standin.world import World

Json = dict[str, Any]
BOLAGSVERKET, SCB = "Bolagsverket", "SCB"
MOST_INDUSTRIES = 5
PROCEDURES = "pagaendeAvvecklingsEllerOmstruktureringsforfarande"
_MISSPELT = "pagandeAvvecklingsEllerOmstruktureringsforfarande"


def organisations(world: World, identity: str, faults: Sequence[Fault]) -> Json:
    """The answer about an identity number: one organisation, or several for a sole trader; never none.

    One that nobody knows is answered with errors in its fields, as the vendor does.
    """
    writer = Writer(identity, faults)
    rows = world.company(identity) or [{"at_bolagsverket": False, "at_scb": False}]
    return {"organisationer": [writer.organisation(row) for row in rows]}


class Writer:
    """Writes the organisations of one answer."""

    def __init__(self, identity: str, faults: Sequence[Fault]) -> None:
        self._identity = identity
        self._manners = {fault for fault in faults if isinstance(fault, Manner)}
        self._down: Mapping[str, SourceDown] = {
            producer: fault
            for fault in faults
            if isinstance(fault, SourceDown) and (not fault.identities or identity in fault.identities)
            for producer in fault.producers
        }

    def organisation(self, row: Json) -> Json:
        """One registered organisation."""
        procedures = self._procedures(row)
        key = _MISSPELT if Manner.MISSPELT_KEYS in self._manners else PROCEDURES
        return {
            "organisationsidentitet": self._identification(row),
            "namnskyddslopnummer": row.get("registration_no"),
            "registreringsland": {"kod": "SE-LAND", "klartext": "Sverige"} if row["at_bolagsverket"] else None,
            **self._by_bolagsverket(row),
            **self._by_scb(row),
            "organisationsnamn": self._names(row),
            "postadressOrganisation": self._address(row),
            key: procedures,
        }

    def _identification(self, row: Json) -> Json | None:
        if BOLAGSVERKET in self._down and not row["at_scb"]:
            return None
        found: Json = {"identitetsbeteckning": self._identity}
        if Manner.NO_TYPE in self._manners:
            return found
        code, text = ("ORGNR", "Organisationsnummer") if len(self._identity) == 10 else ("PERSON", "Personnummer")
        if Manner.SPEC_CODES in self._manners:
            code = SPEC_TYPES[code]
        return {**found, "typ": {"kod": code, "klartext": text}}

    def _by_bolagsverket(self, row: Json) -> Json:
        gone, reason, form = row.get("deregistered"), row.get("reason"), row.get("form")
        return {
            "organisationsform": self._field(row, BOLAGSVERKET, kod=form, klartext=FORM_TEXTS.get(form or "", form)),
            "avregistreradOrganisation": self._if_any(row, gone, BOLAGSVERKET, avregistreringsdatum=self._date(gone)),
            "avregistreringsorsak": self._if_any(
                row, reason, BOLAGSVERKET, kod=reason, klartext=REASON_TEXTS.get(reason or "", reason)
            ),
            "organisationsdatum": self._field(
                row,
                BOLAGSVERKET,
                registreringsdatum=self._date(row.get("registered")),
                infortHosScb=self._date(row.get("entered_at_scb")),
            ),
            "verksamhetsbeskrivning": self._field(row, BOLAGSVERKET, beskrivning=self._text(row.get("description"))),
        }

    def _by_scb(self, row: Json) -> Json:
        form = row.get("juridical_form")
        active = None if row.get("operating") is None else ("JA" if row["operating"] else "NEJ")
        blocked = row.get("no_advertising")
        return {
            "juridiskForm": self._field(row, SCB, kod=form, klartext=JURIDICAL_TEXTS.get(form or "", "Övrig form")),
            "verksamOrganisation": self._field(row, SCB, kod=active),
            "reklamsparr": self._field(row, SCB, kod="JA") if blocked else None,
            "naringsgrenOrganisation": self._industries(row),
        }

    def _names(self, row: Json) -> Json:
        holder = SCB if row["at_scb"] and not row["at_bolagsverket"] else BOLAGSVERKET
        main = {"name": row.get("name"), "kind": "FORETAGSNAMN", "registered": row.get("name_registered")}
        names = [self._name(one) for one in [main, *(row.get("other_names") or [])]]
        if Manner.PADDED_LISTS in self._manners:
            names.append(self._name({"name": "", "kind": "FORETAGSNAMN"}))
        return self._field(row, holder, organisationsnamnLista=names)

    def _name(self, name: Json) -> Json:
        kind, spec = name["kind"], Manner.SPEC_CODES in self._manners
        return {
            "namn": self._text(name["name"]),
            "organisationsnamntyp": {
                "kod": SPEC_NAME_KINDS.get(kind, kind) if spec else kind,
                "klartext": NAME_TEXTS.get(kind, kind),
            },
            "registreringsdatum": self._date(name.get("registered")),
            "verksamhetsbeskrivningSarskiltForetagsnamn": self._text(name.get("description")),
        }

    def _procedures(self, row: Json) -> Json | None:
        inner = f"{_MISSPELT if Manner.MISSPELT_KEYS in self._manners else PROCEDURES}Lista"
        listed = [
            {
                "kod": one["code"],
                "klartext": PROCEDURE_TEXTS.get(one["code"], one["code"]),
                "fromDatum": self._date(one["since"]),
            }
            for one in row.get("procedures") or []
        ]
        return self._if_any(row, listed, BOLAGSVERKET, **{inner: listed})

    def _industries(self, row: Json) -> Json:
        listed = [{"kod": code, "klartext": SNI_TEXTS.get(code, "Annan verksamhet")} for code in row.get("sni") or []]
        if Manner.BARE_LISTS not in self._manners:
            listed += [{"kod": "     ", "klartext": ""}] * (MOST_INDUSTRIES - len(listed))
        found = self._field(row, SCB, sni=listed)
        return found if SCB in self._down or row["at_scb"] else {**found, "sni": []}

    def _address(self, row: Json) -> Json:
        holder = SCB if row["at_scb"] and not row["at_bolagsverket"] else BOLAGSVERKET
        address = {
            "utdelningsadress": row.get("street"),
            "coAdress": row.get("care_of"),
            "postnummer": row.get("postal_code"),
            "postort": row.get("city"),
            "land": "Sverige" if holder == BOLAGSVERKET else None,
        }
        return self._field(row, holder, postadress=address)

    def _if_any(self, row: Json, value: object, producer: str, **values: Any) -> Json | None:
        """A field that is null as a whole where there is nothing to say and the producer answers."""
        wanted = value or self._error(row, producer)
        return self._field(row, producer, **values) if wanted else None

    def _field(self, row: Json, producer: str, **values: Any) -> Json:
        error = self._error(row, producer)
        held = dict.fromkeys(values) if error else values
        return {**held, "dataproducent": producer, "fel": error}

    def _error(self, row: Json, producer: str) -> Json | None:
        if producer in self._down:
            said = f"{producer} svarade inte, så uppgifterna kunde inte hämtas."
            return {"typ": self._down[producer].kind, "felBeskrivning": said}
        if not row["at_bolagsverket" if producer == BOLAGSVERKET else "at_scb"]:
            return {"typ": "ORGANISATION_FINNS_EJ", "felBeskrivning": "Uppgiften gick inte att hitta."}
        return None

    def _date(self, day: dt.date | None) -> str | int | None:
        if day is None:
            return None
        if Manner.EPOCH_DATES in self._manners:
            return round(dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC).timestamp() * 1000)
        return f"{day}T00:00:00.000+00:00" if Manner.LONG_DATES in self._manners else day.isoformat()

    def _text(self, text: str | None) -> str | None:
        if text is None or Manner.UNTRIMMED_TEXTS not in self._manners:
            return text
        return f"\\n       {text} \n"
