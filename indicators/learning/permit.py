"""What became of permits, by how they were assessed: supervision as the receipt of how well it was judged.

A permit is followed for as many months as every other, and only permits granted since there have been inspections to
know of. What the facts say of the assessment is what came before the grant: a refusal of the same actor and its
ground, or of an actor that shares a person of the circle. Conditions, completions and how each leg was judged in a
case that was granted are in no delivery, and are told as unknown.
"""

import datetime as dt
from typing import Any

import polars as pl

from indicators.learning import following
from indicators.learning.following import AFTER_PERMIT, standing_decisions, standing_findings, until
from indicators.learning.gathering import Figures, Period
from indicators.measures.base import known
from indicators.population import Facts
from tables.code_lists import codes_of

GRANTED, REFUSED = "granted", "refused"
#: Months before a grant, or a new try, in which a refusal belongs to the assessment.
REMEMBERED = 60
#: What came before a grant, besides a refusal on one of the grounds.
BY_CIRCLE, CLEAN = "circle", "no_refusal"
#: What would be part of an assessment and is in no delivery.
NOT_IN_FACTS = ("conditions", "completions", "legs_of_granted")
_INTERVENES = ("order", "ban", "revocation")
_SERIOUS = 3
_NEVER = dt.date(2999, 12, 31)


def permit(facts: Facts, day: dt.date) -> pl.DataFrame:
    """Rows of `LearningFigure` for the part `permit`.

    Args:
        facts: `permit`, `permit_case`, `inspection`, `finding`, `decision`, `outcome`, `report`, `activity_version`.
        day: the day that knowledge ends; nothing known later has any part in it.
    """
    figures = Figures("permit")
    rows = _expected(permits(facts, day))
    last = following.latest(day, AFTER_PERMIT)
    whole, years = following.periods(rows["event_date"], last)
    _add(figures, rows, whole)
    for year, period in years.items():
        _add(figures, rows.filter(pl.col("event_date").dt.year() == year), period, year=year)
    for group in (CLEAN, *codes_of("permit_grounds"), BY_CIRCLE):
        _add(figures, rows.filter(pl.col("groups").list.contains(group)), whole, group=group)
    for measure in NOT_IN_FACTS:
        figures.gap(measure, "not_in_facts", whole, among=GRANTED)
    _add_refused(figures, refusals(facts, day), last)
    return figures.frame()


def permits(facts: Facts, day: dt.date) -> pl.DataFrame:
    """One row per permit granted since the first known inspection, followed for its whole time, as known on `day`.

    Returns:
        `permit_no`, `activity_id` (null where the register joins none), `actor_id`, `form_code`, `event_date`, `end`,
        `groups` (how it was assessed), and whether it was `inspected`, `judged`, `hit`, `serious` and `intervened`.
    """
    inspections = facts["inspection"].filter(known(day))
    first = inspections["event_date"].min() or _NEVER
    rows = (
        facts["permit"]
        .filter(known(day), pl.col("event_date").is_between(first, following.latest(day, AFTER_PERMIT)))
        .select(
            "permit_no", "activity_id", "actor_id", "form_code", "event_date", end=until("event_date", AFTER_PERMIT)
        )
        .sort("event_date", "permit_no")
    )
    rows = _joined_activities(rows, facts["activity_version"].filter(known(day)))
    rows = _with_groups(rows, facts["permit_case"].filter(known(day)))
    judged = facts["outcome"].filter(known(day), pl.col("label").cast(pl.String) == "Q")
    findings = standing_findings(facts, day).filter(pl.col("responsible_principal") != "region")
    decisions = standing_decisions(facts, day).filter(pl.col("effect_class").cast(pl.String).is_in(_INTERVENES))
    return rows.with_columns(
        inspected=_befell(rows, inspections),
        judged=_befell(rows, judged),
        hit=_befell(rows, judged.filter(pl.col("outcome") > 0)),
        serious=_befell(rows, findings.filter(pl.col("severity") >= _SERIOUS)),
        intervened=_befell(rows, decisions),
    )


