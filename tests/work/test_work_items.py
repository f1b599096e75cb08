"""The work list: each rule by hand with its clock, one source with the lists, and nothing that must not show."""

import datetime as dt

import polars as pl
import pytest

from indicators.decisions import profile, shipped
from indicators.decisions.life_cycle import Status
from indicators.definition import Case
from indicators.registry import catalogue
from indicators.secrecy import PROTECTED_NAME
from indicators.values import values
from indicators.work.items import work_items
from indicators.work.rules import RULES
from indicators.workbench.worked_cases import facts_of
from tables.code_lists import codes_of
from tests.indicators.random_facts import T as RANDOM_DAY
from tests.indicators.random_facts import random_facts

T = dt.date(2026, 6, 30)
INDICATORS = [catalogue()[name] for name in sorted({rule.indicator for rule in RULES if rule.indicator})]
_P, _Q = "P-0000000000000000000a", "P-0000000000000000000b"
_LATE_ORDER = {"due_date": "T-10d", "event_date": "T-2m"}
_REPORT = {"kind": "municipal_report", "link_method": "id"}
# kind, facts, the clock's start and last day, state
EXAMPLES = [
    ("active_without_permit", {"permit_cover": [{"valid_from": "2020-01-01", "valid_to": "2026-06-01"}]},
     "2026-06-01", None, "running"),
    ("order_overdue", {"decision": [_LATE_ORDER]}, "2026-06-20", "2026-06-20", "overdue"),
    ("dormant", {
        "permit_cover": [{"valid_from": "T-60m"}],
        "activity_version": [{"operating_status": "dormant"}],
        "dormancy": [{"valid_from": "2025-12-29", "operating_status": "dormant"}],
    }, "2025-12-29", "2026-06-29", "overdue"),
    ("unlicensed_report", {"report": [{"is_unlicensed": True, "event_date": "T-3m"}]}, "2026-03-30", None, "running"),
    ("bankruptcy", {"company_event": [{"kind": "bankruptcy_opened", "event_date": "T-5d"}]},
     "2026-06-25", None, "running"),
    ("winding_up", {"company_event": [{"kind": "liquidation_opened", "event_date": "T-5d"}]},
     "2026-06-25", None, "running"),
    ("circle_not_notified", {
        "company_event": [{"event_date": "T-60m"}], "activity_span": [{}],
        "circle_change": [{"is_notified": False, "event_date": "2026-01-31"}],
    }, "2026-01-31", "2026-02-28", "overdue"),
    ("address_leak", {"activity_version": [
        {"valid_from": "T-5m", "address_protected": True},
        {"valid_from": "T-9m", "valid_to": "T-5m", "address": "Storgatan 1", "known_from": "T-9m"},
    ]}, "2025-09-30", None, "running"),
    ("owner_change", {"company_event": [
        {"kind": "role_entered", "role": "owner", "person_key": _P, "event_date": "T-1m", "days_since_formation": 900},
    ]}, "2026-05-30", None, "watched"),
    ("takeover", {"activity_span": [
        {"valid_from": "T-2m"}, {"actor_id": "5560000092", "valid_from": "T-40m", "valid_to": "T-2m"},
    ]}, "2026-04-30", None, "watched"),
    ("full_board_swap", {"board_seat": [
        {"valid_from": "T-60m", "valid_to": "T-1m", "other_id": _P}, {"valid_from": "T-1m", "other_id": _Q},
    ]}, "2026-05-30", None, "watched"),
    ("places_doubled", {"activity_version": [
        {"valid_to": "T-1m", "max_places": 8}, {"valid_from": "T-1m", "max_places": 16},
    ]}, "2026-05-30", None, "watched"),
    ("several_municipalities", {"report": [
        {**_REPORT, "report_id": "R1", "sender_municipality": "0180", "event_date": "T-80d"},
        {**_REPORT, "report_id": "R2", "sender_municipality": "0180", "event_date": "T-20d"},
        {**_REPORT, "report_id": "R3", "sender_municipality": "0114", "event_date": "T-5d"},
    ]}, "2026-06-25", None, "watched"),
]  # fmt: skip


def items_of(facts, day=T):
    found = values(facts, [day], only=INDICATORS, switched_off=frozenset())
    return work_items(facts, found, day)


def own(kind, told):
    rows = items_of(facts_of(Case("", "ordinary", told, 0.0, as_of=str(T)))).filter(kind=kind)
    return rows.filter((pl.col("activity_id") == "V1") | (pl.col("actor_id") == "5560000001"))


