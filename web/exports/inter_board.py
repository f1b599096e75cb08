"""The profile `inter_board`: what boards have been told of one another's reports, patterns, and the yearly statistics.

What a board was told stands in the book of what was told (`sources/shares/book.py`); here it gets its words and what
has become of it. The statistics rest on facts alone, as they were known on a fixed day, and can be made again later.
"""

import datetime as dt
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.stats import chi2

from indicators.measures.base import known, within
from indicators.windows import Months
from sources.shares.book import Share, latest, read_book
from sources.shares.due import KINDS, standing
from tables.exports import Export
from tables.exports.inter_board import InterBoardPattern, InterBoardReport, YearlyReports
from tables.serving import Published
from web.exports.parties import Facts, facts_of, known_until, legal_persons
from web.exports.persons import as_exported
from web.listing import day_of

Counts = npt.NDArray[np.int64]
Limits = npt.NDArray[np.float64]
#: Over how long reports make a pattern.
PATTERN = Months(24)
_CONFIDENCE = 0.95
_GROUNDS = ("unlicensed", "unsuitable", "serious_deficiency")


def frames(published: Published, as_of: dt.date) -> dict[type[Export], pl.DataFrame]:
    """The tables of the profile.

    Args:
        published: the published tables. Boards had been told what stood in the book of the home directory when the
            exports of the run were first made; until then, all that stands in it.
        as_of: the day they are about; nothing that became known later is used.
    """
    told = read_book(published.path.parent.parent, until_export_of=published.path.stem)
    return computed(facts_of(published), as_of, told)


def computed(facts: Facts, as_of: dt.date, told: Sequence[Share]) -> dict[type[Export], pl.DataFrame]:
    """The same from facts and what boards were told."""
    facts = known_until(facts, as_of)
    reports = _reports_told(facts, as_of, told)
    return {
        InterBoardReport: reports.select(InterBoardReport.column_names()),
        InterBoardPattern: _patterns(facts, as_of, reports),
        YearlyReports: yearly(facts["report"], as_of),
    }


def _reports_told(facts: Facts, as_of: dt.date, told: Sequence[Share]) -> pl.DataFrame:
    """A row for each report and board that was told of it, with the provider it was told about."""
    first = {(one.report_id, one.recipient): one.told_on for one in reversed(told) if one.kind == "report"}
    last = latest(told)
    schema = {"report_id": pl.String, "recipient": pl.String, "actor_id": pl.String, "told_on": pl.Date}
    rows = pl.DataFrame(
        [
            (*key, last[key].actor_id, on, last[key].told_on if last[key].kind == "clearing" else None)
            for key, on in first.items()
        ],
        schema={**schema, "cleared_on": pl.Date},
        orient="row",
    )
    found = (
        facts["report"]
        .filter(known(as_of))
        .with_columns(
            grounds=pl.concat_str(
                [pl.when(f"is_{code}").then(pl.lit(code)) for code in _GROUNDS], separator="|", ignore_nulls=True
            )
        )
    )
    found = found.select("report_id", "kind", "grounds", reported_by="sender_municipality", reported_at="event_date")
    is_cleared = pl.col("cleared_on").is_not_null()
    rows = rows.join(found, on="report_id", how="left").with_columns(
        pl.col("kind").fill_null(KINDS[0]),
        grounds=pl.when(pl.col("grounds") != "").then("grounds"),
        standing=pl.when(is_cleared).then(pl.lit("cleared")).otherwise(pl.lit("standing")),
    )
    return _named(rows, facts, as_of)


def _named(rows: pl.DataFrame, facts: Facts, as_of: dt.date) -> pl.DataFrame:
    people = facts["actor"].filter(known(as_of)).unique("actor_id", keep="first", maintain_order=True)
    people = people.select("actor_id", "actor_name", "legal_form", "id_check", pl.col("id_type").cast(pl.String))
    return as_exported(rows.join(people, on="actor_id", how="left").with_columns(activity_name=pl.lit(None, pl.String)))


