"""Any register's outcomes: plain delivery files to the same figures, with nothing in them that is one country's own.

A file is CSV in UTF-8, comma or semicolon between columns. It must have `entity`, `date` (YYYY-MM-DD), `outcome` (0 or
1) and `why_inspected`; it may have `region`, `inspector`, `level` (a number, higher is riskier), `size`, `score` (a
number, higher is riskier, as it was before the inspection), `owner`, and `known_from` (when the outcome was known).
`why_inspected` is any word; `random` and `duty` (or `yearly_duty`) are the ones that no risk was behind.
"""

import datetime as dt
from pathlib import Path

import polars as pl

from indicators.evaluation import fairness, measures
from indicators.evaluation.backtest import Evaluation
from indicators.evaluation.baselines import BASELINES, with_baselines
from indicators.evaluation.candidates import Candidates
from indicators.evaluation.figure_rows import Curves, Figures
from tables.months import add_months

REQUIRED = ("entity", "date", "outcome", "why_inspected")
OPTIONAL = ("region", "inspector", "level", "size", "score", "owner", "known_from")
_NUMBERS, _DATES = ("outcome", "level", "size", "score"), ("date", "known_from")
_UNCHOSEN = {"y_random": ("random",), "y_duty": ("duty", "yearly_duty")}
_MONTHS = 3


class UnusableFile(ValueError):
    """A file that cannot be evaluated. Says in Swedish which file, row and field, what is wrong, and what to do."""

    def __init__(self, path: Path, row: int | None, field: str, rule: str, remedy: str) -> None:
        self.path, self.row, self.field = path, row, field
        where = f"{path.name}" if row is None else f"{path.name}, rad {row}"
        super().__init__(f"{where}: {field}: {rule}; {remedy}")


def read(path: Path) -> pl.DataFrame:
    """The rows of an outcomes file, typed: dates, numbers and texts; optional columns that are not there are null.

    Raises:
        UnusableFile: a column is missing or unknown, or a field is not what it must be.
    """
    rows = _text(path)
    for name in REQUIRED:
        if name not in rows.columns:
            raise UnusableFile(path, 1, name, "kolumnen saknas", f"lägg till den; det behövs {', '.join(REQUIRED)}")
    unknown = sorted(set(rows.columns) - {*REQUIRED, *OPTIONAL})
    if unknown:
        raise UnusableFile(
            path, 1, unknown[0], "finns inte som kolumn", f"ta bort den, eller använd någon av {', '.join(OPTIONAL)}"
        )
    rows = rows.with_columns(pl.all().str.strip_chars().replace("", None))
    rows = rows.with_columns(pl.lit(None, pl.String).alias(name) for name in OPTIONAL if name not in rows.columns)
    for name in REQUIRED:
        _demand(path, rows, name, pl.col(name).is_not_null(), "är tomt", "fyll i det eller ta bort raden")
    date, number = (
        pl.col(*_DATES).str.to_date("%Y-%m-%d", strict=False),
        pl.col(*_NUMBERS).cast(pl.Float64, strict=False),
    )
    typed = rows.with_columns(date, number)
    for name in (*_DATES, *_NUMBERS):
        form = "ett datum som ÅÅÅÅ-MM-DD" if name in _DATES else "ett tal"
        held = rows[name].is_null() | typed[name].is_not_null()
        _demand(
            path, rows, name, pl.lit(held), f"är inte {form}", "rätta det, eller lämna det tomt där det får vara tomt"
        )
    is_binary = pl.lit(typed["outcome"].is_in([0.0, 1.0]))
    _demand(path, rows, "outcome", is_binary, "är varken 0 eller 1", "skriv 1 för träff och 0 för ingen")
    repeated = typed.select("entity", "date", "why_inspected").is_duplicated()
    _demand(path, rows, "entity", pl.lit(~repeated), "samma inspektion står två gånger", "behåll en av raderna")
    return typed


