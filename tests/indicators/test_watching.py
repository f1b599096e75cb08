"""What is watched about lists and inputs: figures by hand, and what each question says of them."""

import datetime as dt

import polars as pl
import pytest

from indicators import watch_findings, watching
from indicators.evaluation.hit_rates import Cause, Drift
from indicators.watch_findings import QUESTIONS, Watched
from tables import marts

DAY = dt.date(2026, 10, 1)
NEVER = pl.lit(None, pl.Date).alias("known_to")
LONG_AGO = dt.date(2026, 1, 10)


def scores():
    rows = [("Q", f"V{n}", 10.0 * n, "A" if n > 8 else "D", "ranked") for n in range(10)]
    rows.append(("Q", "V99", None, "U", "sole_trader"))
    columns = ["target", "activity_id", "score", "band", "basis"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def facts():
    day = {"known_from": pl.lit(LONG_AGO)}
    reports = [("tip", "id"), ("tip", "none"), ("complaint", "name_proposal"), ("complaint", "decided")]
    report = pl.DataFrame(reports, schema=["kind", "link_method"], orient="row").with_columns(
        NEVER, **day, event_date=pl.lit(LONG_AGO), subject_type=pl.lit("provider")
    )
    record = pl.DataFrame(
        {"plan_id": ["P", "P", "P"], "activity_id": ["V1", "V2", "V3"], "agrees": [True, False, None]}
    )
    plan = pl.DataFrame(
        {"plan_id": ["P"] * 3, "activity_id": ["V1", "V2", "V3"], "target": ["Q"] * 3, "p_top": [0.5] * 3}
    )
    version = pl.DataFrame(
        {
            "activity_id": ["V1", "V2"],
            "municipality_code": ["0180", None],
            "max_places": [None, None],
            "permit_no": ["T", "T"],
        },
        schema_overrides={"max_places": pl.Int64},
    )
    outcome = pl.DataFrame(
        schema={"source": pl.String, "outcome_id": pl.String, "activity_id": pl.String, "event_date": pl.Date,
                "outcome": pl.Float64, "origin": pl.String, "label": pl.String, "known_from": pl.Date,
                "known_to": pl.Date}
    )  # fmt: skip
    dated = {**day, "event_date": pl.lit(LONG_AGO)}
    return {
        "report": report,
        "case_record": record.with_columns(NEVER, **dated),
        "planned_case": plan.with_columns(NEVER, **dated, arm=pl.lit("random")),
        "activity_version": version.with_columns(NEVER, **day, valid_from=pl.lit(LONG_AGO)),
        "outcome": outcome,
    }


@pytest.fixture(scope="module")
def figures():
    population = pl.DataFrame({"activity_id": ["V1", "V2"], "operator_type": ["private", "private"]})
    found = watching.watched(facts(), scores(), population, DAY)
    return {(row["monitor_id"], row["denominator"]): (row["y"], row["n"]) for row in found.iter_rows(named=True)}


@pytest.mark.parametrize(
    ("monitor", "over", "counted"),
    [
        ("band_A", "list_Q", (1, 10)),
        ("band_D", "list_Q", (9, 10)),
        ("band_B", "list_Q", (0, 10)),
        ("score_from_50", "list_Q", (5, 10)),
        ("score_from_75", "list_Q", (2, 10)),
        ("overridden", "list_Q", (1, 2)),
        ("unlinked", "reports", (2, 4)),
        ("unlinked", "reports_tip", (1, 2)),
        ("empty_municipality_code", "operator_private", (1, 2)),
        ("empty_max_places", "operator_private", (2, 2)),
        ("empty_permit_no", "operator_private", (0, 2)),
    ],
)
def test_each_figure_counts_what_it_says(figures, monitor, over, counted):
    assert figures[monitor, over] == counted


def test_what_is_known_later_is_not_counted():
    later = {name: frame.with_columns(known_from=pl.lit(DAY + dt.timedelta(days=1))) for name, frame in facts().items()}
    population = pl.DataFrame({"activity_id": ["V1", "V2"], "operator_type": ["private", "private"]})
    found = watching.watched(later, scores(), population, DAY)
    assert set(found.filter(pl.col("n") > 0)["denominator"]) == {"list_Q"}


def listed(ids):
    return pl.DataFrame({"target": ["Q"] * len(ids), "activity_id": ids, "rank": list(range(1, len(ids) + 1))})


def test_the_same_as_last_year_is_counted_over_the_top_of_the_list():
    now, before = listed([f"V{n:03}" for n in range(100)]), listed([f"V{n:03}" for n in range(3, 103)])
    (row,) = watching.same_as_before(now, before).iter_rows()
    assert row == ("same_as_last_year", "list_Q", 5, 2)
    assert watching.same_as_before(now, listed([])).is_empty()


def monitor(monitor_id, denominator, y, n):
    return {"as_of": DAY, "monitor_id": monitor_id, "denominator": denominator, "n": n, "y": y, "value": y / n}


def asked(name, now, before=(), day=DAY, drifts=None):
    empty = marts.Monitor.create_empty()
    frames = [pl.DataFrame(list(rows), schema=empty.schema) if rows else empty for rows in (now, before)]
    (question,) = (one for one in QUESTIONS if one.name == name)
    return question.answers(Watched(day, *frames, drifts or {}))


BANDS = [monitor("band_A", "list_Q", 10, 200), monitor("band_D", "list_Q", 190, 200)]
MOVED = [monitor("band_A", "list_Q", 60, 200), monitor("band_D", "list_Q", 140, 200)]
LOW = [monitor("score_from_25", "list_Q", 20, 200)]
HIGH = [monitor("score_from_25", "list_Q", 90, 200)]
FIELD = "empty_max_places"


@pytest.mark.parametrize(
    ("name", "now", "before", "says"),
    [
        ("register_is_kept_up", [monitor("share_stale_12m", "notified_by_municipality", 11, 100)], [], "målet är 10 %"),
        ("register_is_kept_up", [monitor("share_stale_12m", "notified_by_municipality", 10, 100)], [], None),
        ("register_is_kept_up", [monitor("share_stale_12m", "all_open", 50, 100)], [], None),
        ("bands_are_as_before", MOVED, BANDS, "banden fördelar sig annorlunda"),
        ("bands_are_as_before", BANDS, BANDS, None),
        ("bands_are_as_before", MOVED, [], None),
        ("scores_are_as_before", HIGH, LOW, "poängen fördelar sig annorlunda"),
        ("scores_are_as_before", LOW, LOW, None),
        ("lists_renew_themselves", [monitor("same_as_last_year", "list_W", 9, 10)], [], "W: 90 %"),
        ("lists_renew_themselves", [monitor("same_as_last_year", "list_W", 8, 10)], [], None),
        ("choices_are_agreed_with", [monitor("overridden", "list_Q", 4, 10)], [], "40 % av 10 val"),
        ("choices_are_agreed_with", [monitor("overridden", "list_Q", 4, 9)], [], None),
        ("reports_find_someone", [monitor("unlinked", "reports", 25, 100)], [], "25 % av 100 (alla rapporter)"),
        ("reports_find_someone", [monitor("unlinked", "reports", 12, 100)], [monitor("unlinked", "reports", 5, 100)],
         "mot 5 %"),
        ("reports_find_someone", [monitor("unlinked", "reports", 12, 100)], [], None),
        ("fields_are_filled", [monitor(FIELD, "operator_private", 30, 100)],
         [monitor(FIELD, "operator_private", 5, 100)], "antal platser saknas för 30 %"),
        ("fields_are_filled", [monitor(FIELD, "operator_private", 30, 100)], [], None),
        ("no_regime_is_near", [], [], None),
    ],
)  # fmt: skip
def test_a_question_is_answered_only_when_its_limit_is_passed(name, now, before, says):
    found = asked(name, now, before)
    assert (says in found[0]) if says else not found, found


def test_a_way_of_reporting_that_has_just_changed_is_told():
    assert "utökad kommunal anmälningsskyldighet" in asked("no_regime_is_near", [], day=dt.date(2026, 2, 1))[0]


@pytest.mark.parametrize("cause", list(Cause))
def test_only_decay_is_called_decay(cause):
    found = asked("order_has_not_decayed", [], drifts={"Q": Drift(cause, "sagt", {})})
    assert found == (["Q: sagt"] if cause is Cause.DECAY else [])


def test_every_question_has_a_name_of_its_own():
    assert len({one.name for one in QUESTIONS}) == len(QUESTIONS) == 9
    assert watch_findings.STALE_AIM == 0.10
