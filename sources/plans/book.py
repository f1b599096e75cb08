"""The book of drawn plans: what each was drawn from, by whom, when and why, and its whole frame, never written again.

One line of JSON for each plan and one Parquet file with its frame, in the home directory. The digest of the file stands
in the line, so that a list that has been changed afterwards is told from one that has not. The day is an argument.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from sources.decided import FOLDER, alone
from tables.store import atomic_write

PLANS = FOLDER / "plans"
BOOK = PLANS / "plans.jsonl"
_LETTERS = "abcdefghijkmnpqr"
_LENGTH = 8


class PlanRefused(ValueError):
    """A plan that cannot be written down, or is not there, or is not as it was; says why, in Swedish."""


@dataclass(frozen=True)
class DrawnPlan:
    """One plan as it was drawn.

    Attributes:
        plan_id: target, period and the beginning of the digest of what it was drawn from.
        inputs: what it was drawn from: run_id, target, as_of, period, capacity, seed, random_share, rules, method.
        drawn_on: the day it was drawn; `by` the role, `because` the reason where one was asked for.
        by: see drawn_on.
        because: see drawn_on.
        frame_sha256: digest of the frame's file.
        n: arm → how many were drawn.
        remarks: what whoever drew it was told, Swedish.
    """

    plan_id: str
    inputs: Mapping[str, Any]
    drawn_on: dt.date
    by: str
    because: str
    frame_sha256: str
    n: Mapping[str, int]
    remarks: tuple[str, ...] = field(default=())

    @property
    def target(self) -> str:
        """What the list was about."""
        return str(self.inputs["target"])

    @property
    def period(self) -> str:
        """What it was drawn for."""
        return str(self.inputs["period"])

    @property
    def as_of(self) -> dt.date:
        """The day of the list it was drawn from."""
        return dt.date.fromisoformat(self.inputs["as_of"])


def named(inputs: Mapping[str, Any]) -> str:
    """The name of a plan drawn from these inputs: the same inputs have the same name.

    The digest is written in letters, so that no name can be taken for a person's number.
    """
    digest = hashlib.sha256(json.dumps(dict(inputs), sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    letters = "".join(_LETTERS[int(character, 16)] for character in digest[:_LENGTH])
    return f"{inputs['target']}-{str(inputs['period']).replace('-', '')}-{letters}"


def content(frame: pl.DataFrame) -> bytes:
    """A frame as it is kept; equal frames give equal bytes."""
    stream = BytesIO()
    frame.write_parquet(stream, compression="zstd", statistics=False)
    return stream.getvalue()


def read_book(home: Path) -> list[DrawnPlan]:
    """All plans, in the order they were drawn."""
    path = home / BOOK
    if not path.exists():
        return []
    return [_read(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line]


def write_down(home: Path, plan: DrawnPlan, frame: bytes) -> bool:
    """Keep a plan for good; false when the very same one is kept already.

    Raises:
        PlanRefused: a plan of that name is kept and is not the same, or another for the target and period is kept and
            no reason is given for drawing again.
    """
    with alone(home, PLANS):
        book = read_book(home)
        same = next((one for one in book if one.plan_id == plan.plan_id), None)
        if same is not None:
            if (same.inputs, same.frame_sha256) != (plan.inputs, plan.frame_sha256):
                raise PlanRefused(f"planen {plan.plan_id} finns redan men är en annan; den ändras inte")
            return False
        earlier = [one for one in book if (one.target, one.period) == (plan.target, plan.period)]
        if earlier and not plan.because.strip():
            raise PlanRefused(
                f"för {plan.target} {plan.period} är planen {earlier[-1].plan_id} redan dragen; skriv med --because "
                "varför en ny behövs. Båda finns kvar"
            )
        atomic_write(home / PLANS / f"{plan.plan_id}.parquet", frame)
        atomic_write(home / BOOK, "".join(_line(one) for one in [*book, plan]).encode())
    return True


def frame_of(home: Path, plan: DrawnPlan) -> pl.DataFrame:
    """The frame of a plan as it was drawn, the drawn first, in order.

    Raises:
        PlanRefused: the file is gone or is not the one that was written.
    """
    path = home / PLANS / f"{plan.plan_id}.parquet"
    if not path.exists():
        raise PlanRefused(f"filen med planen {plan.plan_id} finns inte kvar i hemkatalogen")
    kept = path.read_bytes()
    if hashlib.sha256(kept).hexdigest() != plan.frame_sha256:
        raise PlanRefused(f"filen med planen {plan.plan_id} är inte den som drogs; den har ändrats och visas inte")
    return pl.read_parquet(BytesIO(kept))


def find(home: Path, name: str) -> DrawnPlan:
    """The plan of a name, or of the beginning of one.

    Raises:
        PlanRefused: none, or several.
    """
    book = read_book(home)
    wanted = name.strip().casefold()
    hits = [one for one in book if one.plan_id.casefold().startswith(wanted)]
    exact = [one for one in hits if one.plan_id.casefold() == wanted]
    if len(exact or hits) != 1:
        said = "ingen plan" if not hits else f"{len(hits)} planer"
        raise PlanRefused(f"{said} börjar på {name!r}; se `tillsynsradar plan list`")
    return (exact or hits)[0]


def _line(plan: DrawnPlan) -> str:
    row = asdict(plan) | {"drawn_on": plan.drawn_on.isoformat()}
    return json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n"


def _read(row: Mapping[str, Any]) -> DrawnPlan:
    days = {"drawn_on": dt.date.fromisoformat(row["drawn_on"]), "remarks": tuple(row["remarks"])}
    return DrawnPlan(**{**row, **days})
