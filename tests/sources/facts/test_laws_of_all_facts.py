"""What must hold for every fact, whatever is delivered: checked over the whole registry on generated deliveries."""

import datetime as dt
from random import Random

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.facts.registry import FACT_RULES
from tables import core, raw
from tables.contracts import deliveries, facts
from tests.generated_facts import DAYS, FIRST_DAY, STEP, derive_all, frame, raw_registers

CONFIRM = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
days = st.integers(0, DAYS).map(lambda step: FIRST_DAY + dt.timedelta(days=STEP * step))


@CONFIRM
@given(raw=raw_registers(max_rows=12), day=days)
def test_a_fact_has_at_most_one_row_at_a_time_and_what_is_registered_later_changes_nothing_in_what_was_known(raw, day):
    later, then = derive_all(raw), derive_all(_registered_by(raw, day))
    for name, fact in later.items():
        assert _as_known(fact, day).equals(_as_known(then[name], day)), name
        assert fact.filter(pl.col("known_to") <= pl.col("known_from")).is_empty(), name
        for known_from in fact["known_from"].unique():
            known = _as_known(fact, known_from)
            assert not known.select(GRAIN[name]).is_duplicated().any(), name


@CONFIRM
@given(raw=raw_registers(max_rows=12), seed=st.integers(0, 1000))
def test_every_fact_is_legal_by_its_contract_and_the_order_of_the_rows_does_not_matter(raw, seed):
    shuffled = {table: _shuffled(deliveries()[table], rows, Random(seed)) for table, rows in raw.items()}
    expected, found = derive_all(raw), derive_all(shuffled)
    for name, fact in expected.items():
        facts()[name].validate(fact)
        assert fact.equals(found[name]), name


@CONFIRM
@given(seeds=st.lists(st.integers(0, 2**20), max_size=14))
def test_activity_versions_are_what_a_plain_reading_of_the_rule_gives(seeds):
    rows = frame(raw.ActivityVersion, seeds)
    found = derive_all({**_nothing(), "activity_version": rows})["activity_version"]
    for known in sorted(rows["known_at"].unique()):
        for valid in sorted({*rows["valid_from"], *rows["valid_to"].drop_nulls()}):
            expected = _plain_reading(rows, known, valid)
            actual = _as_known(found, known).filter(
                pl.col("valid_from") <= valid, pl.col("valid_to").is_null() | (valid < pl.col("valid_to"))
            )
            assert dict(actual.select("activity_id", "source_row").iter_rows()) == expected
            assert actual.height == len(expected)


def test_every_fact_table_has_one_rule():
    assert [rule.contract for rule in FACT_RULES] == list(dict.fromkeys(rule.contract for rule in FACT_RULES))
    assert {rule.contract.table for rule in FACT_RULES} == set(facts())


def test_every_delivery_table_is_read_by_some_rule():
    assert {read for rule in FACT_RULES for read in rule.reads if issubclass(read, raw.Delivery)} == set(
        deliveries().values()
    )


def test_a_rule_reads_only_facts_derived_before_it():
    done: set[type[core.Fact]] = set()
    for rule in FACT_RULES:
        assert {read for read in rule.reads if issubclass(read, core.Fact)} <= done
        done.add(rule.contract)


@pytest.mark.parametrize("rule", FACT_RULES, ids=lambda rule: rule.contract.table)
def test_nothing_delivered_gives_an_empty_legal_fact(rule):
    rule.contract.validate(rule.derive(*(read.create_empty() for read in rule.reads)))


