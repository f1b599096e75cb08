"""All proposals as of a day, as a function of what was known then. What somebody has decided is in `decided.py`.

A pair that already is joined, by an identifier or by a decision that has been landed, is not proposed, unless a new
report names the unknown actor in it.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping

import polars as pl

from sources.linking import model, report_rules
from sources.linking.entities import entities, held, named_in
from tables import core, marts, raw
from tables.base import Table

#: Pairs less likely than this are not worth anybody's time.
LEAST = 0.2
#: The facts that `proposals` reads; beside them the delivered reports, where unknown actors are named.
FACTS: tuple[type[core.Fact], ...] = (core.Actor, core.ActorLink, core.ActivityVersion, core.Report, core.Company)
READS: tuple[type[Table], ...] = (raw.Report, *FACTS)
_SAME = "same_actor"
_BITS = 2


def proposals(frames: Mapping[str, pl.DataFrame], reports: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Every proposal, the weightiest first.

    Args:
        frames: core facts by table name, those of `FACTS`.
        reports: the delivered reports.
        day: what was known by then counts.

    Returns:
        Rows by `marts.LinkProposal`.
    """
    found = [_actor_proposals(frames, reports, day), _report_proposals(frames, reports, day)]
    whole = pl.concat([marts.LinkProposal.create_empty(), *found], how="diagonal_relaxed").with_columns(
        as_of=pl.lit(day)
    )
    typed = whole.select(pl.col(name).cast(column.dtype) for name, column in marts.LinkProposal.columns().items())
    return typed.sort("match_weight", "proposal_id", descending=[True, False])


