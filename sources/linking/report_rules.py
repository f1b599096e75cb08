"""Which activity a report that is joined to none may be about, and how often each rule has been right before.

A rule is a plain fact in the report's own entry, no likeness of texts. How much it counts is not set but counted: among
reports that somebody has joined by an identifier or a decision, how often the rule names the activity they were joined
to. A report about an individual person takes no part.
"""

import datetime as dt
import math

import polars as pl

from sources.linking.entities import held
from tables.fields import ORGANISATION

#: Reports older than this count in no indicator any more.
OLDEST = "-60mo"
#: Rule → what it says, in the order in which they are told.
RULES = {
    "proposed": "namnlikhet, föreslagen av avsändaren",
    "matter": "samma ärende som en kopplad rapport",
    "only_one": "aktörens enda verksamhet i kommunen",
}


def candidates(reports: pl.DataFrame, delivered: pl.DataFrame, versions: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Reports and activities that they may be about, one row for each pair and rule.

    Args:
        reports: core facts `report`.
        delivered: delivered reports.
        versions: core facts `activity_version`.
        day: what was known by then counts.

    Returns:
        report_id, activity_id, rule, right and seen (how often the rule was right before, and of how many),
        probability and weight (in bits); sorted.
    """
    known = held(reports, day).filter(pl.col("subject_type") == "provider")
    written = delivered.filter(pl.col("known_at") <= day).sort("known_at", maintain_order=True)
    written = written.unique("report_id", keep="last", maintain_order=True)
    proposed = written.filter(pl.col("link_method") == "name_proposal").select("report_id", "activity_id").drop_nulls()
    joined = known.drop_nulls("activity_id")
    recent = pl.col("event_date") >= pl.lit(day).dt.offset_by(OLDEST)
    open_ones = known.filter(pl.col("activity_id").is_null(), pl.col("link_method") != "decided", "counts", recent)
    sole = _only_ones(known, versions, day)
    found = {
        "proposed": (proposed, _agreeing(joined.filter(pl.col("link_method") == "decided"), proposed)),
        "matter": (_of_matter(joined, open_ones), _agreeing_matters(joined)),
        "only_one": (sole, _agreeing(joined, sole)),
    }
    rows = [
        pairs.join(open_ones.select("report_id"), on="report_id", how="semi").with_columns(**_said(rule, right, seen))
        for rule, (pairs, (right, seen)) in found.items()
    ]
    order = pl.col("rule").replace_strict(list(RULES), range(len(RULES)))
    return pl.concat(rows).sort("report_id", "activity_id", order)


def _said(rule: str, right: int, seen: int) -> dict[str, pl.Expr]:
    """How often a rule has been right, drawn towards one half while little has been seen."""
    probability = (right + 1) / (seen + 2)
    return {
        "rule": pl.lit(rule),
        "right": pl.lit(right, pl.Int64),
        "seen": pl.lit(seen, pl.Int64),
        "probability": pl.lit(probability),
        "weight": pl.lit(math.log2(probability / (1 - probability))),
    }


def _agreeing(joined: pl.DataFrame, pairs: pl.DataFrame) -> tuple[int, int]:
    """Of the joined reports that a rule says something of, how many it gives the right activity."""
    told = joined.select("report_id", truth="activity_id").join(pairs, on="report_id")
    right = told.filter(pl.col("truth") == pl.col("activity_id"))["report_id"].n_unique()
    return right, told["report_id"].n_unique()


def _of_matter(joined: pl.DataFrame, open_ones: pl.DataFrame) -> pl.DataFrame:
    """The activity that all joined reports of the same matter are about."""
    matters = joined.drop_nulls("matter_id").group_by("matter_id").agg(pl.col("activity_id").unique())
    single = matters.filter(pl.col("activity_id").list.len() == 1).explode("activity_id")
    return open_ones.join(single.rename({"activity_id": "theirs"}), on="matter_id").select(
        "report_id", activity_id="theirs"
    )


def _agreeing_matters(joined: pl.DataFrame) -> tuple[int, int]:
    """Of the matters with several joined reports, in how many these are all about one activity."""
    groups = joined.drop_nulls("matter_id").group_by("matter_id").agg(n=pl.len(), of=pl.col("activity_id").n_unique())
    several = groups.filter(pl.col("n") > 1)
    return several.filter(pl.col("of") == 1).height, several.height


def _only_ones(known: pl.DataFrame, versions: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """The only activity that the reported actor ran, on the day of the report, where the sender is.

    Neither activities with a protected address nor those of natural persons: that would tell where they are.
    """
    asked = known.drop_nulls(["actor_id", "sender_municipality"]).select(
        "report_id", "event_date", "actor_id", municipality_code="sender_municipality"
    )
    told = pl.col("actor_id").str.contains(f"^{ORGANISATION}$") & ~pl.col("address_protected")
    held_so = (pl.col("known_from") <= day) & (pl.col("known_to").is_null() | (pl.col("known_to") > day))
    there = asked.join(versions.filter("is_open", told, held_so), on=["actor_id", "municipality_code"]).filter(
        pl.col("valid_from") <= pl.col("event_date"),
        pl.col("valid_to").is_null() | (pl.col("event_date") < pl.col("valid_to")),
    )
    each = there.group_by("report_id").agg(pl.col("activity_id").unique())
    return each.filter(pl.col("activity_id").list.len() == 1).explode("activity_id").sort("report_id")
