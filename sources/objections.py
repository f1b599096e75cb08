"""The book of objections: which value somebody says is wrong, since when, why, and when it was taken back.

One line of JSON for each, only ever added to; the latest about a value is the one that stands. Nothing is computed from
the book: a value changes when its source delivers a correction. No person is named, and the day is an argument.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from sources.decided import FOLDER, alone
from sources.identity import masked
from tables.store import atomic_write

BOOK = FOLDER / "objections.jsonl"
LONGEST = 1000
What = Literal["wrong", "outdated", "explained", "withdrawn"]


class ObjectionRefused(ValueError):
    """An objection that cannot be taken; says why, in Swedish."""


@dataclass(frozen=True)
class Objection:
    """One objection to one value.

    Attributes:
        noted_on: the day.
        indicator_id: the indicator.
        entity_id: the activity, actor or municipality that the value is about.
        what: what is the matter with it; `withdrawn` takes the one before back.
        because: the grounds.
        by: the role of who objects.
        as_of: the day of the value that was shown.
        run_id: the run it came from.
    """

    noted_on: dt.date
    indicator_id: str
    entity_id: str
    what: What
    because: str
    by: str
    as_of: dt.date
    run_id: str

    @property
    def about(self) -> tuple[str, str]:
        """Indicator and entity."""
        return self.indicator_id, self.entity_id


def read_book(home: Path) -> list[Objection]:
    """All objections, in the order they were noted."""
    path = home / BOOK
    if not path.exists():
        return []
    return [_read(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line]


def standing(book: Iterable[Objection]) -> dict[tuple[str, str], Objection]:
    """Indicator and entity → the objection that stands; those taken back are left out."""
    return {about: one for about, one in {one.about: one for one in book}.items() if one.what != "withdrawn"}


def note_down(home: Path, objection: Objection) -> bool:
    """Write an objection down; false when it stands already, word for word.

    Raises:
        ObjectionRefused: it gives no grounds, may hold a personal number, is older than the latest about the value, or
            takes back what does not stand.
    """
    _require_words(objection)
    with alone(home):
        book = read_book(home)
        latest = {one.about: one for one in book}.get(objection.about)
        if latest is not None and replace(latest, noted_on=objection.noted_on) == objection:
            return False
        if latest is not None and latest.noted_on > objection.noted_on:
            raise ObjectionRefused(f"det finns en invändning från {latest.noted_on}; en ny kan inte vara äldre")
        if objection.what == "withdrawn" and objection.about not in standing(book):
            raise ObjectionRefused("uppgiften är inte ifrågasatt, så det finns inget att återta")
        atomic_write(home / BOOK, "".join(_line(one) for one in [*book, objection]).encode())
    return True


def _require_words(objection: Objection) -> None:
    because = objection.because
    if not because.strip():
        raise ObjectionRefused("skriv vad invändningen grundas på")
    if len(because) > LONGEST:
        raise ObjectionRefused(f"skriv högst {LONGEST} tecken; resten hör hemma i ärendet")
    if masked(because) != because:
        raise ObjectionRefused("texten innehåller något som kan vara ett personnummer; skriv om utan det")


def _line(objection: Objection) -> str:
    return json.dumps(asdict(objection), default=str, ensure_ascii=False, sort_keys=True) + "\n"


def _read(row: Mapping[str, str]) -> Objection:
    days = {name: dt.date.fromisoformat(row[name]) for name in ("noted_on", "as_of")}
    return Objection(**{**row, **days})  # type: ignore[arg-type]
