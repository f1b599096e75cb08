"""What is remembered between fetches: the last answer about each field, the last good one, and when each was had.

One file, replaced whole, so that it never says half of something. What is asked and when is in `fetching.py`.
"""

import datetime as dt
import io
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from sources.fetching.connector import SourceFault
from tables.raw import CompanyAnswer
from tables.store import atomic_write

FILE = "answers.parquet"
_KEY = ["operator_id", "registration_no", "field"]
_SAID = ["producer", "state", "value", "since"]
_DELIVERED = CompanyAnswer.columns()
ANSWER = {name: _DELIVERED[name].dtype for name in [*_KEY, *_SAID, "known_at"]}
_GOOD = {"good_state": pl.String(), "good_value": pl.String(), "good_since": pl.Date(), "good_at": pl.Date()}
_OPERATOR = {"operator_id": pl.String(), "answered_at": pl.Date(), "tried_at": pl.Date(), "batch": pl.Int64()}


@dataclass(frozen=True)
class Memory:
    """What has been answered so far. Never changed; `after` gives the next.

    Attributes:
        operators: one row each that was asked about: `answered_at` is the day of its last whole answer by the source's
            own clock, `tried_at` the day of the run that last asked, `batch` the number of the file it went into.
        answers: one row a field: the last answer and since when it is the same (`known_at`), and the last good one with
            the day it was last had (`good_at`). No answer at all (`source_down`) leaves what was good as it was.
    """

    operators: pl.DataFrame
    answers: pl.DataFrame

    @property
    def next_batch(self) -> int:
        """The number of the next file."""
        return int(self.operators["batch"].max() or 0) + 1  # type: ignore[arg-type]

    def news(self, answers: pl.DataFrame) -> pl.DataFrame:
        """Of answers those that say something else than the last one, and a `not_found` for a business that is gone."""
        held = self.answers.select(*_KEY, *_SAID)
        same = answers.join(held, on=[*_KEY, *_SAID], how="semi", nulls_equal=True)
        told = answers.select(*ANSWER).join(same, on=_KEY, how="anti")
        whole = answers.filter((pl.col("state") != "source_down").all().over("operator_id"))
        days = whole.group_by("operator_id").agg(known_at=pl.col("known_at").max())
        gone = (
            held.join(answers, on=_KEY, how="anti").filter(pl.col("state") != "not_found").join(days, on="operator_id")
        )
        nothing = pl.lit(None)
        gone = gone.with_columns(state=pl.lit("not_found"), producer=nothing, value=nothing, since=nothing)
        return pl.concat([told, gone.select(pl.col(name).cast(kind) for name, kind in ANSWER.items())]).sort(_KEY)

    def after(self, answers: pl.DataFrame, asked: pl.DataFrame) -> "Memory":
        """The memory with a batch of answers.

        Args:
            answers: rows by the delivery contract.
            asked: those that were asked: `operator_id`, `tried_at`, `batch`, and `answered_at` where all was answered.
        """
        earlier = self.operators.select("operator_id", before="answered_at")
        asked = asked.join(earlier, on="operator_id", how="left")
        asked = asked.with_columns(answered_at=pl.coalesce("answered_at", "before")).select(*_OPERATOR)
        return replace(
            self,
            operators=_put(self.operators, asked, ["operator_id"]),
            answers=_put(self.answers, self._remembered(answers), _KEY),
        )

    def only(self, operators: list[str]) -> "Memory":
        """The memory of these operators alone."""
        is_one = pl.col("operator_id").is_in(operators)
        return Memory(self.operators.filter(is_one), self.answers.filter(is_one))

    def save(self, folder: Path) -> None:
        """Make it durable."""
        buffer = io.BytesIO()
        self.operators.join(self.answers, on="operator_id", how="left").write_parquet(buffer)
        atomic_write(folder / FILE, buffer.getvalue())

    def _remembered(self, answers: pl.DataFrame) -> pl.DataFrame:
        news, had = self.news(answers), answers.select(*_KEY, had_at="known_at")
        repeated = self.answers.join(news, on=_KEY, how="anti").join(had, on=_KEY, how="semi")
        good = self.answers.select(*_KEY, *_GOOD)
        rows = (
            pl.concat([news, repeated.select(*ANSWER)]).join(good, on=_KEY, how="left").join(had, on=_KEY, how="left")
        )
        is_good, day = pl.col("state") != "source_down", pl.coalesce("had_at", "known_at")
        now = {
            "good_state": pl.col("state"),
            "good_value": pl.col("value"),
            "good_since": pl.col("since"),
            "good_at": day,
        }
        kept = [pl.when(is_good).then(value).otherwise(pl.col(name)).alias(name) for name, value in now.items()]
        return rows.with_columns(kept).select(*ANSWER, *_GOOD)


def load(folder: Path) -> Memory:
    """What was remembered; nothing the first time.

    Raises:
        SourceFault: the file cannot be read.
    """
    path = folder / FILE
    columns = {**_OPERATOR, **ANSWER, **_GOOD}
    if not path.exists():
        whole = pl.DataFrame(schema=columns)
    else:
        try:
            whole = pl.read_parquet(path).select(pl.col(name).cast(kind) for name, kind in columns.items())
        except (pl.exceptions.PolarsError, OSError) as error:
            raise SourceFault(
                f"{FILE} i källans mapp går inte att läsa ({type(error).__name__}); ta bort den, så frågas allt om"
            ) from None
    return Memory(
        whole.select(*_OPERATOR).unique("operator_id").sort("operator_id"),
        whole.drop_nulls("field").select(*ANSWER, *_GOOD).sort(_KEY),
    )


def due(memory: Memory, organisations: list[str], day: dt.date) -> list[str]:
    """Those not answered in whole on the day, those never asked first and then by how long ago they last were."""
    rows = pl.DataFrame({"operator_id": organisations}, schema={"operator_id": pl.String})
    rows = rows.join(memory.operators, on="operator_id", how="left")
    rows = rows.filter(pl.col("answered_at").is_null() | (pl.col("answered_at") < day))
    rows = rows.with_columns(last=pl.max_horizontal("answered_at", "tried_at"))
    return rows.sort("last", "operator_id", nulls_last=False)["operator_id"].to_list()


def covered(memory: Memory, organisations: list[str]) -> dt.date | None:
    """The last day to which every organisation has been answered in whole; nothing while one never was."""
    held = memory.operators.filter(pl.col("operator_id").is_in(organisations))["answered_at"].drop_nulls()
    found: dt.date | None = held.min() if held.len() == len(organisations) else None  # type: ignore[assignment]
    return found


def _put(held: pl.DataFrame, rows: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    return pl.concat([held.join(rows, on=key, how="anti"), rows.select(held.columns)]).sort(key)
