"""What is watched about lists and what they rest on, as rows of `marts.Monitor`: shares of what is counted over.

Bands and scores per list, how much of a list is the same as a year ago, choices that inspectors would have made
otherwise, reports that found no activity, fields that are empty, and hits by arm and quarter. What to think of a
figure is in `watch_findings.py`; shares of the register as a whole are in `monitors.py`. Source: method notes §10.
"""

import datetime as dt
from collections.abc import Iterable

import polars as pl

from indicators.evaluation import hit_rates
from indicators.measures.base import known
from indicators.population import Facts
from tables.code_lists import code_list, codes_of
from tables.marts import Monitor
from tables.months import add_months

#: Scores that a share is counted from, up to 100.
SCORE_STEPS = (25, 50, 75)
#: The part of a list that is its top, as in bands.
TOP = 0.05
#: Targets whose hits are looked for by inspections.
JUDGED = ("Q", "W")
#: Quarters of hits that are kept.
QUARTERS = 8
#: Fields of an activity whose absence is counted, with their names in Swedish. Keys of persons are not looked at.
FIELDS = {"municipality_code": "kommun", "max_places": "antal platser", "permit_no": "tillståndsnummer"}
_MONTHS = 12
_IDENTIFYING = code_list("link_methods").filter(pl.col("is_identifier") == "1")["code"].to_list()
_SCHEMA = {"monitor_id": pl.String, "denominator": pl.String, "n": pl.Int64, "y": pl.Int64}