def _text(path: Path) -> pl.DataFrame:
    try:
        content = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UnusableFile(path, None, "filen", "finns inte", "kontrollera sökvägen") from error
    except UnicodeDecodeError as error:
        raise UnusableFile(path, None, "filen", "är inte text i UTF-8", "spara om den som UTF-8") from error
    first = content.partition("\n")[0]
    if len(content.splitlines()) < 2:
        raise UnusableFile(
            path, None, "filen", "har inga rader", "den behöver en första rad med namn och sedan raderna"
        )
    separator = ";" if first.count(";") > first.count(",") else ","
    try:
        return pl.read_csv(content.encode(), separator=separator, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise UnusableFile(path, None, "filen", "är ingen tabell", "ge alla rader lika många fält") from error


def _demand(path: Path, rows: pl.DataFrame, name: str, holds: pl.Expr, rule: str, remedy: str) -> None:
    broken = rows.select((~holds).arg_true().alias("row"))["row"]
    if len(broken):
        value = rows[name][int(broken[0])]
        shown = "" if value is None else f"”{value}” "
        raise UnusableFile(path, int(broken[0]) + 2, name, f"{shown}{rule}", remedy)


def evaluate(rows: pl.DataFrame, *, top: float = 0.1, seed: int = 1, label: str = "outcome") -> Evaluation:
    """Figures and curves of a register's outcomes.

    The list date of an inspection is the end of the quarter before it; what is known then is outcomes of earlier
    inspections. There are only inspected units, so recall and AUC stand on the duty stratum, if there is one.

    Args:
        rows: as `read` gives them.
        top: the share of a list that is its top.
        seed: of chance and ties.
        label: what the outcome is called.
    """
    frame = _candidates(rows, seed)
    known = ("own_score", "random", *BASELINES)
    frame = frame.rename({"score": "own_score"})
    methods = [name for name in known if frame[name].null_count() < frame.height]
    candidates = Candidates(frame, None, label, methods, top)
    into, curves = Figures(None, label), Curves(None, label)
    measures.headline(candidates, into)
    measures.inspected(candidates, into)
    measures.within_places(candidates, into)
    measures.by_origin(candidates, into)
    measures.curves_of(candidates, curves)
    fairness.funnel(candidates, curves, "region")
    into.add("n_labels", float(frame.height))
    into.add("n_inspected", float(frame.height))
    early = frame.filter(pl.col("list_date") >= pl.col("date")).height
    into.add("facts_before_known", float(early))
    return Evaluation(into.frame(), curves.frame(), frame.drop("date"), {})


def _candidates(rows: pl.DataFrame, seed: int) -> pl.DataFrame:
    """One row per inspection, on the list date before it, with all orders that the file allows."""
    days = {day: _quarter_before(day) for day in rows["date"].unique().to_list()}
    frame = rows.with_columns(
        list_date=pl.col("date").replace_strict(days, return_dtype=pl.Date),
        entity_id="entity",
        owner_id=pl.coalesce("owner", "entity"),
        look=pl.col("date").cast(pl.String),
        origin="why_inspected",
        y="outcome",
        places="size",
        authority_level="level",
        tips=pl.lit(None, pl.Float64),
        is_chosen=~pl.col("why_inspected").is_in(["random", "duty", "yearly_duty"]),
    ).sort("list_date", "entity_id", "date", "why_inspected")
    frame = frame.with_columns(
        pl.when(pl.col("origin").is_in(list(codes))).then("y").alias(name) for name, codes in _UNCHOSEN.items()
    )
    first = frame.unique(["list_date", "entity_id"], keep="first", maintain_order=True)
    outcomes = frame.select(
        "entity_id", "outcome", "region", "inspector", event_date="date",
        known_from=pl.coalesce("known_from", "date"), known_to=pl.lit(None, pl.Date),
    )  # fmt: skip
    keep = ("list_date", "entity_id", "owner_id", "date", "look", "origin", "y", "y_random", "y_duty", "region",
            "inspector", "places", "authority_level", "tips", "is_chosen", "score")  # fmt: skip
    return with_baselines(first.select(keep), outcomes, seed)


def _quarter_before(day: dt.date) -> dt.date:
    """The last day of the quarter before the one that `day` lies in."""
    start = dt.date(day.year, _MONTHS * ((day.month - 1) // _MONTHS) + 1, 1)
    return add_months(start, 0) - dt.timedelta(days=1)
