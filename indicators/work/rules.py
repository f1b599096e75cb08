"""The rules of the work list, declared once: whom a kind is about, what rows show it, and how its clock runs.

A rule gives *signs*: one row for each thing that waits, with the columns of `SIGNS`. Labels, legal references and
lists are data (`work_item_kinds`). Which of the signs become items is decided in `items.py`.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from indicators.definition import Level
from indicators.measures.base import known
from indicators.population import Facts, valid
from tables.code_lists import code_list
from tables.months import add_months

#: Days that an event is watched, and days within which several municipalities count as reporting together.
WATCHED = 90
SIGNS = {
    "activity_id": pl.String(),
    "actor_id": pl.String(),
    "what": pl.String(),
    "started": pl.Date(),
    "due": pl.Date(),
    "detail": pl.String(),
    "evidence": pl.String(),
}
Signs = Callable[[Facts, dt.date], pl.DataFrame]


@dataclass(frozen=True)
class Rule:
    """One kind of work item; `holds` is what its indicator's value must be, where it has an indicator."""

    kind: str
    level: Level
    signs: Signs
    holds: pl.Expr = field(default_factory=lambda: pl.col("value") > 0)

    @property
    def indicator(self) -> str | None:
        """The indicator that must say so too, if any."""
        name = _KINDS[self.kind]["indicator"]
        return None if name is None else str(name)

    @property
    def work_list(self) -> str:
        """The list it belongs to."""
        return str(_KINDS[self.kind]["work_list"])

    @property
    def label(self) -> str:
        """What it is called."""
        return str(_KINDS[self.kind]["label_sv"])

    @property
    def legal(self) -> list[str]:
        """What it rests on."""
        return str(_KINDS[self.kind]["legal"]).split()

    @property
    def targets(self) -> list[str]:
        """The scores it stands beside."""
        return str(_KINDS[self.kind]["targets"]).split()


_KINDS = {row["code"]: row for row in code_list("work_item_kinds").iter_rows(named=True)}


def _known(facts: Facts, table: str, day: dt.date) -> pl.DataFrame:
    return facts[table].filter(known(day))