#: What identifies one row of each fact among those known on one day.
GRAIN = {
    "actor": ["actor_id"],
    "actor_link": ["actor_id", "other_id", "other_kind", "relation", "valid_from"],
    "activity_version": ["activity_id", "valid_from"],
    "permit": ["permit_no"],
    "permit_case": ["case_no", "actor_id"],
    "notification": ["notification_id"],
    "report": ["report_id"],
    "inspection": ["inspection_id"],
    "finding": ["finding_id"],
    "decision": ["decision_id"],
    "measure": ["measure_id"],
    "company_event": ["event_id"],
    "annual_report": ["actor_id", "event_date"],
    "company_answer": ["actor_id", "registration_no", "field", "source"],
    "report_figure": ["actor_id", "event_date", "concept", "period_start"],
    "municipality": ["municipality_code"],
    "activity_span": ["activity_id", "valid_from"],
    "activity_fault": ["activity_id", "rule", "detail", "valid_from"],
    "actor_fault": ["actor_id", "rule", "valid_from"],
    "dormancy": ["activity_id", "valid_from"],
    "manager_period": ["activity_id", "valid_from"],
    "shared_manager": ["activity_id", "other_activity_id", "manager_key", "valid_from"],
    "permit_cover": ["activity_id", "cover", "permit_no", "case_no", "valid_from"],
    "company": ["actor_id", "valid_from"],
    "source_cover": ["source", "event_date"],
    "filing_duty": ["actor_id", "event_date"],
    "auditor_exit": ["actor_id", "event_date", "source_row"],
    "circle_change": ["actor_id", "event_date"],
    "board_seat": ["actor_id", "other_id", "valid_from"],
    "shared_person": ["actor_id", "other_id", "via_person", "valid_from"],
    "shared_address": ["actor_id", "other_id", "valid_from"],
    "linked_event": ["actor_id", "other_id", "kind", "event_date", "via_person"],
    "phoenix_sign": ["actor_id", "other_id", "sign"],
    "nominee_sign": ["actor_id", "other_id", "sign", "valid_from"],
    "tax_debt": ["debt_id"],
    "work_environment_notice": ["notice_id"],
    "predecessor": ["activity_id", "former_activity_id", "basis"],
    "predecessor_event": ["activity_id", "kind", "event_id"],
    "risk_level": ["activity_id", "event_date"],
    "inspection_by": ["inspection_id"],
    "supervision_case": ["case_no"],
    "planned_case": ["plan_id", "activity_id"],
    "case_record": ["plan_id", "activity_id"],
    "outcome": ["label", "source", "outcome_id"],
    "form_hop": ["actor_id", "from_form", "to_form", "cause", "attribution", "event_date", "cause_date", "former_id"],
    "moved_after_exclusion": [
        "actor_id",
        "from_municipality",
        "to_municipality",
        "attribution",
        "event_date",
        "cause_date",
        "former_id",
    ],
}


def _nothing() -> dict[str, pl.DataFrame]:
    return {table: contract.create_empty() for table, contract in deliveries().items()}


def _registered_by(raw: dict[str, pl.DataFrame], day: dt.date) -> dict[str, pl.DataFrame]:
    return {table: rows.filter(pl.col("known_at") <= day) for table, rows in raw.items()}


def _as_known(fact: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """The rows known on `day`, without when that ended, in an order of their own."""
    known = fact.filter(pl.col("known_from") <= day, pl.col("known_to").is_null() | (day < pl.col("known_to")))
    return known.drop("known_to").sort(pl.all(), nulls_last=True)


def _shuffled(contract: type[raw.Delivery], rows: pl.DataFrame, random: Random) -> pl.DataFrame:
    """The rows in another order; those that compete for one key and day stay in the order in which they landed."""
    groups = rows.select(pl.struct(*contract.key(), "known_at").alias("group"))["group"].to_list()
    order = {tuple(group.values()): random.random() for group in groups}
    return rows[sorted(range(rows.height), key=lambda row: order[tuple(groups[row].values())])]


def _plain_reading(rows: pl.DataFrame, known: dt.date, valid: dt.date) -> dict[str, int]:
    """Activity → line of the version that holds, read row by row from the definition."""
    registered = {(row["activity_id"], row["valid_from"], row["known_at"]): row for row in rows.iter_rows(named=True)}
    timelines: dict[str, dict[dt.date, dict]] = {}
    for (activity, start, known_at), row in sorted(registered.items()):
        timeline = timelines.setdefault(activity, {})
        if known_at <= known and (start not in timeline or _says(row) != _says(timeline[start])):
            timeline[start] = row
    found = {}
    for activity, timeline in timelines.items():
        begun = [start for start in timeline if start <= valid]
        if begun and (timeline[max(begun)]["valid_to"] is None or valid < timeline[max(begun)]["valid_to"]):
            found[activity] = timeline[max(begun)]["source_row"]
    return found


def _says(row: dict) -> dict:
    return {name: value for name, value in row.items() if name not in ("known_at", "ledger_id", "source_row")}
