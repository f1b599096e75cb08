"""The list: its order, that nobody is missing, and that protected places and natural persons do not show."""

import datetime as dt

import polars as pl
import pytest

from indicators.scoring.ranking import legal_states, ranked_list
from indicators.scoring.score import scores
from indicators.secrecy import PROTECTED_NAME, SOLE_TRADER_NAME
from tables.core import Decision as DecisionFact
from tables.marts import RankedList, WorkItem
from tests.indicators.value_frames import (
    AS_OF,
    CATALOGUE,
    Cell,
    Q,
    W,
    population,
    profile,
    random_register,
    values,
)

WEIGHTS = {
    Q: {"sup_severity_points_36m": 2.0, "rep_muni_deficiency_24m": 1.0, "rep_tip_rate_eb_12m": 1.0},
    W: {"rep_muni_deficiency_24m": 1.0, "per_refusals_60m": 1.0, "net_board_changes_24m": 1.0},
}
_DAY = dt.date(2026, 1, 1)
PROFILE = profile(WEIGHTS, draws=20)


def decisions(*rows):
    plain = {
        "known_from": _DAY, "known_to": None, "ledger_id": None, "source_row": None, "decision_id": "B1",
        "case_no": "D1", "actor_id": None, "activity_id": None, "kind": "revocation", "effect_class": "revocation",
        "ground": None, "event_date": _DAY, "due_date": None, "complied_at": None, "ends_at": None, "amount_sek": None,
        "legal_state": "appealed", "effect": "in_force",
    }  # fmt: skip
    if not rows:
        return DecisionFact.create_empty()
    loose = {name: column.dtype for name, column in DecisionFact.columns().items()}
    return pl.DataFrame([plain | row for row in rows], schema=loose)


def listed(frame, data, decided=PROFILE, seed=1, facts=None, items=None):
    score, contribution = scores(data, frame, CATALOGUE, decided, seed)
    facts, items = decisions() if facts is None else facts, WorkItem.create_empty() if items is None else items
    return ranked_list(score, contribution, data, frame, facts, CATALOGUE, items, seed)


def item(item_id, **changes):
    plain = {
        "as_of": AS_OF, "item_id": item_id, "work_list": "rule", "kind": "order_overdue", "activity_id": None,
        "actor_id": "5560000000", "legal": ["sol_28_9"], "state": "overdue", "said": "Föreläggande: sista dag.",
        "evidence": [],
    }  # fmt: skip
    return plain | changes


def known(frame, z=1.0):
    names = {name for of in WEIGHTS.values() for name in of}
    return {
        (name, one): Cell(z)
        for name in names
        for one in frame["actor_id" if CATALOGUE[name].level == "actor" else "activity_id"].unique()
    }


@pytest.fixture(scope="module")
def large():
    frame, data = random_register(600, seed=4)
    people = frame.with_columns(
        id_type=pl.when(pl.int_range(pl.len()) % 7 == 0).then(pl.lit("person")).otherwise("id_type")
    )
    return people, data, listed(people, data)


def test_every_open_activity_has_a_row_in_every_list(large):
    frame, _, rows = large
    for target in WEIGHTS:
        assert rows.filter(target=target)["activity_id"].sort().equals(frame["activity_id"].sort())


def test_positions_run_from_one_without_gaps(large):
    for target in WEIGHTS:
        assert large[2].filter(target=target)["position"].to_list() == list(range(1, large[0].height + 1))


def test_ranked_come_first_then_too_little_basis_then_natural_persons(large):
    order = large[2].filter(target="W")["basis"].cast(pl.String).to_list()
    assert sorted(order, key=["ranked", "insufficient", "sole_trader"].index) == order
    assert set(order) == {"ranked", "insufficient", "sole_trader"}


def test_the_ranked_fall_in_score(large):
    for target in WEIGHTS:
        ranked = large[2].filter(target=target, basis="ranked")
        assert ranked["score"].is_sorted(descending=True)
        assert ranked["rank"].equals(ranked["position"], check_names=False)


def test_rank_within_operator_type_keeps_the_order_of_the_list(large):
    for own in large[2].filter(basis="ranked").partition_by("target", "operator_type"):
        assert own["rank_in_operator_type"].to_list() == list(range(1, own.height + 1))
    unranked = large[2].filter(pl.col("basis") != "ranked")
    assert unranked["rank_in_operator_type"].null_count() == unranked.height


def test_the_list_is_legal_by_its_contract(large):
    assert RankedList.is_valid(large[2])


def test_the_order_of_rows_changes_nothing(large):
    frame, data, rows = large
    assert listed(frame.reverse(), data.reverse()).write_csv() == rows.write_csv()


