"""When a trend may be shown, and how it is said: rows of the published table, from changes in whole ten-thousandths.

No direction is shown for two quarters after the way of reporting changed for an indicator that contributes, nor where
the change comes mostly from counts that rest on fewer than five events on both days together (method notes §3.6, §8).
"""

import datetime as dt
from collections.abc import Mapping, Sequence

import polars as pl

from indicators import swedish
from indicators.decisions.profile import Profile
from indicators.definition import Indicator
from indicators.measures import Measure, OfActor
from indicators.scoring.score import UNITS
from indicators.scoring.trend import KEY, Comparison, Scored, changes, moved
from tables.code_lists import code_list, labels_of
from tables.core import Report
from tables.marts import Trend
from tables.months import add_months

#: A real change smaller than this, in whole ten-thousandths, is said to be none: one point of a hundred.
LEAST = UNITS
#: Counts that rest on fewer events than this have no direction.
FEWEST_EVENTS = 5
N_MOVED = 3


def trends(
    as_of: dt.date,
    comparison: Comparison,
    looked: tuple[Scored, Scored, Scored],
    published: pl.DataFrame | None,
    catalogue: Mapping[str, Indicator],
    profile: Profile,
) -> pl.DataFrame:
    """The trend of every scored activity against one earlier day.

    Args:
        as_of: the day.
        comparison: the earlier day.
        looked: the day itself, the earlier day as known now, and the earlier day as known then.
        published: target, activity_id and points as published for the earlier day; None where nothing was.
        catalogue: the indicators by name.
        profile: says what basis is enough.

    Returns:
        Rows of `marts.Trend`, sorted.
    """
    now, seen_now, seen_then = looked
    frame = changes(now, seen_now, seen_then, published)
    by_indicator = moved(now, seen_now)
    for part in (_regimes(by_indicator, catalogue, as_of), _counted(by_indicator), _moved_by(by_indicator, catalogue)):
        frame = frame.join(part, on=KEY, how="left", maintain_order="left", validate="1:1")
    frame = frame.with_columns(obstacle=_obstacle(profile.coverage_min))
    frame = frame.with_columns(direction=pl.when(pl.col("obstacle").is_null()).then(_direction()))
    frame = frame.with_columns(
        as_of=pl.lit(as_of),
        span=pl.lit(comparison.span),
        compared_with=pl.lit(comparison.day),
        said=_said(comparison),
        moved_by=pl.when(pl.col("change").is_not_null()).then("moved_by"),
        **{name: (pl.col(name) / UNITS).cast(pl.Decimal(9, 4)) for name in _POINTS},
    )
    return Trend.validate(frame.select(Trend.column_names()).sort("target", "activity_id"), cast=True)


_POINTS = ("change", "real_change", "new_knowledge", "method_change", "published_then")


def quiet(as_of: dt.date) -> dict[str, str]:
    """Kind of report → the change of reporting that is still too near, with its day."""
    found = {}
    for row in code_list("regimes").sort("valid_from").iter_rows(named=True):
        if row["valid_from"] <= as_of < add_months(row["valid_from"], 3 * int(row["quiet_quarters"])):
            found[row["affects"]] = f"{row['label_sv']} {row['valid_from']}"
    return found


def concerned(indicator: Indicator, kinds: Sequence[str]) -> list[str]:
    """Those of the kinds of report that an indicator rests on."""
    return [kind for kind in kinds if any(_rests_on(measure, kind) for measure in indicator.measures.values())]


def _rests_on(measure: Measure, kind: str) -> bool:
    inner = measure.of if isinstance(measure, OfActor) else measure
    return inner.fact is Report and kind in inner.where.get("kind", (kind,))


def _regimes(by_indicator: pl.DataFrame, catalogue: Mapping[str, Indicator], as_of: dt.date) -> pl.DataFrame:
    """What change of reporting touches an indicator that contributes on either day; nobody else has a row."""
    regimes = quiet(as_of)
    names = by_indicator["indicator_id"].unique().sort()
    touched = {
        name: f"{', '.join(regimes[kind] for kind in kinds)} ({catalogue[name].label})"
        for name in names
        if (kinds := concerned(catalogue[name], list(regimes)))
    }
    contributes = (pl.col("points") != 0) | (pl.col("points_then") != 0)
    rows = by_indicator.filter(pl.col("indicator_id").is_in(list(touched)), contributes).sort(*KEY, "indicator_id")
    named = rows.with_columns(
        regime=pl.col("indicator_id").replace_strict(touched, default=None, return_dtype=pl.String)
    )
    return named.group_by(KEY, maintain_order=True).agg(pl.col("regime").str.join("; "))


