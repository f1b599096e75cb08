"""Weekly files in the vendor's form, made of rows that say only what they are about."""

import atexit
import datetime as dt
import io
import shutil
import tempfile
import zipfile
from pathlib import Path

import polars as pl
from stdnum import luhn

from sources.bolagsverket.bulk.fetching import read_week
from sources.bolagsverket.bulk.parsing import HEADING, parse
from sources.bolagsverket.bulk.register import rows_of
from sources.bolagsverket.bulk.weekly import changed_deliveries, prune
from sources.fetching.weeks import Week, Weeks, with_new
from sources.identity import PseudonymKey

KEY = PseudonymKey(b"a key for tests only")


def number(nine: str) -> str:
    """Nine digits with their check digit."""
    return nine + luhn.calc_check_digit(nine)


A, B, C, D = (number(f"55600000{n}") for n in (2, 3, 4, 5))
PERSON = number("850101123")
PSEUDONYM = KEY.pseudonym(PERSON)


def cells(
    identity=A,
    kind=None,
    number_=None,
    name="Omsorg AB",
    named="2015-01-01",
    form="AB",
    gone="",
    reason="",
    procedures="",
    registered="2015-01-01",
    description="",
    address="Storgatan 1$$UMEÅ$90325$SE-LAND",
):
    """One row of the file; `kind` follows from the number."""
    kind = kind or ("PERSON" if len(identity) == 12 else "ORGNR")
    return (
        f"{identity}${kind}-IDORG",
        "" if number_ is None else str(number_),
        "SE-LAND",
        f"{name}$FORETAGSNAMN-ORGNAM${named}$" if name is not None else "",
        f"{form}-ORGFO" if form else "",
        gone,
        f"{reason}-AVORG" if reason else "",
        procedures,
        registered,
        description,
        address,
    )


def line(row, ending="\n"):
    return ";".join('"' + cell.replace('"', '""') + '"' for cell in row) + ending


def text(*rows, ending="\n"):
    return "".join(line(row, ending) for row in (HEADING, *rows))


def zipped(content, name="bolagsverket_bulkfil.txt"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return out.getvalue()


def followed(*operators):
    return pl.DataFrame({"operator_id": list(operators)}, schema={"operator_id": pl.String})


_READ = {}


def _read(source, kept, content, who):
    """Read a text into a folder; the same text for the same ones only once, since that is what takes time."""
    if (content, who) not in _READ:
        folder = Path(tempfile.mkdtemp(prefix="weekly-", dir=_CACHE.name))
        _READ[content, who] = folder, read_week(source, folder, followed(*who), KEY)
    folder, read = _READ[content, who]
    shutil.copytree(folder, kept)
    return read


_CACHE = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
atexit.register(_CACHE.cleanup)


class Home:
    """A connector's memory and the delivery files it has given, as files would lie after each taking in."""

    def __init__(self, folder: Path) -> None:
        self.weeks, self.files = Weeks(folder), {}

    def take(self, day, content, who=(A,)):
        """Take in a file; gives what it delivered."""
        known = self.weeks.all()
        with self.weeks.work() as folder:
            source, kept = folder / "text", folder / "week"
            source.write_bytes(content.encode() if isinstance(content, str) else content)
            read = _read(source, kept, content, who)
            week = Week(kept, dt.date.fromisoformat(str(day)), str(hash(content)), "", read.rows, read.remarks)
            waiting = self.weeks.put(kept, week, followed(*who))
        changed = changed_deliveries(known, with_new(known, waiting), waiting.day)
        self.weeks.take_in(waiting)
        prune(self.weeks.all())
        self.files |= changed
        return changed

    def table(self, name):
        """All rows delivered of a table, as they stand."""
        found = [rows for stem, rows in self.files.items() if stem.startswith(f"{name}_bolagsverket_bulk")]
        return pl.concat(found).sort(pl.all())


def taken(*files, who=(A,)):
    """What files of (day, text) have delivered together."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        for day, content in files:
            home.take(day, content, who)
        return home


def read(folder, content, who=(A, B, PSEUDONYM)):
    """The rows of those followed, and what was said of the file."""
    source, target = folder / "text", folder / "register.parquet"
    source.write_bytes(content.encode() if isinstance(content, str) else content)
    parsed = parse(source, target, followed(*who), KEY)
    return parsed, rows_of(target, followed(*who))