def refusals(facts: Facts, day: dt.date) -> pl.DataFrame:
    """One row per application of a new permit that was refused, followed for its whole time.

    Returns:
        `case_no`, `actor_id`, `ground`, `event_date`, `end`, and whether one was `later_granted` or the actor was
        `reported` for running without a permit.
    """
    cases = facts["permit_case"].filter(known(day), pl.col("attribution").cast(pl.String) == "own")
    rows = (
        cases.filter(
            pl.col("outcome") == REFUSED,
            pl.col("kind") == "new",
            pl.col("event_date") <= following.latest(day, AFTER_PERMIT),
        )
        .select("case_no", "actor_id", "ground", "event_date", end=until("event_date", AFTER_PERMIT))
        .sort("event_date", "case_no")
    )
    reports = facts["report"].filter(known(day), "counts", "is_unlicensed")
    granted = cases.filter(pl.col("outcome") == GRANTED, pl.col("kind") == "new")
    return rows.with_columns(
        later_granted=_befell(rows, granted, "actor_id"), reported=_befell(rows, reports, "actor_id")
    )


def _joined_activities(rows: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """The activity of a permit that names none, where the register says which leans on it."""
    leaning = (
        versions.drop_nulls("permit_no")
        .sort("permit_no", "valid_from", "activity_id")
        .unique("permit_no", keep="first")
    )
    found = rows.join(leaning.select("permit_no", leaning="activity_id"), on="permit_no", how="left")
    return found.with_columns(pl.coalesce("activity_id", "leaning")).drop("leaning").sort("event_date", "permit_no")


def _with_groups(rows: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    """Every ground that the actor had been refused on, and whether one of its circle had been."""
    refused = cases.filter(pl.col("outcome") == REFUSED).select(
        "actor_id",
        refused_on="event_date",
        group=pl.when(pl.col("attribution").cast(pl.String) == "own").then("ground").otherwise(pl.lit(BY_CIRCLE)),
    )
    pairs = rows.select("permit_no", "actor_id", "event_date").join(refused, on="actor_id")
    before = pairs.filter(
        pl.col("refused_on") < pl.col("event_date"), pl.col("refused_on") > until("event_date", -REMEMBERED)
    ).drop_nulls("group")
    groups = before.group_by("permit_no").agg(groups=pl.col("group").unique().sort())
    joined = rows.join(groups, on="permit_no", how="left", maintain_order="left")
    return joined.with_columns(pl.col("groups").fill_null([CLEAN]))


def _befell(rows: pl.DataFrame, events: pl.DataFrame, key: str = "activity_id") -> pl.Series:
    """Whether any of the events came within the time that each row is followed."""
    keyed = rows.with_row_index("_row").select("_row", key, "event_date", "end")
    own = events.select(key, happened="event_date").drop_nulls()
    found = keyed.join(own, on=key).filter(
        pl.col("happened") > pl.col("event_date"), pl.col("happened") <= pl.col("end")
    )
    return keyed["_row"].is_in(found["_row"].implode())


def _expected(rows: pl.DataFrame) -> pl.DataFrame:
    """What share of those judged had the outcome, among all permits of the form."""
    judged = rows.filter("judged")
    usual = judged.group_by("form_code").agg(hits=pl.col("hit").sum(), of=pl.len())
    joined = rows.join(usual, on="form_code", how="left", maintain_order="left")
    expected = joined["hits"].to_numpy() / joined["of"].to_numpy()
    return joined.drop("hits", "of").with_columns(expected=pl.Series(expected, dtype=pl.Float64).fill_nan(None))


def _add(figures: Figures, rows: pl.DataFrame, period: Period, **key: Any) -> None:
    """Every measure of one group of permits."""
    key = {"among": GRANTED, **key}
    followed = rows.drop_nulls("activity_id")
    figures.share("joined", followed.height, rows.height, period, **key)
    figures.share("inspected", int(followed["inspected"].sum()), followed.height, period, **key)
    seen, judged = followed.filter("inspected"), followed.filter("judged")
    figures.share("serious", int(seen["serious"].sum()), seen.height, period, **key)
    figures.share("hit", int(judged["hit"].sum()), judged.height, period, **key)
    figures.share("intervened", int(followed["intervened"].sum()), followed.height, period, **key)
    hits, expected = int(judged["hit"].sum()), float(judged["expected"].sum())
    figures.ratio("calibration", hits, expected, judged.height, period, **key)


def _add_refused(figures: Figures, rows: pl.DataFrame, last: dt.date) -> None:
    whole, years = following.periods(rows["event_date"], last)
    each: list[tuple[pl.DataFrame, Period, dict[str, Any]]] = [(rows, whole, {})]
    each += [(rows.filter(pl.col("event_date").dt.year() == one), span, {"year": one}) for one, span in years.items()]
    each += [(rows.filter(pl.col("ground") == one), whole, {"group": one}) for one in codes_of("permit_grounds")]
    for own, period, key in each:
        for measure in ("later_granted", "reported"):
            figures.share(measure, int(own[measure].sum()), own.height, period, among=REFUSED, **key)