def watched(facts: Facts, scores: pl.DataFrame, population: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Everything that one day's tables say.

    Args:
        facts: `report`, `case_record`, `planned_case`, `outcome` and `activity_version`.
        scores: rows of `marts.Score` of the day.
        population: the activities that are open on the day, with their operators.
        day: the day; what was known later does not count.

    Returns:
        Rows of `marts.Monitor`, sorted.
    """
    parts = (_bands(scores), _steps(scores), _overridden(facts, day), _unlinked(facts, day),
             _empty(facts, population, day), _hits(facts, day))  # fmt: skip
    return rows(pl.concat(parts), day)


def rows(counted: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Counts as rows of the contract; a denominator of nobody has no share."""
    share = pl.when(pl.col("n") > 0).then(pl.col("y") / pl.col("n"))
    made = counted.with_columns(as_of=pl.lit(day), value=share).select(Monitor.column_names())
    return Monitor.validate(made.sort("as_of", "monitor_id", "denominator"), cast=True)


def same_as_before(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """How much of each list's top stands in the top of an earlier one too.

    Args:
        now: `target`, `activity_id` and `rank` of the lists of a day.
        before: the same of the earlier lists.

    Returns:
        Counts: monitor `same_as_last_year`, one row per target that both have.
    """
    found = []
    for target in codes_of("targets"):
        tops = [_top(lists.filter(pl.col("target").cast(pl.String) == target)) for lists in (now, before)]
        if all(tops):
            found.append(("same_as_last_year", f"list_{target}", len(tops[0]), len(tops[0] & tops[1])))
    return _counts(found)


def _top(listed: pl.DataFrame) -> set[str]:
    ranked = listed.drop_nulls("rank").sort("rank", "activity_id")
    return set(ranked["activity_id"].head(-int(-ranked.height * TOP // 1)))


def _bands(scores: pl.DataFrame) -> pl.DataFrame:
    listed = scores.filter(pl.col("basis").cast(pl.String) != "sole_trader")
    bands = pl.DataFrame({"band": codes_of("bands")})
    sizes = listed.group_by(pl.col("target").cast(pl.String)).agg(n=pl.len().cast(pl.Int64))
    own = listed.group_by(pl.col("target", "band").cast(pl.String)).agg(y=pl.len().cast(pl.Int64))
    every = sizes.join(bands, how="cross").join(own, on=["target", "band"], how="left")
    return every.select(
        monitor_id=pl.concat_str(pl.lit("band_"), "band"),
        denominator=pl.concat_str(pl.lit("list_"), "target"),
        n="n",
        y=pl.col("y").fill_null(0),
    )


def _steps(scores: pl.DataFrame) -> pl.DataFrame:
    ranked = scores.filter(pl.col("basis").cast(pl.String) == "ranked")
    parts = [
        ranked.group_by(pl.col("target").cast(pl.String)).agg(
            n=pl.len().cast(pl.Int64), y=(pl.col("score") >= step).sum().cast(pl.Int64)
        ).select(
            monitor_id=pl.lit(f"score_from_{step}"), denominator=pl.concat_str(pl.lit("list_"), "target"), n="n", y="y"
        )
        for step in SCORE_STEPS
    ]  # fmt: skip
    return pl.concat(parts)


def _overridden(facts: Facts, day: dt.date) -> pl.DataFrame:
    """Of the choices that somebody noted an opinion about in the last year: those the inspector does not agree with."""
    noted = facts["case_record"].filter(known(day), pl.col("event_date") > add_months(day, -_MONTHS))
    noted = noted.drop_nulls("agrees")
    planned = (
        facts["planned_case"].filter(known(day)).select("plan_id", "activity_id", pl.col("target").cast(pl.String))
    )
    joined = noted.join(planned.unique(), on=["plan_id", "activity_id"])
    return _counted(joined, "overridden", pl.concat_str(pl.lit("list_"), "target"), ~pl.col("agrees"))


def _unlinked(facts: Facts, day: dt.date) -> pl.DataFrame:
    """Of the reports about providers in the last year: those that no identifier joined to anyone, by kind."""
    own = facts["report"].filter(
        known(day),
        pl.col("event_date") > add_months(day, -_MONTHS),
        pl.col("event_date") <= day,
        pl.col("subject_type").cast(pl.String) == "provider",
    )
    is_unlinked = ~pl.col("link_method").cast(pl.String).is_in(_IDENTIFYING)
    by_kind = _counted(own, "unlinked", pl.concat_str(pl.lit("reports_"), pl.col("kind").cast(pl.String)), is_unlinked)
    return pl.concat([_counted(own, "unlinked", pl.lit("reports"), is_unlinked), by_kind])


def _empty(facts: Facts, population: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Of the open activities of each kind of operator: those where a field is empty."""
    held = facts["activity_version"].filter(known(day), pl.col("valid_from") <= day)
    latest = held.sort("activity_id", "valid_from").unique("activity_id", keep="last", maintain_order=True)
    group = population.select("activity_id", pl.col("operator_type").cast(pl.String).fill_null("unknown"))
    joined = group.join(latest.select("activity_id", *FIELDS), on="activity_id")
    by = pl.concat_str(pl.lit("operator_"), "operator_type")
    return pl.concat([_counted(joined, f"empty_{name}", by, pl.col(name).is_null()) for name in FIELDS])


def _hits(facts: Facts, day: dt.date) -> pl.DataFrame:
    """Of the inspections of each arm and quarter: those with a hit. A quarter whose outcomes are awaited has no row."""
    found = []
    for target in JUDGED:
        rates = hit_rates.by_quarter(hit_rates.looks(facts, target, day)).filter("is_settled")
        last = rates["quarter"].unique().sort().to_list()[-QUARTERS:]
        for row in rates.filter(pl.col("quarter").is_in(last)).iter_rows(named=True):
            denominator = f"inspections_{target}_{hit_rates.quarter_name(row['quarter'])}"
            found.append((f"hits_{row['arm']}", denominator, row["n"], row["hits"]))
    return _counts(found)


def _counted(frame: pl.DataFrame, name: str, denominator: pl.Expr, is_counted: pl.Expr) -> pl.DataFrame:
    grouped = frame.group_by(denominator.alias("denominator")).agg(
        n=pl.len().cast(pl.Int64), y=is_counted.sum().cast(pl.Int64)
    )
    return grouped.select(pl.lit(name).alias("monitor_id"), "denominator", "n", "y")


def _counts(found: Iterable[tuple[str, str, int, int]]) -> pl.DataFrame:
    return pl.DataFrame(list(found), schema=_SCHEMA, orient="row")