def _patterns(facts: Facts, as_of: dt.date, reports: pl.DataFrame) -> pl.DataFrame:
    """To each board that was told of a provider: how many reports of it stand, and from how many municipalities."""
    companies = legal_persons(facts, as_of)["party_id"]
    stands = standing(facts["report"].filter(known(as_of), within("event_date", PATTERN, as_of)), companies)
    counted = stands.group_by("actor_id").agg(
        n_reports=pl.col("report_id").n_unique().cast(pl.Int64),
        n_boards=pl.col("sender_municipality").n_unique().cast(pl.Int64),
        latest=pl.col("event_date").max(),
    )
    boards = reports.filter(pl.col("cleared_on").is_null())
    boards = boards.select("recipient", "actor_id", "operator_number", "operator_name").unique()
    return boards.join(counted, on="actor_id").select(InterBoardPattern.column_names())


def yearly(reports: pl.DataFrame, as_of: dt.date) -> pl.DataFrame:
    """Rows of `YearlyReports`, for every year there is anything of, by board and for the whole country.

    Args:
        reports: rows of `core.report`, of every period of knowledge up to `as_of`.
        as_of: the day; a year whose first of March has not come is counted as known on it.
    """
    rows = reports.filter(pl.col("kind").is_in(KINDS), pl.col("event_date") <= as_of)
    years = range(*_bounds(rows, as_of))
    counted = pl.concat(
        [YearlyReports.create_empty(), *(_of_year(rows, year, as_of) for year in years)], how="diagonal_relaxed"
    )
    return counted.select(YearlyReports.column_names()).sort(pl.all())


def frames_of_years(published: Published, year: int | None) -> pl.DataFrame:
    """The yearly statistics of a published run, of one year or of all, the latest year first."""
    as_of = day_of(published, None)
    rows = yearly(known_until(facts_of(published), as_of)["report"], as_of)
    chosen = rows if year is None else rows.filter(pl.col("year") == year)
    return chosen.sort("year", "reported_by", "kind", "subject_type", descending=[True, False, False, True])


def _bounds(rows: pl.DataFrame, as_of: dt.date) -> tuple[int, int]:
    first: dt.date | None = rows["event_date"].min()  # type: ignore[assignment]
    return (as_of.year + 1 if first is None else first.year, as_of.year + 1)


def _of_year(rows: pl.DataFrame, year: int, as_of: dt.date) -> pl.DataFrame:
    settled = dt.date(year + 1, 3, 1)
    day = min(settled, as_of)
    of_year = rows.filter(known(day), pl.col("event_date").dt.year() == year)
    keys = ["kind", "subject_type"]
    by_board = (
        of_year.group_by(pl.col("sender_municipality").alias("reported_by"), *keys)
        .agg(n=_n())
        .drop_nulls("reported_by")
    )
    every = pl.DataFrame({"kind": list(KINDS)}).join(
        pl.DataFrame({"subject_type": ["provider", "individual"]}), how="cross"
    )
    whole = every.join(of_year.group_by(*keys).agg(n=_n()), on=["kind", "subject_type"], how="left")
    counted = pl.concat([whole.with_columns(pl.col("n").fill_null(0)), by_board], how="diagonal")
    low, high = poisson_limits(counted["n"].to_numpy())
    return counted.with_columns(
        pl.Series("low", low, dtype=pl.Float64),
        pl.Series("high", high, dtype=pl.Float64),
        year=pl.lit(year, pl.Int32),
        known_on=pl.lit(day),
        is_preliminary=pl.lit(day < settled),
    )


def _n() -> pl.Expr:
    return pl.col("report_id").n_unique().cast(pl.Int64)


def poisson_limits(n: Counts) -> tuple[Limits, Limits]:
    """Lower and upper limits of the exact 95 % interval of each count (Garwood 1936)."""
    tail = (1 - _CONFIDENCE) / 2
    low = np.where(n > 0, chi2.ppf(tail, 2 * np.maximum(n, 1)) / 2, 0.0)
    return low, np.asarray(chi2.ppf(1 - tail, 2 * (n + 1)) / 2)
