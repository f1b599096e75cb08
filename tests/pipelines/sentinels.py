"""Deliveries with secrets planted in them: in legal rows, in rows that will be refused, in files that cannot be read.

Each secret is distinctive, so that finding it anywhere afterwards is a leak.
"""

import datetime as dt
from pathlib import Path

from sources.masking import operator_columns, person_columns
from tables.contracts import deliveries as contracts
from tests.planted_risks import row
from tests.sources.delivering import csv_text, example_row

#: A personal number, a coordination number, and one from the 19th century, in the ways people write them.
PERSONS = ("850101{}1236", "19850101{}1236", "1985-01-01{}1236")
SEPARATORS = ("", "-", "+", " ", "\u2013", "\u2010", "\u2011", "\u2012", "\u2014", "\u2212", "\u00a0", " - ")
WRITTEN = tuple(person.format(separator) for person in PERSONS for separator in SEPARATORS)
#: What finds it again, however it is written.
NUMBER = r"85\W{0,3}01\W{0,3}01\W{0,3}1236"
OTHERS = {"850161-1237": r"850161\W?1237", "18850101+1236": NUMBER}

OWNER = "Sentina Näringsidkardotter"
MANAGER = "Manfred Sentinelchef"
SENDER = "sentinelsändaren@example.org"
BOARD_MEMBER = "Beata Sentinelledamot"
PROTECTED_ADDRESS = "Sentinelgömman 17"
#: These are in no byte of anything.
NOWHERE = (OWNER, MANAGER, SENDER, BOARD_MEMBER, PROTECTED_ADDRESS)
#: These are kept in the register's own tables and published nowhere.
ACTIVITY_NAME = "Sentinahemtjänsten i Lund"
HOME_ADDRESS = "Sentinahemmagatan 5"
KEPT = (ACTIVITY_NAME, HOME_ADDRESS)
SOLE_TRADERS_ACTIVITY = "VSENTINEL1"


def plant(folder: Path) -> None:
    """Add files with secrets to deliveries."""
    for table in contracts():
        refused, lines = _refused(table), _malformed(table)
        rows = [*_legal(table), *refused]
        rows += _ordinary(table, 6 * (len(rows) + len(lines)))
        _put(folder, table, f"{table}_850101-1236_x.csv", csv_text(rows) + "\n".join(lines) + "\n")
    (folder / "850101-1236").mkdir()
    (folder / "anna_19850101-1236.csv").write_text(f"{OWNER};{WRITTEN[0]}\n")
    (folder / "links" / "8501011236.txt").write_text(OWNER)


def unreadable(folder: Path) -> list[Path]:
    """Add files that are refused as a whole, each in its own way."""
    heading = ";".join(contracts()["link"].delivered_columns())
    return [
        _put(folder, "link", "link_850101-1236_rubrik.csv", f"{WRITTEN[0]};{OWNER}\n1;2\n"),
        _put(folder, "report", "report_8501011236_tom.csv", ""),
        _put(folder, "permit_case", "permit_case_19850101-1236.csv", f"{heading}\n"),
        _put(folder, "company_event", "company_event_850101+1236.csv", _only_bad("company_event")),
    ]


def _only_bad(table: str) -> str:
    return csv_text([row(table, kind=WRITTEN[1], person_key=BOARD_MEMBER, known_at=WRITTEN[2])])


def _legal(table: str) -> list[dict[str, str]]:
    """Rows with persons where persons may stand, each with a key of its own where the key is an identifier."""
    rows = []
    for place, written in enumerate((*WRITTEN, *OTHERS)):
        cells = dict.fromkeys(operator_columns(contracts()[table]), written) | _persons(table, place, written)
        day = (dt.date(2024, 2, 1) + dt.timedelta(days=place)).isoformat()
        rows.append(row(table, **_key(table, f"{table}{place}"), **cells, known_at=day) | _facts(table, written))
    return rows