def _actor_proposals(frames: Mapping[str, pl.DataFrame], reports: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Pairs of actors; an unknown actor stands to the left of a known one."""
    actors, companies, versions = (frames[one.table] for one in (core.Actor, core.Company, core.ActivityVersion))
    who = entities(actors, companies, versions, reports, day)
    pairs = model.scored(who, LEAST)
    side = who.select("entity_id", "entity_name", "is_stub", "since", "legal_form", "municipality_code", _seen=_seen())
    for place in ("left", "right"):
        pairs = pairs.join(side.rename({name: f"{place}_{name}" for name in side.columns}),
                           left_on=f"{place}_id", right_on=f"{place}_entity_id", maintain_order="left")  # fmt: skip
    joined = _joined(frames[core.ActorLink.table], day).with_columns(is_joined=True)
    pairs = _turned(pairs).join(joined, on=["left_id", "right_id"], how="left", maintain_order="left")
    naming = named_in(reports, day).join(_open(frames[core.Report.table], day), on="report_id", how="semi")
    naming = naming.group_by("stub_id").agg(reports=pl.col("report_id").sort())
    pairs = pairs.join(naming, left_on="left_id", right_on="stub_id", how="left", maintain_order="left")
    pairs = pairs.filter(pl.col("is_joined").is_null() | pl.col("reports").is_not_null())
    kind = pl.when("left_is_stub").then(pl.lit("unknown_actor")).otherwise(pl.lit("duplicate"))
    rows = pairs.with_columns(
        kind=kind,
        since=pl.max_horizontal("left_since", "right_since"),
        left_name="left_entity_name",
        right_name="right_entity_name",
        reports=pl.col("reports").fill_null([]),
        evidence=pl.concat_str("left__seen", "right__seen", separator="\x1e"),
    )
    return _finished(rows, [_actor_waterfall(row) for row in rows.iter_rows(named=True)])


def _seen() -> pl.Expr:
    """The values that were compared, as one text."""
    names = ["name_words", "municipality_code", "postal_code", "legal_form"]
    values = [pl.col(name).fill_null("") for name in names]
    places = pl.col("addresses").list.join("|").fill_null("")
    return pl.concat_str(*values, places, pl.col("is_listed").cast(pl.String).fill_null(""), separator="\x1f")


def _turned(pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs with the unknown actor, if one of two is, to the left."""
    other = {name: name.replace("left_", "right_") for name in pairs.columns if name.startswith("left_")}
    turned = pairs.rename(other | {there: here for here, there in other.items()}).select(pairs.columns)
    wrong = pl.col("right_is_stub") & ~pl.col("left_is_stub")
    return pl.concat([pairs.filter(~wrong), turned.filter(pl.col("left_is_stub") & ~pl.col("right_is_stub"))])


def _joined(links: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Pairs that are decided to be one actor, in both directions."""
    same = held(links, day).filter(pl.col("relation") == _SAME)
    there = same.select(left_id="actor_id", right_id="other_id")
    return pl.concat([there, same.select(left_id="other_id", right_id="actor_id")]).unique()


def _open(reports: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Reports that nobody has joined by decision yet."""
    return held(reports, day).filter(pl.col("link_method") != "decided", pl.col("subject_type") == "provider")


def _actor_waterfall(row: Mapping[str, object]) -> list[dict[str, object]]:
    """From what any pair would have, step by step through what was compared."""
    compared = [(one, row[f"level_{one.name}"], row[f"weight_{one.name}"]) for one in model.COMPARISONS]
    steps = [
        {
            "about": one.label_sv,
            "says": "uppgift saknas" if level is None else one.levels[int(str(level))].label_sv,
            "bits": round(float(str(weight)), _BITS),
        }
        for one, level, weight in compared
    ]
    start = float(str(row["match_weight"])) - sum(float(str(weight)) for _, _, weight in compared)
    return [{"about": "utgångsläge", "says": "två poster vilka som helst", "bits": round(start, _BITS)}, *steps]


def _report_proposals(frames: Mapping[str, pl.DataFrame], reports: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Reports and activities: the rule that has been right most often counts, the others are told beside it."""
    rows = report_rules.candidates(frames[core.Report.table], reports, frames[core.ActivityVersion.table], day)
    rows = rows.filter(pl.col("probability") >= LEAST).sort("weight", descending=True, maintain_order=True)
    told = rows.group_by("report_id", "activity_id", maintain_order=True).agg(
        pl.col("rule", "right", "seen", "weight"), probability=pl.col("probability").first()
    )
    since = held(frames[core.Report.table], day).select("report_id", since="event_date")
    told = told.join(since, on="report_id", maintain_order="left").with_columns(
        kind=pl.lit("report"),
        left_id="report_id",
        right_id="activity_id",
        match_weight=pl.col("weight").list.first(),
        evidence=pl.col("rule").list.sort().list.join("|"),
        reports=pl.concat_list("report_id"),
    )
    return _finished(told, [_report_waterfall(row) for row in told.iter_rows(named=True)])


def _report_waterfall(row: Mapping[str, list[object]]) -> list[dict[str, object]]:
    return [
        {
            "about": report_rules.RULES[str(rule)],
            "says": f"har stämt för {right} av {seen} kopplade",
            "bits": 0.0 if place else round(float(str(weight)), _BITS),
        }
        for place, (rule, right, seen, weight) in enumerate(
            zip(row["rule"], row["right"], row["seen"], row["weight"], strict=True)
        )
    ]


def _finished(rows: pl.DataFrame, waterfalls: list[list[dict[str, object]]]) -> pl.DataFrame:
    """The rows with their waterfalls as text and their digests."""
    name = pl.concat_str("kind", "left_id", "right_id", separator="\x1f")
    texts = [json.dumps(steps, ensure_ascii=False) for steps in waterfalls]
    whole = rows.with_columns(
        proposal_id=name.map_elements(lambda text: _digest(text, 12), pl.String),
        evidence=pl.col("evidence").map_elements(lambda text: _digest(text, 16), pl.String),
        waterfall=pl.Series(texts, dtype=pl.String),
    )
    return whole.select(column for column in marts.LinkProposal.column_names() if column in whole.columns)


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]