def test_a_protected_place_does_not_show():
    frame = population(2, address_protected=[True, False], activity_name=["Skyddet Sigtuna", "Lönnen"])
    rows = listed(frame, values(frame, known(frame)))
    protected = rows.filter(activity_id="V000000")
    for column in ("municipality_code", "county_code", "division"):
        assert protected[column].null_count() == protected.height
    assert protected["activity_name"].unique().to_list() == [PROTECTED_NAME]
    assert "Sigtuna" not in rows.filter(activity_id="V000000").write_csv()
    assert rows.filter(activity_id="V000001").row(0, named=True)["county_code"] == "01"


def test_where_nothing_is_said_of_protection_the_place_is_protected():
    frame = population(1, address_protected=[None])
    assert listed(frame, values(frame, known(frame)))["municipality_code"].null_count() == 2


@pytest.mark.parametrize(
    "person",
    [
        {"id_type": ["person"]},
        {"legal_form": ["EF"]},
        {"actor_id": ["P-0123456789abcdef0123"], "id_type": [None], "legal_form": [None]},
    ],
    ids=["by kind of identifier", "by legal form", "by pseudonym alone"],
)
def test_a_natural_persons_name_does_not_show(person):
    frame = population(1, activity_name=["Annas omsorg"], actor_name=["Anna Ek"], **person)
    rows = listed(frame, values(frame, known(frame)))
    assert rows["actor_name"].unique().to_list() == [SOLE_TRADER_NAME]
    assert rows["activity_name"].unique().to_list() == [SOLE_TRADER_NAME]
    assert "Anna" not in rows.write_csv()


def test_a_natural_person_is_ranked_for_quality_and_not_for_crime():
    frame = population(2, id_type=["person", "organisation"])
    rows = listed(frame, values(frame, known(frame))).filter(activity_id="V000000")
    assert dict(rows.select("target", "band").iter_rows())["W"] == "U"
    assert dict(rows.select("target", pl.col("basis").cast(pl.String)).iter_rows()) == {
        "Q": "ranked",
        "W": "sole_trader",
    }


def test_a_work_item_stands_beside_the_score_and_does_not_change_it():
    frame = population(2, actors=[0, 0])
    items = pl.DataFrame(
        [
            item("0" * 12, activity_id="V000000", said="Ett | två"),
            item("1" * 12, kind="active_without_permit", said="Utan tillstånd"),
        ],
        schema={name: column.dtype for name, column in WorkItem.columns().items()},
    )
    plain, flagged = (listed(frame, values(frame, known(frame)), items=one) for one in (None, items))
    told = {(row["target"], row["activity_id"]): row["flags"] for row in flagged.iter_rows(named=True)}
    assert told == {
        ("Q", "V000000"): "Ett / två",
        ("W", "V000000"): "Utan tillstånd | Ett / två",
        ("Q", "V000001"): None,
        ("W", "V000001"): "Utan tillstånd",
    }
    assert flagged.drop("flags").equals(plain.drop("flags"))


def test_an_unknown_municipality_leaves_place_empty_and_keeps_the_row():
    frame = population(1, municipality_code=[None])
    assert listed(frame, values(frame, known(frame))).select("county_code", "division").row(0) == (None, None)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{"activity_id": "V000000"}], ["appealed", None]),
        ([{"actor_id": "5560000000"}], ["appealed", "appealed"]),
        ([{"activity_id": "V000001", "actor_id": "5560000000"}], [None, "appealed"]),
        (
            [
                {"activity_id": "V000000"},
                {
                    "activity_id": "V000000",
                    "decision_id": "B2",
                    "event_date": dt.date(2026, 3, 1),
                    "legal_state": "final",
                },
            ],
            ["final", None],
        ),
        ([{"activity_id": "V000000", "kind": "order", "effect_class": "order"}], [None, None]),
        ([{"activity_id": "V000000", "known_from": dt.date(2026, 7, 1)}], [None, None]),
        ([{"activity_id": "V000000", "known_to": AS_OF}], [None, None]),
        (
            [
                {"activity_id": "V000000", "known_to": dt.date(2026, 5, 1)},
                {"activity_id": "V000000", "known_from": dt.date(2026, 5, 1), "legal_state": "inhibition"},
            ],
            ["inhibition", None],
        ),
    ],
    ids=[
        "of the activity",
        "of the actor as a whole",
        "of the actor's other activity",
        "the latest of two",
        "an order is neither ban nor revocation",
        "not yet known",
        "no longer held to be so",
        "after a ruling of a court",
    ],
)
def test_the_legal_state_is_that_of_the_latest_ban_or_revocation_known(rows, expected):
    frame = population(2, actors=[0, 0])
    states = frame.join(legal_states(decisions(*rows), frame), on=["as_of", "activity_id"], how="left").sort(
        "activity_id"
    )
    assert states["legal_state"].to_list() == expected
