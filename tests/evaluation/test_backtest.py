"""A whole back-test on a small register made of numbers: what is known of it is found again, and leaks are caught."""

import datetime as dt
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from indicators.evaluation import models
from indicators.evaluation.backtest import Plan, backtest
from indicators.evaluation.candidates import Candidates
from indicators.evaluation.estimators import lift, share
from indicators.evaluation.fairness import fairness, is_alarm
from indicators.evaluation.figure_rows import Figures
from indicators.evaluation.history import History, before_known
from indicators.evaluation.measures import overlap, stability
from indicators.evaluation.single import LeakFound
from indicators.measures import Count
from indicators.registry import catalogue
from indicators.windows import Months
from tables.core import Inspection, Outcome, Report
from tables.months import add_months

FEATURES = ("sup_severity_points_36m", "rep_tip_rate_eb_12m", "cap_places_growth_12m")
DAYS = [add_months(dt.date(2018, 3, 31), 6 * step) for step in range(13)]
NOW = dt.date(2026, 6, 30)
N = 240


def register(seed=1):
    """Units with a lasting risk that the first two features see; half are inspected yearly, some drawn, some chosen."""
    rng = np.random.default_rng(seed)
    risk = rng.normal(0, 1, N)
    rows, z, looks = [], [], []
    for day in DAYS:
        seen = np.clip(
            np.column_stack([risk + rng.normal(0, 0.7, N), risk + rng.normal(0, 1.5, N), rng.normal(0, 1, N)]), -1, 3
        )
        for unit in range(N):
            rows.append(_unit(unit, day, float(np.maximum(seen[unit, 0], 0)) * 20))
            z.append({"list_date": day, "entity_id": f"V{unit}", **dict(zip(FEATURES, seen[unit], strict=True))})
            origin = (
                "yearly_duty" if unit % 2 else "random" if rng.random() < 0.1 else "tip" if rng.random() < 0.2 else None
            )
            if origin:
                hit = float(rng.random() < 1 / (1 + np.exp(1.2 - 1.6 * risk[unit])))
                looks.append(_look(len(looks), unit, day + dt.timedelta(days=int(rng.integers(5, 170))), origin, hit))
    return History(pl.DataFrame(rows), pl.DataFrame(z), 0), _outcomes(looks)


def _unit(unit, day, score):
    return {
        "list_date": day, "entity_id": f"V{unit}", "owner_id": f"A{unit // 3}", "form": "HVB" if unit % 2 else "HTJ",
        "operator_type": "private" if unit % 4 < 2 else "municipal",
        "operator_group": "private" if unit % 4 < 2 else "public",
        "size_third": ("small", "medium", "large")[unit % 3], "legal_form": "AB", "county": "01", "skr_group": "A",
        "region": ("north", "south")[unit % 2], "newness": "över 5 år", "news": 1, "places": float(unit % 9),
        "score_Q": score, "coverage_Q": 1.0,
    }  # fmt: skip


def _look(number, unit, day, origin, hit):
    return {
        "label": "Q", "source": "inspection", "outcome_id": f"I{number}", "case_no": f"C{number}",
        "activity_id": f"V{unit}", "actor_id": "5560000001", "event_date": day, "outcome": hit, "origin": origin,
        "known_from": day + dt.timedelta(days=60), "known_to": None, "ledger_id": None, "source_row": None,
    }  # fmt: skip


def _outcomes(looks):
    schema = {name: column.dtype for name, column in Outcome.columns().items()}
    frame = pl.DataFrame(looks, schema=schema)
    points = frame.with_columns(label=pl.lit("points").cast(schema["label"]), outcome=pl.col("outcome") * 20)
    complaint = (
        frame.filter(pl.col("outcome") > 0).head(40).with_columns(label=pl.lit("complaint").cast(schema["label"]))
    )
    return pl.concat([frame, points, complaint])


def facts(outcomes):
    return {"outcome": outcomes, "inspection": Inspection.create_empty(), "report": Report.create_empty()}


PLAN = Plan("Q", {FEATURES[0]: 3.0, FEATURES[1]: 1.5}, NOW, top=0.1)


@pytest.fixture(scope="module")
def made():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models, "LEAST", 10)
        history, outcomes = register()
        yield history, outcomes, backtest(history, facts(outcomes), PLAN, catalogue())


def figure(made, measure, column="value", **where):
    found = made[2].figures.filter(
        pl.col("measure") == measure, pl.col("list_date").is_null(), pl.col("variant").cast(pl.String) == "later",
        pl.col("label") == where.pop("label", "Q"),
        *(pl.col(name).cast(pl.String) == value for name, value in where.items()),
    )  # fmt: skip
    return found[column].item()


def test_orders_that_see_the_risk_are_told_from_chance(made):
    for method in ("version_1", "shadow_logistic", "shadow_boosting", "own_history"):
        assert figure(made, "auc", "low", method=method, stratum="duty") > 0.55, method
    assert abs(figure(made, "auc", method="random", stratum="duty") - 0.5) < 0.08
    assert abs(figure(made, "auc", method="size", stratum="duty") - 0.5) < 0.1


def test_every_headline_stands_beside_all_baselines_on_every_list_date(made):
    dated = (
        made[2]
        .figures.filter(measure="precision_at_k", stratum="duty", label="Q", variant="later")
        .drop_nulls("list_date")
    )
    methods = {"version_1", "shadow_logistic", "shadow_boosting", "shadow_points", "inspectors_choice", "random",
               "last_outcome", "own_history", "size", "tips", "region_only"}  # fmt: skip
    days = set(made[2].lists["list_date"].unique())
    assert len(days) >= 4
    for day in days:
        assert set(dated.filter(list_date=day)["method"].cast(pl.String)) == methods