@pytest.mark.parametrize(("kind", "told", "started", "due", "state"), EXAMPLES, ids=[one[0] for one in EXAMPLES])
def test_a_rule_by_hand(kind, told, started, due, state):
    row = own(kind, told).row(0, named=True)
    days = [None if day is None else dt.date.fromisoformat(day) for day in (started, due)]
    assert [row["started"], row["due"], row["state"]] == [*days, state]
    assert row["days"] == (T - days[0]).days
    assert row["legal"]
    assert row["said"].endswith(".")


def test_every_kind_has_a_rule_and_an_example():
    assert {rule.kind for rule in RULES} == {one[0] for one in EXAMPLES} == set(codes_of("work_item_kinds"))


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("order_overdue", {"decision": [_LATE_ORDER | {"complied_at": "T-1d"}]}),
        ("order_overdue", {"decision": [_LATE_ORDER | {"due_date": "T"}]}),
        ("order_overdue", {"decision": [_LATE_ORDER | {"effect": "suspended"}]}),
        ("order_overdue", {"decision": [_LATE_ORDER | {"known_from": "T+1d"}]}),
        ("unlicensed_report", {"report": [{"is_unlicensed": True, "counts": False, "event_date": "T-3m"}]}),
        ("bankruptcy", {"company_event": [{"kind": "bankruptcy_opened", "event_date": "T-9m", "until": "T"}]}),
        ("several_municipalities", {"report": [
            {**_REPORT, "report_id": "R1", "sender_municipality": "0180", "event_date": "T-90d"},
            {**_REPORT, "report_id": "R2", "sender_municipality": "0114", "event_date": "T-5d"},
        ]}),
        ("places_doubled", {"activity_version": [
            {"valid_to": "T-1m", "max_places": 8}, {"valid_from": "T-1m", "max_places": 15},
        ]}),
    ],
)  # fmt: skip
def test_what_is_done_cleared_or_not_yet_due_does_not_wait(kind, change):
    assert own(kind, change).is_empty()


def test_a_work_item_of_the_profile_is_a_rule_with_a_clock_and_the_other_way_round():
    decided = profile.load(shipped.PROFILE, catalogue())
    assert set(decided.with_status(Status.WORK_ITEM)) == {
        rule.indicator for rule in RULES if rule.work_list == "rule" and rule.indicator
    }


def test_a_rule_with_an_indicator_names_everybody_whom_its_indicator_does():
    """Orders and cover: the indicator counts what the list shows."""
    for seed in range(4):
        facts = random_facts(seed, 40)
        found = values(facts, [RANDOM_DAY], only=INDICATORS, switched_off=frozenset())
        items = work_items(facts, found, RANDOM_DAY)
        for kind, name in (("order_overdue", "sup_open_order_overdue"), ("unlicensed_report", "rep_unlicensed_12m")):
            key = "activity_id" if kind == "order_overdue" else "actor_id"
            says = found.filter(pl.col("indicator_id") == name, pl.col("value") > 0)["entity_id"]
            assert set(items.filter(kind=kind)[key]) == set(says)


@pytest.mark.parametrize("seed", range(4))
def test_neither_later_knowledge_nor_the_order_of_rows_matters(seed):
    facts = random_facts(seed, 40)
    known = {name: frame.filter(pl.col("known_from") <= RANDOM_DAY) for name, frame in facts.items()}
    known = {name: frame if frame.height else facts[name] for name, frame in known.items()}
    before = items_of(facts, RANDOM_DAY)
    assert items_of(known, RANDOM_DAY).equals(before)
    assert items_of({name: frame.reverse() for name, frame in facts.items()}, RANDOM_DAY).equals(before)


def test_a_protected_place_and_a_natural_person_do_not_show():
    told = {
        "activity_version": [
            {"address_protected": True, "activity_name": "Hemliga huset", "municipality_code": "0180"}
        ],
        "actor": [{"actor_name": "Anna Exempel", "id_type": "person", "legal_form": "EF", "municipality_code": "0180"}],
        "decision": [_LATE_ORDER],
    }
    row = own("order_overdue", told).row(0, named=True)
    assert row["activity_name"] == PROTECTED_NAME
    assert row["divisions"] is None
    assert "Exempel" not in str(row)
    assert "Hemliga" not in str(row)
