"""Many records from one file: UTF-8, `;` or `,`, a row for each case. All rows are taken, or none.

Columns: `verksamhet`, `instämmer` (ja or nej), `varför`, and optionally `funnet`, `timmar`, `avvikelse` (empty,
`utanför` or `struken`) and `roll`, which is the command's where the column is missing or empty.
"""

import csv
import datetime as dt
import io
from collections.abc import Collection, Mapping

from sources.plans.records import Departure, Record, RecordRefused, faults

_COLUMNS = {
    "verksamhet": "activity_id", "verksamhets-id": "activity_id", "activity_id": "activity_id",
    "instämmer": "agrees", "agrees": "agrees", "varför": "because", "because": "because", "funnet": "found",
    "found": "found", "timmar": "hours", "hours": "hours", "avvikelse": "departure", "departure": "departure",
    "roll": "by", "by_role": "by",
}  # fmt: skip
_NEEDED = {"activity_id": "verksamhet", "agrees": "instämmer", "because": "varför"}
_YES, _NO = {"ja", "j", "true", "1"}, {"nej", "n", "false", "0"}
_DEPARTURES: Mapping[str, Departure] = {
    "": "none", "none": "none", "utanför": "added", "added": "added", "struken": "dropped", "dropped": "dropped",
}  # fmt: skip
_MOST_FAULTS = 20


def read(
    content: bytes,
    plan_id: str,
    noted_on: dt.date,
    by: str,
    planned: Collection[str],
    known: Collection[str],
) -> list[Record]:
    """The records of a file.

    Raises:
        RecordRefused: says every fault with its line, the first twenty.
    """
    rows, found, records = _rows(content), list[str](), list[Record]()
    seen: dict[str, int] = {}
    for line, row in rows:
        record, wrong = _record(row, plan_id, noted_on, by)
        wrong += [] if record is None else faults(record, planned, known)
        if record is not None and seen.setdefault(record.activity_id, line) != line:
            wrong.append(f"verksamhet: står redan på rad {seen[record.activity_id]}; behåll en av raderna")
        found += [f"rad {line}, {one}" for one in wrong]
        records += [record] if record is not None else []
    if not rows:
        found.append("filen har inga rader; skriv en rad för varje verksamhet")
    if found:
        more = [f"och {len(found) - _MOST_FAULTS} fel till"] if len(found) > _MOST_FAULTS else []
        raise RecordRefused("\n".join(["inget är antecknat; rätta filen:", *found[:_MOST_FAULTS], *more]))
    return records


def _rows(content: bytes) -> list[tuple[int, dict[str, str]]]:
    lines = _lines(content)
    headings = [_COLUMNS.get(cell.casefold()) for cell in (lines[0][1] if lines else [])]
    missing = [sv for name, sv in _NEEDED.items() if name not in headings]
    if missing or None in headings or len(set(headings)) < len(headings):
        raise RecordRefused(
            "rubrikerna är inte de väntade; skriv verksamhet;instämmer;varför;funnet;timmar;avvikelse;roll, där de "
            "fyra sista får utelämnas"
        )
    rows = []
    for line, cells in lines[1:]:
        if len(cells) != len(headings):
            raise RecordRefused(f"rad {line}: antalet fält är ett annat än i rubriken; rätta raden")
        rows.append((line, {str(name): cell for name, cell in zip(headings, cells, strict=True)}))
    return rows


def _lines(content: bytes) -> list[tuple[int, list[str]]]:
    """The cells of every line that holds something, with its number."""
    try:
        text = content.decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in text.partition("\n")[0] else ",")
        cells = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except UnicodeDecodeError as error:
        raise RecordRefused("filen är inte i UTF-8; spara den som ”CSV UTF-8”") from error
    except csv.Error as error:
        raise RecordRefused("filen går inte att läsa som CSV; spara den som ”CSV UTF-8”") from error
    return [(line, row) for line, row in cells if any(row)]


def _record(row: Mapping[str, str], plan_id: str, noted_on: dt.date, by: str) -> tuple[Record | None, list[str]]:
    wrong: list[str] = []
    said = row["agrees"].casefold()
    if said not in _YES | _NO | {""}:
        wrong.append("instämmer: skriv ja eller nej")
    departure = _DEPARTURES.get(row.get("departure", "").casefold())
    if departure is None:
        wrong.append("avvikelse: skriv utanför, struken eller ingenting")
    hours, text = None, row.get("hours", "").replace(",", ".")
    try:
        hours = float(text) if text else None
    except ValueError:
        wrong.append("timmar: skriv ett tal, till exempel 12 eller 7,5")
    if wrong or departure is None:
        return None, wrong
    agrees = None if said == "" else said in _YES
    role = row.get("by") or by
    found = row.get("found") or None
    return Record(noted_on, plan_id, row["activity_id"], departure, agrees, row["because"], found, hours, role), []