def test_both_variants_and_complaints_are_there(made):
    kept = made[2].figures.select(pl.col("variant").cast(pl.String), "label").unique()
    assert set(kept.rows()) == {(v, label) for v in ("later", "other_owners") for label in ("Q", "complaint")}


def test_recall_exists_only_where_nearly_everyone_was_looked_at(made):
    strata = made[2].figures.filter(measure="recall_at_k", label="Q")["stratum"].cast(pl.String).unique().to_list()
    assert strata == ["duty"]


def test_what_is_found_among_the_inspected_has_its_share_and_bounds(made):
    about = {"method": "version_1", "stratum": "inspected"}
    low, high = (figure(made, "precision_bounds", side, **about) for side in ("low", "high"))
    looked, among = figure(made, "share_inspected", **about), figure(made, "precision_among_inspected", **about)
    assert low == pytest.approx(looked * among)
    assert high == pytest.approx(low + 1 - looked)


def test_a_back_test_is_the_same_whatever_the_order_of_its_rows(made):
    history, outcomes, found = made
    shuffled = History(
        history.rows.sample(fraction=1, shuffle=True, seed=2).sort("list_date"),
        history.z.sample(fraction=1, shuffle=True, seed=3),
        0,
    )
    again = backtest(shuffled, facts(outcomes.sample(fraction=1, shuffle=True, seed=4)), PLAN, catalogue())
    assert again.figures.equals(found.figures)
    assert again.lists.equals(found.lists)


def test_a_value_made_of_later_decisions_is_caught(made):
    history, outcomes, _ = made
    later = outcomes.filter(pl.col("label").cast(pl.String) == "Q").select(
        "event_date", "outcome", entity_id="activity_id"
    )
    hits = history.z.join(later, on="entity_id").filter(
        pl.col("event_date") > pl.col("list_date"), pl.col("event_date") <= pl.col("list_date").dt.offset_by("12mo")
    ).group_by("list_date", "entity_id").agg(leaked=pl.col("outcome").max())  # fmt: skip
    leaky = history.z.join(hits, on=["list_date", "entity_id"], how="left").with_columns(
        pl.col("leaked").alias(FEATURES[2])
    )
    with pytest.raises(LeakFound, match=FEATURES[2]) as caught:
        backtest(replace(history, z=leaky.drop("leaked")), facts(outcomes), PLAN, catalogue())
    assert caught.value.names == (FEATURES[2],)


class Careless(Count):
    """A measure that forgot to ask what was known."""

    def active(self, as_of):
        return pl.col("event_date") <= as_of


def test_facts_used_before_they_were_known_are_counted():
    day = dt.date(2024, 3, 31)
    row = {"event_date": dt.date(2024, 3, 1), "known_from": dt.date(2024, 4, 15), "known_to": None}
    visits = Inspection.create_empty().clear()
    visits = pl.DataFrame([row | {"activity_id": "V1"}]).select(
        pl.col(name).cast(kind) if name in (*row, "activity_id") else pl.lit(None, kind).alias(name)
        for name, kind in visits.schema.items()
    )
    some = next(iter(catalogue().values()))
    careful, careless = (
        replace(some, measures={"seen": kind(Inspection, last=Months(12))}) for kind in (Count, Careless)
    )
    assert before_known({"inspection": visits}, [careful], day) == 0
    assert before_known({"inspection": visits}, [careless], day) == 1


def test_turnover_without_news_is_not_that_with():
    days = DAYS[:2]
    rows = [
        {"list_date": day, "entity_id": f"V{n}", "tie": str(n), "y": None, "version_1": float(n == place), "news": news}
        for place, day in enumerate(days)
        for n, news in ((0, 1), (1, 1 + place))
    ]
    into = Figures("Q", "Q")
    stability(Candidates(pl.DataFrame(rows), "Q", "Q", ("version_1",), 0.5), into)
    found = dict(into.frame().select("measure", "value").iter_rows())
    assert found["turnover"] == 1.0
    assert found["turnover_without_new_facts"] == 1.0
    fresh = pl.DataFrame(rows).with_columns(news=pl.int_range(pl.len()))
    other = Figures("Q", "Q")
    stability(Candidates(fresh, "Q", "Q", ("version_1",), 0.5), other)
    assert other.frame().filter(measure="turnover_without_new_facts")["value"].item() == 0.0


@pytest.mark.parametrize(("chosen", "alarm"), [(10, False), (40, True), (12, False), (0, True)])
def test_an_alarm_needs_a_ratio_outside_and_limits_that_exclude_one(chosen, alarm):
    assert is_alarm(lift(share(chosen, 100), share(1000, 10_000))) is alarm


def test_a_group_that_is_chosen_far_more_often_than_it_is_many_is_an_alarm():
    rows = pl.DataFrame(
        [
            {"list_date": DAYS[0], "entity_id": f"V{n}", "tie": f"{n:04}", "y": 0.0, "version_1": float(n % 10 == 0),
             "operator_type": "municipal" if n % 10 == 0 else "private"}
            for n in range(1000)
        ]
    )  # fmt: skip
    into = Figures("Q", "Q")
    fairness(Candidates(rows, "Q", "Q", ("version_1",), 0.1), into)
    alarms = into.frame().filter("is_alarm")
    assert set(alarms["group"]) == {"municipal", "private"}
    assert alarms["measure"].unique().to_list() == ["selection_ratio"]


def test_overlapping_limits_are_said_to_overlap():
    assert overlap(share(24, 60), share(12, 60))
    assert not overlap(share(50, 60), share(12, 60))
