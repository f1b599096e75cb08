"""Groups of providers, never of people: who is chosen, what is found among them, and alarms that have to be explained.

Shares of the list are those of its latest date; what was found is taken from all of them. Burden stands here too: what
looking costs those where nothing is found.
"""

import polars as pl

from indicators.evaluation.candidates import Candidates, at_top, hit_share
from indicators.evaluation.estimators import Estimate, lift, share
from indicators.evaluation.figure_rows import Curves, Figures
from indicators.evaluation.intervals_of_shares import funnel as exact

#: Columns of the candidates that are groups of providers.
KINDS = (
    "operator_type",
    "legal_form",
    "size_third",
    "newness",
    "form",
    "county",
    "skr_group",
    "reporting",
    "coverage_group",
)
#: The orders whose groups are told in full; of the others, who is chosen and what is found.
IN_USE = ("version_1", "own_score")
#: A ratio outside these, whose limits exclude 1, is an alarm.
LOWEST, HIGHEST = 0.8, 1.25


def is_alarm(ratio: Estimate) -> bool:
    """Outside 0.8 to 1.25, and 1 not within the limits."""
    return (ratio.value < LOWEST and ratio.high < 1) or (ratio.value > HIGHEST and ratio.low > 1)


def fairness(candidates: Candidates, into: Figures, method: str = "version_1") -> None:
    """Shares of the top against shares of everyone, hit rates and false alarms of the chosen, and coverage."""
    frame = candidates.frame
    latest = frame.filter(pl.col("list_date") == frame["list_date"].max())
    chosen_now, chosen = at_top(latest, method, candidates.top), at_top(frame, method, candidates.top)
    for kind in (one for one in KINDS if one in frame.columns):
        for name in latest[kind].drop_nulls().unique().sort().to_list():
            about = {"method": method, "group_kind": kind, "group": str(name)}
            own = pl.col(kind) == name
            _selection(latest.filter(own).height, latest.height, chosen_now.filter(own).height, chosen_now.height,
                       into, about)  # fmt: skip
            _found(chosen.filter(own), into, about)
            if method in IN_USE:
                _others(candidates, own, into, about)
            for column in ("coverage", "report_share") if method in IN_USE else ():
                if column in frame.columns:
                    mean = latest.filter(own)[column].mean()
                    measure = "coverage" if column == "coverage" else "share_of_score_from_reports"
                    into.add(measure, None if mean is None else float(mean), **about)  # type: ignore[arg-type]


def _selection(of_group: int, everyone: int, chosen: int, length: int, into: Figures, about: dict[str, str]) -> None:
    top, population = share(chosen, length), share(of_group, everyone)
    ratio = lift(top, population)
    into.add("share_of_top", top, **about)
    into.add("share_of_population", population, **about)
    into.add("selection_ratio", ratio, **about, is_alarm=is_alarm(ratio))


def _found(chosen: pl.DataFrame, into: Figures, about: dict[str, str]) -> None:
    """The outcome test: what was found among those of the group who were chosen and inspected."""
    seen = chosen.filter(pl.col("y").is_not_null()).with_columns(hit=pl.col("y"))
    if seen.is_empty():
        return
    rate = hit_share(seen)
    into.add("hit_rate_of_selected", rate, stratum="inspected", **about)
    false = Estimate(1 - rate.value, 1 - rate.high, 1 - rate.low, rate.n, rate.se)
    into.add("false_alarm_share", false, stratum="inspected", **about)


def _others(candidates: Candidates, own: pl.Expr, into: Figures, about: dict[str, str]) -> None:
    """The group's hit rate where nobody chose, and the share without any finding of all its inspections."""
    without_method = {**about, "method": "none"}
    units = candidates.of_stratum("random_arm").filter(own)
    if units.height:
        into.add("hit_rate", hit_share(units), stratum="random_arm", **without_method)
    seen = candidates.of_stratum("inspected").filter(own)
    if seen.height:
        rate = hit_share(seen)
        none = Estimate(1 - rate.value, 1 - rate.high, 1 - rate.low, rate.n, rate.se)
        into.add("no_finding_share", none, stratum="inspected", **without_method)


def funnel(candidates: Candidates, curves: Curves, kind: str = "operator_type") -> None:
    """Hit rate of each group against how many were inspected, with the exact limits around the rate of all."""
    units = candidates.of_stratum("inspected")
    if kind not in units.columns or units.is_empty():
        return
    overall = hit_share(units).value
    groups = units.drop_nulls(kind).sort(kind).group_by(kind, maintain_order=True)
    points = sorted(((hit_share(own), str(name)) for (name,), own in groups), key=lambda one: (one[0].n, one[1]))
    for place, (rate, name) in enumerate(points, start=1):
        low, high = exact(overall, rate.n)
        around = Estimate(rate.value, low, high, rate.n, rate.se)
        curves.add("funnel", rate.n, around, order=place, method="none", stratum="inspected", point=name)
