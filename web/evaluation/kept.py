"""The latest evaluation of a home's own lists, kept as it was shown, so that pages can show it again.

Pictures and words are made once, when the evaluation is; reading it needs no figures and draws nothing.
"""

import base64
import dataclasses
import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tables.store import atomic_write
from web.evaluation import words
from web.evaluation.report import Evaluation, parts

FILE = Path("evaluation") / "latest.json"


@dataclass(frozen=True)
class Kept:
    """An evaluation as it was shown.

    Attributes:
        run_id: the run that it rests on.
        made_on: the day it was made.
        told: parts, about, card, limits and missing, as plain values.
    """

    run_id: str
    made_on: dt.date
    told: dict[str, Any]

    def picture(self, anchor: str, place: int) -> bytes | None:
        """A picture of a part, as SVG; nothing where there is no such picture."""
        for part in self.told["parts"]:
            if part["anchor"] == anchor and 0 <= place < len(part["pictures"]):
                _, _, content = str(part["pictures"][place]["address"]).partition("base64,")
                return base64.b64decode(content)
        return None


def keep(home: Path, evaluation: Evaluation, run_id: str, made_on: dt.date, missing: tuple[str, ...] = ()) -> Path:
    """Keep an evaluation in place of the one before.

    Args:
        home: the home directory.
        evaluation: what is shown.
        run_id: the run that it rests on.
        made_on: the day it was made.
        missing: what could not be evaluated, and why.

    Returns:
        The file.
    """
    told = {
        "parts": [_plain(dataclasses.asdict(one)) for one in parts(evaluation)],
        "about": evaluation.about,
        "card": evaluation.card,
        "limits": words.LIMITS,
        "missing": missing,
    }
    path = home / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"run_id": run_id, "made_on": made_on.isoformat(), "told": told}
    atomic_write(path, json.dumps(content, ensure_ascii=False, sort_keys=True).encode())
    return path


def _plain(part: dict[str, Any]) -> dict[str, Any]:
    """Sets become sorted lists, which JSON has."""
    for grid in (part["headline"], *part["tables"]):
        grid["first"] = sorted(grid["first"])
    return part


def kept(home: Path) -> Kept | None:
    """The latest evaluation; nothing where none has been made."""
    path = home / FILE
    if not path.exists():
        return None
    held = json.loads(path.read_text(encoding="utf-8"))
    return Kept(held["run_id"], dt.date.fromisoformat(held["made_on"]), held["told"])