def _counted(by_indicator: pl.DataFrame) -> pl.DataFrame:
    """Whether at least half of what moved comes from counts with too few events."""
    has_moved, is_count = pl.col("moved").abs() > 0, pl.col("events").is_not_null()
    sums = (
        by_indicator.filter(has_moved)
        .group_by(KEY)
        .agg(
            whole=pl.col("moved").abs().sum(),
            counted=pl.col("moved").abs().filter(is_count).sum(),
            events=pl.col("events").sum(),
        )
    )
    rests = (2 * pl.col("counted") >= pl.col("whole")) & (pl.col("events") < FEWEST_EVENTS)
    return sums.select(*KEY, few_events=rests)


def _moved_by(by_indicator: pl.DataFrame, catalogue: Mapping[str, Indicator]) -> pl.DataFrame:
    """The indicators that moved the score most, with how much."""
    labels = {name: one.label for name, one in catalogue.items()}
    size = pl.col("moved").abs()
    shown = by_indicator.filter(size * 20 >= UNITS).sort(
        *KEY, size, "indicator_id", descending=[False, False, True, False]
    )
    label = pl.col("indicator_id").replace_strict(labels, return_dtype=pl.String)
    line = label + ": " + swedish.signed_points(pl.col("moved") / UNITS)
    return shown.group_by(KEY, maintain_order=True).agg(moved_by=line.head(N_MOVED).str.join("; "))


def _obstacle(coverage_min: float) -> pl.Expr:
    short = pl.min_horizontal("coverage", "coverage_then") < coverage_min
    has_arrow = pl.col("real_change").abs() >= LEAST
    return (
        pl.when(~pl.col("was_open"))
        .then(pl.lit("not_open_then"))
        .when(~pl.col("was_known"))
        .then(pl.lit("not_known_then"))
        .when(~pl.col("was_scored"))
        .then(pl.lit("not_scored_then"))
        .when(short)
        .then(pl.lit("insufficient"))
        .when(pl.col("regime").is_not_null())
        .then(pl.lit("regime"))
        .when(has_arrow & pl.col("few_events").fill_null(value=False))
        .then(pl.lit("few_events"))
    )


def _direction() -> pl.Expr:
    real = pl.col("real_change")
    return pl.when(real >= LEAST).then(pl.lit("up")).when(real <= -LEAST).then(pl.lit("down")).otherwise(pl.lit("same"))


def _said(comparison: Comparison) -> pl.Expr:
    """The trend in a sentence: `Stiger sedan 2025-06-30: +4,1, varav +3,0 verklig ändring, +1,1 ny kunskap`."""
    obstacles, directions = labels_of("trend_obstacles"), labels_of("trend_directions")
    why = pl.col("obstacle").replace_strict(obstacles, default=None, return_dtype=pl.String)
    regime = pl.when(pl.col("obstacle") == "regime").then(pl.lit(": ") + pl.col("regime")).otherwise(pl.lit(""))
    hidden = pl.lit(f"Trend sedan {comparison.day} visas inte: ") + why + regime + pl.lit(".")
    word = pl.col("direction").replace_strict(directions, default=None, return_dtype=pl.String)
    method = (
        pl.when(pl.col("method_change").is_null())
        .then(pl.lit(""))
        .otherwise(pl.lit(", ") + _signed("method_change") + " ändrad metod")
    )
    shown = (
        word.str.to_titlecase() + f" sedan {comparison.day}: " + _signed("change") + ", varav " + _signed("real_change")
        + " verklig ändring, " + _signed("new_knowledge") + " ny kunskap" + method + "."
    )  # fmt: skip
    return pl.when(pl.col("obstacle").is_null()).then(shown).otherwise(hidden)


def _signed(name: str) -> pl.Expr:
    return swedish.signed_points(pl.col(name) / UNITS)
