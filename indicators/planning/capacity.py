"""How many inspections can be made: a file by division and, where wanted, form and team.

Columns, separated by `;` or `,`, in any order: `avdelning` (a division by code or name, or `riket` for activities whose
municipality is not known), `inspektioner` (a whole number), and optionally `form` (a form by code or name) and `team`.
A form that has rows of its own in a division is drawn against them only; the row without form is for the other forms.
Rows that differ by team only are drawn together and then shared out. Every fault names the row, field, rule and remedy.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from tables.code_lists import labels_of

#: The division of activities whose municipality is not known.
NATIONAL = "riket"
#: The form of a row that is for all forms without rows of their own.
ANY = "*"
MOST = 100_000
_LONGEST = 40
_COLUMNS = {
    "avdelning": "division", "division": "division", "region": "division", "form": "form",
    "verksamhetsform": "form", "team": "team", "inspektioner": "inspections", "inspections": "inspections",
    "antal": "inspections", "kapacitet": "inspections",
}  # fmt: skip


class CapacityFault(ValueError):
    """A capacity file that cannot be used; one Swedish sentence a fault."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


@dataclass(frozen=True, order=True)
class Capacity:
    """How many inspections one team makes in one division, of one form or of any."""

    division: str
    form: str
    team: str
    inspections: int

    @property
    def pool(self) -> str:
        """What is drawn together."""
        return f"{self.division}/{self.form}"


def read(content: bytes, file: str) -> tuple[Capacity, ...]:
    """The rows of a capacity file, sorted.

    Args:
        content: the file's bytes, UTF-8.
        file: its name, for the faults.

    Raises:
        CapacityFault: something in it is wrong; says everything that is.
    """
    rows = _rows(content, file)
    faults: list[str] = []
    found: dict[tuple[str, str, str], Capacity] = {}
    for line, row in rows:
        one, wrong = _one(row, f"{file}, rad {line}")
        faults += wrong
        if one is not None and found.setdefault((one.division, one.form, one.team), one) is not one:
            faults.append(
                f"{file}, rad {line}, avdelning: samma avdelning, form och team står redan på en annan rad; "
                "slå ihop raderna till en"
            )
            continue
    if not rows:
        faults.append(f"{file}: filen har rubriker men inga rader; lägg till minst en rad")
    if faults:
        raise CapacityFault(faults)
    return tuple(sorted(found.values()))


def pool_names(capacities: tuple[Capacity, ...]) -> Mapping[str, int]:
    """Pool → how many inspections its teams make together, sorted by pool."""
    pools: dict[str, int] = {}
    for one in sorted(capacities):
        pools[one.pool] = pools.get(one.pool, 0) + one.inspections
    return dict(sorted(pools.items()))


def _rows(content: bytes, file: str) -> list[tuple[int, dict[str, str]]]:
    lines = _lines(content, file)
    headings = [_COLUMNS.get(cell.casefold()) for cell in (lines[0][1] if lines else [])]
    missing = [sv for sv, name in (("avdelning", "division"), ("inspektioner", "inspections")) if name not in headings]
    twice = [name for name in set(headings) - {None} if headings.count(name) > 1]
    if missing or twice or None in headings:
        said = [f"kolumnen {name} saknas" for name in missing]
        said += ["två rubriker betyder samma kolumn"] if twice else []
        said += ["en rubrik är okänd"] if None in headings else []
        wanted = "avdelning;form;team;inspektioner, där form och team får utelämnas"
        raise CapacityFault([f"{file}, rad 1, rubriker: {' och '.join(said)}; skriv {wanted}"])
    rows = []
    for line, cells in lines[1:]:
        if len(cells) != len(headings):
            raise CapacityFault(
                [f"{file}, rad {line}: raden har {len(cells)} fält, rubriken {len(headings)}; rätta raden"]
            )
        rows.append((line, {name: cell for name, cell in zip(headings, cells, strict=True) if name}))
    return rows


def _lines(content: bytes, file: str) -> list[tuple[int, list[str]]]:
    """The cells of every line that holds something, with its number."""
    try:
        text = content.decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in text.partition("\n")[0] else ",")
        cells = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except UnicodeDecodeError as error:
        raise CapacityFault([f"{file}: filen är inte i UTF-8; spara den som ”CSV UTF-8”"]) from error
    except csv.Error as error:
        raise CapacityFault([f"{file}: filen går inte att läsa som CSV; spara den som ”CSV UTF-8”"]) from error
    return [(line, row) for line, row in cells if any(row)]


def _one(row: Mapping[str, str], where: str) -> tuple[Capacity | None, list[str]]:
    faults: list[str] = []
    divisions = labels_of("regional_divisions")
    division = NATIONAL if row["division"].casefold() == NATIONAL else _code(divisions, row["division"])
    if division is None:
        known = ", ".join([*divisions.values(), NATIONAL])
        faults.append(f"{where}, avdelning: {_quoted(row['division'])} är ingen avdelning; välj bland {known}")
    form: str | None = ANY
    if row.get("form"):
        form = _code(labels_of("forms"), row["form"])
        if form is None:
            codes = ", ".join(labels_of("forms"))
            faults.append(
                f"{where}, form: {_quoted(row['form'])} är ingen form; skriv en av koderna {codes}, eller inget"
            )
    team = row.get("team", "")
    if len(team) > _LONGEST or any(character.isdigit() for character in team[6:]):
        faults.append(f"{where}, team: skriv ett kort namn på teamet, högst {_LONGEST} tecken, inga nummer")
    number = row["inspections"].replace("\u00a0", "").replace(" ", "")
    if not (number.isascii() and number.isdigit()) or int(number) > MOST:
        faults.append(
            f"{where}, inspektioner: {_quoted(row['inspections'])} är inget helt tal från 0 till {MOST}; "
            "skriv hur många inspektioner som ryms under perioden"
        )
    if faults or division is None or form is None:
        return None, faults
    return Capacity(division, form, team, int(number)), []


def _code(labels: Mapping[str, str], text: str) -> str | None:
    wanted = text.casefold()
    return next((code for code, label in labels.items() if wanted in {code.casefold(), label.casefold()}), None)


def _quoted(text: str) -> str:
    """A cell as it may be repeated: short, and without long numbers."""
    shown = "".join("*" if character.isdigit() else character for character in text) if len(text) > 9 else text
    return f"”{shown[:40]}”"
