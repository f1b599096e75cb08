"""The gate between a model in shadow and a model in use, and the book of what has gone through it.

No model is put in use by naming it in a profile: a profile has no such key. It is decided here, dated and with reasons,
and only when the evaluation that the decision rests on shows that it is better than the score in use and than every
simple order, on every list date, on units that were not chosen by risk. That evaluation's figures are kept beside the
book under their digest, and whoever asks what is in use has the gate tried again on them.
"""

import datetime as dt
import fcntl
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

import polars as pl

from indicators.evaluation.comparing import comparisons
from indicators.evaluation.folds import LEAST
from sources.decided import FOLDER
from sources.identity import masked
from tables.marts.evaluation import EvaluationFigure
from tables.store import atomic_write
from web.evaluation.verdicts import reason
from web.evaluation.words import method_words

MODELS = ("shadow_logistic", "shadow_boosting")
BOOK = FOLDER / "models.jsonl"
KEPT = FOLDER / "evaluations"
_LONGEST = {"by": 80, "because": 1000}


class PromotionRefused(ValueError):
    """A model that may not be put in use, or is no longer as it was decided; one Swedish sentence a reason."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


@dataclass(frozen=True)
class Promoted:
    """One decision to put a model in use for a target.

    Attributes:
        on: the day it was taken.
        target: the target whose list it may order.
        method: the model.
        by: the role of who decided.
        because: the reason, in the decider's words.
        run_id: the published run whose facts the evaluation rests on.
        figures_sha256: digest of the evaluation's figures as they are kept.
    """

    on: dt.date
    target: str
    method: str
    by: str
    because: str
    run_id: str
    figures_sha256: str


def content(figures: pl.DataFrame) -> bytes:
    """Figures as they are kept; equal frames give equal bytes."""
    stream = BytesIO()
    columns = EvaluationFigure.column_names()
    figures.select(columns).sort(columns, nulls_last=True).write_parquet(stream, compression="zstd", statistics=False)
    return stream.getvalue()


def why_not(figures: pl.DataFrame, target: str, method: str) -> tuple[str, ...]:
    """The reasons why a model may not be put in use; none when it may."""
    found = comparisons(figures, target, method)
    reasons = [f"{reason(one)}" for one in found if not one.is_better]
    if found and min(len(one.better_on) + len(one.not_better_on) for one in found) < LEAST:
        reasons.append(f"Jämförelserna gäller färre än {LEAST} listdagar; det är för få för att visa något över tid.")
    if method not in MODELS:
        reasons.append(f"{method} är ingen skuggmodell; välj bland {', '.join(MODELS)}")
    if "version_1" not in {one.other for one in found}:
        reasons.append(f"Det finns inget att jämföra {method_words(method)} med på {target}.")
    leaked = figures.filter(pl.col("measure") == "facts_before_known")
    if leaked.is_empty() or (leaked["value"].fill_null(1.0) != 0).any():
        reasons.append("Det är inte visat att alla uppgifter var kända när de användes.")
    return tuple(dict.fromkeys(reasons))


def promote(home: Path, figures: pl.DataFrame, decision: Promoted) -> Promoted:
    """Write a decision down, with the figures it rests on; what stands in the book.

    `figures_sha256` is filled in here.

    Raises:
        PromotionRefused: the figures do not show it, or the decision does not say who and why.
    """
    kept = content(figures)
    digest = hashlib.sha256(kept).hexdigest()
    refused = why_not(figures, decision.target, decision.method) + _wordless(decision)
    if refused:
        raise PromotionRefused(refused)
    whole = Promoted(**{**asdict(decision), "figures_sha256": digest})
    with _alone(home):
        atomic_write(home / KEPT / f"{digest}.parquet", kept)
        atomic_write(home / BOOK, "".join(_line(one) for one in [*read_book(home), whole]).encode())
    return whole


def in_use(home: Path, target: str) -> Promoted | None:
    """The model that is decided for a target, its gate tried again on the kept figures; none when none is decided.

    Raises:
        PromotionRefused: the figures are gone or changed, or do not show it.
    """
    latest = next((one for one in reversed(read_book(home)) if one.target == target), None)
    if latest is None:
        return None
    path = home / KEPT / f"{latest.figures_sha256}.parquet"
    kept = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(kept).hexdigest() != latest.figures_sha256:
        raise PromotionRefused((f"utvärderingen bakom beslutet {latest.on} om {target} finns inte kvar som den var",))
    reasons = why_not(pl.read_parquet(BytesIO(kept)), target, latest.method)
    if reasons:
        raise PromotionRefused(reasons)
    return latest


def read_book(home: Path) -> list[Promoted]:
    """All decisions, in the order they were taken."""
    path = home / BOOK
    if not path.exists():
        return []
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [Promoted(**{**row, "on": dt.date.fromisoformat(row["on"])}) for row in rows]


def _wordless(decision: Promoted) -> tuple[str, ...]:
    reasons = []
    for name, longest in _LONGEST.items():
        text = str(getattr(decision, name))
        if not text.strip():
            reasons.append(f"--{name} är tomt; skriv vem som beslutar, i vilken roll, och varför")
        elif len(text) > longest:
            reasons.append(f"--{name} är längre än {longest} tecken")
        elif masked(text) != text:
            reasons.append(f"--{name} innehåller något som kan vara ett personnummer; skriv om utan det")
    return tuple(reasons)


def _line(decision: Promoted) -> str:
    return json.dumps(asdict(decision) | {"on": decision.on.isoformat()}, ensure_ascii=False, sort_keys=True) + "\n"


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Only one writes at a time; another waits."""
    (home / KEPT).mkdir(parents=True, exist_ok=True)
    with (home / KEPT / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