def _ordinary(table: str, n_rows: int) -> list[dict[str, str]]:
    """Rows without secrets, so that what is refused is a small part of the delivery, as it must be to be believed.

    Each is in a case of its own: hundreds of visits, findings and decisions in one would all be paired.
    """
    days = [(dt.date(2020, 1, 1) + dt.timedelta(days=place)).isoformat() for place in range(n_rows)]
    has_case = "case_no" in contracts()[table].delivered_columns()
    return [
        example_row(table)
        | ({"case_no": f"C{place}"} if has_case else {})
        | _key(table, f"{table}O{place}")
        | {"known_at": day}
        for place, day in enumerate(days)
    ]


def _persons(table: str, place: int, written: str) -> dict[str, str]:
    names = {"manager_key": MANAGER, "sender_key": SENDER, "person_key": BOARD_MEMBER}
    return {name: names[name] if place % 2 else written for name in person_columns(contracts()[table])}


def _key(table: str, own: str) -> dict[str, str]:
    first = contracts()[table].key()[0]
    return {} if first in ("operator_id", "municipality_code", "source") else {first: own}


def _facts(table: str, written: str) -> dict[str, str]:
    """What is true of the sole trader's rows of a table, and a number inside a text."""
    if table == "report":
        return {"unknown_actor": f"Firma {written}", "matter_id": f"M-{written}", "form_version": written}
    if table == "operator":
        return {"operator_name": OWNER, "legal_form": "EF"}
    if table == "company":
        home = {"address": PROTECTED_ADDRESS, "postal_code": "22222", "address_type": "street"}
        return {"company_name": OWNER, "legal_form": "EF", "valid_from": "2024-01-01"} | home
    if table == "activity_version":
        name = {"activity_id": SOLE_TRADERS_ACTIVITY, "operator_id": WRITTEN[0], "max_places": "8"}
        days = {"valid_from": "2024-01-01", "municipality_code": "0180"}
        return name | days | {"activity_name": ACTIVITY_NAME, "address": HOME_ADDRESS}
    return {}


def _refused(table: str) -> list[dict[str, str]]:
    """Rows that break a rule, with secrets in every cell that can hold text."""
    plain = _legal(table)[0] | _persons(table, 1, "")
    texts = [{**plain, name: written} for name in plain for written in WRITTEN[1:2]]
    broken = [{**plain, "known_at": "igår"}, {**plain, "known_at": WRITTEN[3]}]
    if table == "operator":
        broken += [{**plain, "legal_form": form, "operator_id": "850101-123"} for form in ("EF", "enskild", "")]
        broken += [{**plain, "legal_form": "AB", "municipality_code": "9999"}]
    if table == "company_event":
        broken += [
            dict(
                zip(
                    plain,
                    ["B1", plain["operator_id"], OWNER, MANAGER, "", SENDER, MANAGER, OWNER, BOARD_MEMBER],
                    strict=True,
                )
            )
        ]
    if table == "company":
        hidden = {"operator_id": "5560000001", "company_name": "Hemlig AB", "legal_form": "AB"}
        hidden["address"] = PROTECTED_ADDRESS
        broken += [plain | hidden | {"address_type": kind} for kind in ("protected", "Protected", "x", "")]
        broken += [{**plain, "legal_form": form, "operator_id": "850101-123"} for form in ("EF", "enskild", "")]
    if table == "activity_version":
        hidden = {"address": PROTECTED_ADDRESS}
        broken += [plain | hidden | {"address_protected": flag} for flag in ("ja", "1", "TRUE", "kanske", "", "ja nej")]
    return texts + broken


def _malformed(table: str) -> list[str]:
    """Lines that do not fit the heading: too many fields, too few, a quotation mark that is not closed."""
    secrets = [WRITTEN[0], WRITTEN[1], "ja", "X"]
    if person_columns(contracts()[table]) or table in ("operator", "company"):
        secrets += [OWNER, MANAGER, SENDER, BOARD_MEMBER, PROTECTED_ADDRESS]
    return [";".join(secrets * 5), ";".join(secrets[:2]), ";".join(secrets), f'{secrets[-1]};"{secrets[0]};x']


def _put(folder: Path, table: str, name: str, content: str) -> Path:
    path = folder / contracts()[table].folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path
