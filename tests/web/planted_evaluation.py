"""Figures and curves of an evaluation made by hand, with every kind of row that the report knows."""

import datetime as dt

import polars as pl

from tables.marts.evaluation import EvaluationCurve, EvaluationFigure

DAYS = tuple(dt.date(2023, 6, 30) + dt.timedelta(days=182 * n) for n in range(4))
#: Share of hits among the first fifty, by method: the order in use finds more than every simple one.
PRECISION = {
    "version_1": 0.42, "shadow_logistic": 0.40, "shadow_boosting": 0.36, "random": 0.18, "last_outcome": 0.34,
    "own_history": 0.33, "authority_level": 0.29, "size": 0.22, "tips": 0.24, "region_only": 0.27,
    "inspectors_choice": 0.31,
}  # fmt: skip
MARKUP = "<script>alert(1)</script>"
_EMPTY = {
    "target": "Q", "label": "Q", "method": "none", "stratum": "all", "group_kind": None, "group": None,
    "list_date": None, "variant": "later", "k": None, "value": None, "low": None, "high": None, "n": None,
    "is_alarm": False, "note": None,
}  # fmt: skip


def figure(measure, value, spread=None, **changed):
    """One row; `spread` is the half-width of its limits."""
    limits = {} if spread is None else {"low": max(value - spread, 0.0), "high": value + spread}
    return {**_EMPTY, "measure": measure, "value": value, **limits, **changed}


def frame(rows):
    """Rows as a frame that keeps the contract."""
    order = EvaluationFigure.column_names()
    return EvaluationFigure.validate(pl.DataFrame(rows, infer_schema_length=None).select(order), cast=True)


def headline(precision, target="Q", days=DAYS):
    """Every method on the random arm and the yearly duty, over all list dates and on each of them."""
    rows = []
    for method, found in precision.items():
        for stratum in ("random_arm", "duty"):
            own = {"target": target, "label": target, "method": method, "stratum": stratum, "k": 50, "n": 60}
            rows.append(figure("precision_at_k", found, 0.11, **own))
            rows.append(figure("lift", found / 0.18, 0.6, **own))
            rows += [
                figure("precision_at_k", found + 0.01 * place, 0.2, **own, list_date=day)
                for place, day in enumerate(days)
            ]
    return rows


def _beside(precision):
    for method, found in precision.items():
        yield figure("auc", 0.5 + found / 2, 0.06, method=method, stratum="duty", n=240)
        yield figure("recall_at_k", found / 2, 0.08, method=method, stratum="duty", k=50, n=240)
        yield figure("within_region_auc", 0.5 + found / 3, 0.05, method=method, stratum="inspected", n=900)
        complaint = {"label": "complaint", "method": method, "stratum": "complaint", "k": 50}
        yield figure("precision_at_k", found / 2, 0.09, **complaint)
        yield figure("share_inspected", 0.5, method=method, stratum="inspected", k=50, n=100)
        yield figure("precision_among_inspected", found, 0.13, method=method, stratum="inspected", k=50, n=50)
        yield figure(
            "precision_bounds", None, method=method, stratum="inspected", k=50, low=found / 2, high=0.5 + found / 2
        )
    yield figure("share_not_estimable", 0.23, method="none", stratum="all", n=2000)
    yield figure("calibration_slope", 0.83, 0.21, method="shadow_boosting", stratum="duty", n=240)
    yield figure("brier", 0.142, method="shadow_boosting", stratum="duty", n=240)
    yield figure("turnover", 0.21, method="version_1", k=50)
    yield figure("turnover_without_new_facts", 0.04, method="version_1", k=50)
    yield figure("inspections_per_hit", 2.4, 0.6, method="version_1", stratum="inspected", k=50)
    yield figure("facts_before_known", 0.0)
    yield figure("n_labels", 1432.0)
    yield figure("n_undecided", 61.0)
    yield figure(
        "picked_by_both", 0.48, label="points", method="shadow_points", group_kind="method", group="version_1", k=50
    )


def _groups():
    note = "Intervallet går i det för slumpmässigt urval."
    origin = {"group_kind": "origin", "stratum": "inspected"}
    yield figure("hit_rate", 0.40, 0.12, **origin, group="complaint", n=60, note=note)
    yield figure("hit_rate", 0.20, 0.10, **origin, group="random", n=60)
    for name, value, change in (("sup_severity_points_36m", 0.68, -0.04), ("rep_tip_rate_eb_12m", 0.59, -0.01)):
        own = {"group_kind": "indicator", "group": name, "stratum": "duty", "method": "version_1"}
        yield figure("auc_alone", value, 0.05, **own)
        yield figure("auc_change_when_removed", change, **own)
    operators = (("private", 1.62, 0.30, True), ("municipal", 0.55, 0.14, True), ("region", 0.92, 0.5, False))
    for code, value, spread, is_alarm in operators:
        own = {"group_kind": "operator_type", "group": code, "method": "version_1", "k": 50, "is_alarm": is_alarm}
        yield figure("selection_ratio", value, spread, **own, n=100)
    for code, value, spread in (("small", 0.95, 0.25), ("middle", 1.08, 0.28), ("large", 1.02, 0.3)):
        own = {"group_kind": "size_third", "group": code, "method": "version_1", "k": 50}
        yield figure("selection_ratio", value, spread, **own, n=100)


def figures(precision=PRECISION):
    """A whole evaluation: Q with every kind of row, W with the headline alone."""
    return frame(
        [*headline(precision), *_beside(precision), *_groups(), *headline({"version_1": 0.2, "random": 0.2}, "W")]
    )


def curves():
    """Lift on two strata, calibration of one model and a funnel of regions."""
    rows = []
    for method, found in PRECISION.items():
        for stratum in ("random_arm", "duty"):
            for place in range(1, 21):
                x = place / 20
                y = 1 + (found / 0.18 - 1) * (1 - x)
                limits = {"low": max(y - 0.5 / (place**0.5), 0), "high": y + 0.5 / (place**0.5)}
                rows.append(_point("lift", place, x, y, method=method, stratum=stratum, **limits))
    for place in range(1, 11):
        x = 0.04 * place
        limits = {"low": max(0.9 * x - 0.06, 0), "high": 0.9 * x + 0.08}
        rows.append(_point("calibration", place, x, 0.9 * x + 0.01, method="shadow_boosting", stratum="duty", **limits))
    for place, (name, n, y) in enumerate(
        (("syd", 30, 0.33), ("nord", 80, 0.28), ("mitt", 160, 0.52), ("öst", 240, 0.29))
    ):
        half = 1.96 * (0.3 * 0.7 / n) ** 0.5
        limits = {"low": 0.3 - half, "high": 0.3 + half, "point": name, "n": n}
        rows.append(_point("funnel", place + 1, n, y, method="none", stratum="inspected", **limits))
    order = EvaluationCurve.column_names()
    return EvaluationCurve.validate(pl.DataFrame(rows, infer_schema_length=None).select(order), cast=True)


def _point(curve, order, x, y, **changed):
    given = {"target": "Q", "label": "Q", "curve": curve, "order": order, "x": float(x), "y": y, "point": None, "n": 60}
    return {**given, "low": None, "high": None, **changed}