def _signs(rows: pl.DataFrame, table: str, **columns: pl.Expr) -> pl.DataFrame:
    """Rows as signs; columns that are not given are the row's own, or null."""
    line = pl.concat_str(pl.lit(table), "ledger_id", pl.col("source_row").cast(pl.String), separator=" ")
    given = {"evidence": line, **columns}
    return rows.select(
        given.get(name, pl.col(name) if name in rows.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in SIGNS.items()
    )


def _without_permit(facts: Facts, day: dt.date) -> pl.DataFrame:
    """From the day its latest cover ended, or it began to operate, whichever came last."""
    versions = _known(facts, "activity_version", day)
    now = versions.filter(valid(day), pl.col("operating_status") == "active")
    active = versions.filter(pl.col("operating_status") == "active", pl.col("valid_from") <= day)
    since = active.group_by("activity_id").agg(active_since=pl.col("valid_from").min())
    ended = _known(facts, "permit_cover", day).filter(pl.col("valid_to") <= day)
    cover = ended.group_by("activity_id").agg(ended=pl.col("valid_to").max())
    rows = now.join(since, on="activity_id").join(cover, on="activity_id", how="left")
    return _signs(
        rows,
        "activity_version",
        what=pl.lit(""),
        started=pl.max_horizontal("active_since", "ended"),
        detail=pl.lit("Varken tillstånd eller pågående ansökan som täcker verksamheten är känd."),
    )


def _overdue_orders(facts: Facts, day: dt.date) -> pl.DataFrame:
    orders = _known(facts, "decision", day).filter(
        pl.col("effect_class").cast(pl.String) == "order",
        pl.col("effect").cast(pl.String) == "in_force",
        pl.col("due_date") < day,
        pl.col("complied_at").is_null() | (pl.col("complied_at") > day),
    )
    return _signs(
        orders,
        "decision",
        what=pl.col("decision_id"),
        started=pl.col("due_date"),
        due=pl.col("due_date"),
        detail=pl.format("Beslutat {}.", "event_date"),
    )


def _dormant(facts: Facts, day: dt.date) -> pl.DataFrame:
    """Six months from the day it ceased."""
    idle = _known(facts, "dormancy", day).filter(valid(day))
    rows = idle.with_columns(last=pl.col("valid_from").dt.offset_by("6mo")).filter(pl.col("last") < day)
    return _signs(
        rows,
        "dormancy",
        what=pl.col("valid_from").cast(pl.String),
        started=pl.col("valid_from"),
        due=pl.col("last"),
    )


def _unlicensed(facts: Facts, day: dt.date) -> pl.DataFrame:
    first = add_months(day, -12)
    rows = _known(facts, "report", day).filter(
        "is_unlicensed", "counts", pl.col("event_date").is_between(first, day, closed="right")
    )
    return _signs(rows, "report", what=pl.col("report_id"), started=pl.col("event_date"), activity_id=pl.lit(None))


def _procedures(*kinds: str) -> Signs:
    def signs(facts: Facts, day: dt.date) -> pl.DataFrame:
        rows = _known(facts, "company_event", day).filter(
            pl.col("kind").is_in(kinds),
            pl.col("event_date") <= day,
            pl.col("until").is_null() | (pl.col("until") > day),
        )
        return _signs(rows, "company_event", what=pl.col("event_id"), started=pl.col("event_date"))

    return signs


def _not_notified(facts: Facts, day: dt.date) -> pl.DataFrame:
    """A calendar month from the change; what the indicator counts as old enough."""
    newest = add_months(day, -1) - dt.timedelta(days=30)
    rows = _known(facts, "circle_change", day).filter(
        ~pl.col("is_notified"), pl.col("event_date") <= newest, pl.col("event_date") > add_months(day, -24)
    )
    return _signs(
        rows,
        "circle_change",
        what=pl.col("event_date").cast(pl.String),
        started=pl.col("event_date"),
        due=pl.col("event_date").dt.offset_by("1mo"),
        detail=pl.format("Antal personer: {}.", "n_changed"),
    )


def _leaks(facts: Facts, day: dt.date) -> pl.DataFrame:
    """A protected activity that another of its entries, known and valid on the day, gives an address of."""
    versions = _known(facts, "activity_version", day)
    guarded = versions.filter(valid(day), "is_open", "address_protected").select("activity_id").unique()
    told = versions.filter(~pl.col("address_protected"), pl.col("address").is_not_null(), pl.col("valid_from") <= day)
    rows = told.join(guarded, on="activity_id", how="semi").sort("valid_from").unique("activity_id", keep="last")
    return _signs(
        rows,
        "activity_version",
        what=pl.lit(""),
        started=pl.col("known_from"),
        detail=pl.lit("En tidigare uppgift om verksamheten har en adress som inte är skyddad."),
    )


def _new_owners(facts: Facts, day: dt.date) -> pl.DataFrame:
    """Owners and beneficial owners that came in after the company's first three months."""
    rows = _known(facts, "company_event", day).filter(
        pl.col("kind") == "role_entered",
        pl.col("role").is_in(["owner", "beneficial_owner", "partner"]),
        pl.col("event_date").is_between(day - dt.timedelta(days=WATCHED), day, closed="right"),
        pl.col("days_since_formation").is_null() | (pl.col("days_since_formation") > WATCHED),
    )
    return _signs(rows, "company_event", what=pl.col("event_date").cast(pl.String), started=pl.col("event_date"))


def _taken_over(facts: Facts, day: dt.date) -> pl.DataFrame:
    spans = _known(facts, "activity_span", day)
    late = spans.filter(valid(day), pl.col("valid_from") > day - dt.timedelta(days=WATCHED))
    before = spans.select("activity_id", former="actor_id", ended="valid_to").filter(pl.col("ended").is_not_null())
    rows = late.join(before, on="activity_id").filter(
        pl.col("former") != pl.col("actor_id"), pl.col("ended") <= pl.col("valid_from")
    )
    return _signs(rows, "activity_span", what=pl.col("valid_from").cast(pl.String), started=pl.col("valid_from"))


def _swapped(facts: Facts, day: dt.date) -> pl.DataFrame:
    """The day the last of those who sat there twelve months ago left."""
    then = add_months(day, -12)
    left = _known(facts, "board_seat", day).filter(
        (pl.col("valid_from") <= then) | pl.col("is_first"), pl.col("valid_to") > then, pl.col("valid_to") <= day
    )
    last = left.sort("actor_id", "valid_to").unique("actor_id", keep="last", maintain_order=True)
    rows = last.filter(pl.col("valid_to") > day - dt.timedelta(days=WATCHED))
    return _signs(rows, "board_seat", what=pl.col("valid_to").cast(pl.String), started=pl.col("valid_to"))


def _doubled(facts: Facts, day: dt.date) -> pl.DataFrame:
    """The latest entry of the last twelve months with places; that they have doubled is the indicator's to say."""
    rows = _known(facts, "activity_version", day).filter(
        valid(day), "is_open", pl.col("max_places") > 0, pl.col("valid_from") > day - dt.timedelta(days=WATCHED)
    )
    last = rows.sort("actor_id", "valid_from", "activity_id").unique("actor_id", keep="last", maintain_order=True)
    return _signs(
        last,
        "activity_version",
        activity_id=pl.lit(None),
        what=pl.col("valid_from").cast(pl.String),
        started=pl.col("valid_from"),
    )


def _several(facts: Facts, day: dt.date) -> pl.DataFrame:
    """The day that the second municipality reported within 90 days."""
    rows = _known(facts, "report", day).filter(
        "counts",
        pl.col("kind") == "municipal_report",
        pl.col("actor_id").is_not_null(),
        pl.col("sender_municipality").is_not_null(),
        pl.col("event_date").is_between(day - dt.timedelta(days=WATCHED), day, closed="right"),
    )
    first = rows.sort("actor_id", "event_date", "report_id").unique(
        ["actor_id", "sender_municipality"], keep="first", maintain_order=True
    )
    second = first.filter(pl.int_range(pl.len()).over("actor_id") == 1)
    return _signs(second, "report", activity_id=pl.lit(None), what=pl.col("report_id"), started=pl.col("event_date"))


ACTIVITY, ACTOR = Level.ACTIVITY, Level.ACTOR
RULES = (
    Rule("active_without_permit", ACTIVITY, _without_permit),
    Rule("order_overdue", ACTIVITY, _overdue_orders),
    Rule("dormant", ACTIVITY, _dormant),
    Rule("unlicensed_report", ACTOR, _unlicensed),
    Rule("bankruptcy", ACTOR, _procedures("bankruptcy_opened"), holds=pl.col("value") >= 3),
    Rule("winding_up", ACTOR, _procedures("liquidation_opened", "reorganisation_opened")),
    Rule("circle_not_notified", ACTOR, _not_notified),
    Rule("address_leak", ACTIVITY, _leaks),
    Rule("owner_change", ACTOR, _new_owners),
    Rule("takeover", ACTIVITY, _taken_over),
    Rule("full_board_swap", ACTOR, _swapped),
    Rule("places_doubled", ACTOR, _doubled, holds=(pl.col("y") >= 2 * pl.col("exposure")) & (pl.col("exposure") > 0)),
    Rule("several_municipalities", ACTOR, _several),
)
