"""Permit cases that wait: which they are, the partial score by hand, and what a natural person does not get."""

import datetime as dt
from decimal import Decimal

import polars as pl
import pytest

from indicators.decisions import profile as profiles
from indicators.decisions import shipped
from indicators.definition import Case
from indicators.registry import catalogue
from indicators.secrecy import SOLE_TRADER_NAME
from indicators.values import values as computed
from indicators.work.applicants import assessed
from indicators.work.permit_cases import permit_cases
from indicators.workbench.worked_cases import facts_of
from tests.indicators.random_facts import T as RANDOM_DAY
from tests.indicators.random_facts import random_facts
from tests.indicators.value_frames import CATALOGUE, Cell, Q, W, population, profile, values

T = dt.date(2026, 6, 30)
DECIDED = profile(
    {W: {"per_refusals_60m": 2.0, "net_board_changes_24m": 1.0, "rep_muni_deficiency_24m": 1.0},
     Q: {"sup_ban_or_revocation_60m": 1.0, "sup_severity_points_36m": 5.0}},
    group_cap=1.0,
)  # fmt: skip
_PENDING = {"outcome": "pending", "is_final": False, "applied_at": "T-3m", "case_no": "A1"}


def actors(n=1, **changes):
    frame = population(n).select("as_of", "actor_id", "id_type", "legal_form", "operator_type")
    return frame.with_columns(**{name: pl.lit(value) for name, value in changes.items()})


def partial(cells, target="W", **changes):
    frame = population(1)
    data = values(frame, {(name, frame["actor_id"][0]): cell for name, cell in cells.items()})
    return assessed(data, actors(**changes), CATALOGUE, DECIDED).filter(target=target).row(0, named=True)


def test_a_partial_score_by_hand():
    """2 x 3 of 3 x (2 + 1) is 66.6667; the known weigh 2 of 3. What is about activities takes no part."""
    row = partial({"per_refusals_60m": Cell(3.0)})
    assert row["partial_score"] == Decimal("66.6667")
    assert row["coverage"] == pytest.approx(2 / 3)
    assert row["basis"] == "partial"
    assert "per_refusals_60m" in row["reasons"]
    assert "net_board_changes_24m" in row["unknown"]


def test_good_news_stands_among_what_speaks_against():
    row = partial({"per_refusals_60m": Cell(3.0), "net_board_changes_24m": Cell(-2.0)})
    assert row["partial_score"] == Decimal("55.5556")
    assert row["against"].startswith("net_board_changes_24m")


def test_too_little_known_gives_no_score():
    row = partial({"net_board_changes_24m": Cell(1.0)})
    assert (row["basis"], row["partial_score"]) == ("insufficient", None)


def test_a_natural_person_gets_no_score_for_crime_and_one_for_quality():
    cells = {"per_refusals_60m": Cell(3.0), "sup_ban_or_revocation_60m": Cell(1.5)}
    row = partial(cells, id_type="person")
    assert (row["basis"], row["partial_score"], row["coverage"]) == ("sole_trader", None, None)
    assert "per_refusals_60m" not in row["reasons"]
    assert partial(cells, "Q", id_type="person")["partial_score"] == Decimal(50)


def waiting(told, day=T):
    facts = facts_of(Case("", "ordinary", told, 0.0, as_of=str(day)))
    decided = profiles.load(shipped.PROFILE, catalogue())
    only = [catalogue()[name] for name in sorted({name for one in decided.targets for name in decided.weights(one)})]
    found = computed(facts, [day], only=only, switched_off=frozenset())
    rows = permit_cases(facts, found, day, catalogue(), decided)
    return rows.filter(applicant_id="5560000001", target="W")


@pytest.mark.parametrize(
    ("case", "state"),
    [
        (_PENDING, "pending"),
        (_PENDING | {"outcome": "refused", "event_date": "T-1d"}, "not_final"),
        (_PENDING | {"outcome": "refused", "event_date": "T-1d", "is_final": True}, None),
        (_PENDING | {"applied_at": "T+1d", "known_from": "T+1d"}, None),
        (_PENDING | {"known_to": "T"}, None),
        (_PENDING | {"attribution": "circle"}, None),
    ],
)
def test_which_cases_wait(case, state):
    assert waiting({"permit_case": [case]})["state"].to_list() == ([] if state is None else [state])


def test_an_applicant_without_any_activity_is_assessed_with_earlier_refusals():
    refused = {"outcome": "refused", "is_final": True, "ground": "economy"}
    told = {
        "activity_version": [],
        "permit_case": [
            _PENDING,
            {**refused, "case_no": "A2", "applied_at": "T-30m", "event_date": "T-24m"},
            {**refused, "case_no": "A3", "applied_at": "T-70m", "event_date": "T-61m"},
            {**refused, "case_no": "A4", "applied_at": "T-30m", "event_date": "T-20m", "attribution": "circle",
             "applicant_id": "5560000092"},
        ],
    }  # fmt: skip
    row = waiting(told).row(0, named=True)
    assert [row[name] for name in ("n_activities", "refusals_own", "refusals_circle", "days_open")] == [0, 1, 1, 92]
    assert row["basis"] in {"partial", "insufficient"}
    assert row["reasons"]


def test_an_applicant_that_is_a_natural_person_is_not_named():
    told = {
        "actor": [{"actor_name": "Anna Exempel", "id_type": "person", "legal_form": "EF", "municipality_code": "0180"}],
        "permit_case": [_PENDING],
    }
    row = waiting(told).row(0, named=True)
    assert (row["applicant_name"], row["partial_score"], row["division"]) == (SOLE_TRADER_NAME, None, None)


@pytest.mark.parametrize("seed", range(3))
def test_neither_later_knowledge_nor_the_order_of_rows_matters(seed):
    facts, decided = random_facts(seed, 40), profiles.load(shipped.PROFILE, catalogue())
    known = {name: frame.filter(pl.col("known_from") <= RANDOM_DAY) for name, frame in facts.items()}
    known = {name: frame if frame.height else facts[name] for name, frame in known.items()}
    only = [catalogue()[name] for name in sorted({name for one in decided.targets for name in decided.weights(one)})]
    found = computed(facts, [RANDOM_DAY], only=only, switched_off=frozenset())
    before = permit_cases(facts, found, RANDOM_DAY, catalogue(), decided)
    assert permit_cases(known, found.reverse(), RANDOM_DAY, catalogue(), decided).equals(before)
    mirrored = {name: frame.reverse() for name, frame in facts.items()}
    assert permit_cases(mirrored, found, RANDOM_DAY, catalogue(), decided).equals(before)
