"""Laws that hold for every indicator of the catalogue, on random facts: time, order, unknowns, evidence."""

import datetime as dt
import random

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from indicators import oracle
from indicators.definition import Direction, Indicator, Level, Missing
from indicators.engine.measuring import distinct
from indicators.evidence import evidence, rows_behind
from indicators.measures import Isolation, Measure, OfActor, PeerExpected, PeersInCell
from indicators.population import open_activities
from indicators.registry import catalogue
from indicators.values import values
from tables.contracts import facts as fact_contracts
from tables.core import Fact
from tests.indicators.random_facts import ACTIVITIES, ACTORS, T, random_facts, random_row, rows_of

SEEDS = st.integers(0, 2**32)
ENTITIES = {Level.ACTIVITY: ACTIVITIES, Level.ACTOR: ACTORS, Level.MUNICIPALITY: ("0180", "0114")}
EARLIER = T - dt.timedelta(days=200)
#: What peers have and what other indicators say stands behind these, not an entity's own rows.
NOT_BY_ROWS = (PeerExpected, PeersInCell, Isolation)
INDICATORS = [pytest.param(indicator, id=name) for name, indicator in catalogue().items()]


def settings_of(examples: int):  # type: ignore[no-untyped-def]
    return settings(max_examples=examples, deadline=None)


def measures_of(level: Level) -> list[Measure]:
    """What the catalogue asks at a level and an entity's own rows answer, each once."""
    asked = distinct(m for i in catalogue().values() if level in i.levels for m in i.measures.values())
    return [measure for measure in asked if not isinstance(measure, NOT_BY_ROWS)]


def test_random_facts_are_legal() -> None:
    for seed in range(3):
        for name, frame in random_facts(seed, 12).items():
            fact_contracts()[name].validate(frame, cast=True)


def with_later_knowledge(facts: dict[str, pl.DataFrame], seed: int) -> dict[str, pl.DataFrame]:
    """The same facts, and then more that became known after T; some of it ends what was known before."""
    rng = random.Random(seed)
    later: dict[str, pl.DataFrame] = {}
    for name, frame in facts.items():
        contract = fact_contracts()[name]
        new = [random_row(contract, rng) for _ in range(4)]
        for row in new:
            row["known_from"] = T + dt.timedelta(days=rng.randint(1, 500))
            row["known_to"] = None
        ended = pl.when((pl.col("known_from") <= T) & pl.col("known_to").is_null() & (pl.int_range(pl.len()) % 2 == 0))
        cleared = frame.with_columns(
            known_to=ended.then(pl.lit(T + dt.timedelta(days=1))).otherwise(pl.col("known_to"))
        )
        later[name] = pl.concat([cleared, rows_of(contract, new)])
    return later


@given(seed=SEEDS)
@settings_of(8)
def test_nothing_known_after_the_day_changes_what_was_computed_for_it(seed: int) -> None:
    facts = random_facts(seed, 10)
    assert_frame_equal(values(with_later_knowledge(facts, seed), [T]), values(facts, [T]), check_exact=True)


@given(seed=SEEDS)
@settings_of(6)
def test_a_date_gives_the_same_alone_and_among_others(seed: int) -> None:
    facts = random_facts(seed, 10)
    together = values(facts, [T, EARLIER, T - dt.timedelta(days=1)])
    assert_frame_equal(together.filter(pl.col("as_of") == T), values(facts, [T]), check_exact=True)


@given(seed=SEEDS)
@settings_of(6)
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    facts = random_facts(seed, 12)
    shuffled = {name: frame.sample(fraction=1.0, shuffle=True, seed=seed % 1000) for name, frame in facts.items()}
    assert_frame_equal(values(shuffled, [T, EARLIER]), values(facts, [T, EARLIER]), check_exact=True)


@given(seed=SEEDS)
@settings_of(6)
def test_every_open_activity_has_a_row_for_every_indicator_of_activities(seed: int) -> None:
    facts = random_facts(seed, 6)
    expected = open_activities(facts, [T])["activity_id"].sort().to_list()
    frame = values(facts, [T]).filter(level="activity")
    for name, indicator in catalogue().items():
        if Level.ACTIVITY in indicator.levels:
            assert frame.filter(indicator_id=name)["entity_id"].sort().to_list() == expected


@given(seed=SEEDS)
@settings_of(6)
def test_a_null_has_a_reason_and_no_standing(seed: int) -> None:
    frame = values(random_facts(seed, 6), [T])
    unknown = frame.filter(pl.col("value").is_null())
    assert set(unknown["missing_reason"].unique()) <= {reason.value for reason in Missing}
    assert unknown["z"].null_count() == unknown.height
    assert frame.filter(pl.col("value").is_not_null())["missing_reason"].null_count() == frame.height - unknown.height


ALWAYS_KNOWN = {"activity_version", "actor", "municipality"}


def sources_of(fact: type[Fact]) -> set[str]:
    """The facts that a fact is worked out from, or itself where it comes from deliveries."""
    return set().union(*(sources_of(base) for base in fact.rests_on)) if fact.rests_on else {fact.table}


@pytest.mark.parametrize("indicator", INDICATORS)
def test_a_silent_source_is_unknown_and_not_zero(indicator: Indicator) -> None:
    facts = random_facts(7, 8)
    silent = {name: frame if name in ALWAYS_KNOWN else frame.clear() for name, frame in facts.items()}
    if set().union(*(sources_of(measure.fact) for measure in indicator.measures.values())) <= ALWAYS_KNOWN:
        return
    frame = values(silent, [T], only=[indicator])
    assert frame["value"].null_count() == frame.height


@given(seed=SEEDS)
@settings_of(6)
def test_the_evidence_alone_gives_the_same_measures(seed: int) -> None:
    facts = random_facts(seed, 12)
    for level, entities in ENTITIES.items():
        for measure in measures_of(level):
            for entity in entities:
                rows = rows_behind(facts, measure, level, entity, T)
                whole = oracle.measured(facts, measure, level, entity, T)
                if whole is None and isinstance(measure, OfActor):
                    assert rows.is_empty()  # nobody runs an activity that is not open
                else:
                    assert measure.naive(rows.to_dicts(), T) == whole, (measure.says(), entity)


@given(seed=SEEDS)
@settings_of(4)
def test_evidence_names_neither_persons_nor_addresses(seed: int) -> None:
    facts = random_facts(seed, 10)
    for indicator in catalogue().values():
        for entity in (*ACTIVITIES, *ACTORS):
            text = "".join(evidence(facts, indicator, entity, T)["what"].drop_nulls().to_list())
            assert "P-" not in text
            assert "exempel" not in text  # what random names, addresses and postal codes hold


def with_doubled_tips(facts: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    tips = facts["report"].filter(pl.col("sender_key").is_not_null())
    later = tips.with_columns(
        event_date=pl.col("event_date") + dt.timedelta(days=9), known_from=pl.col("known_from") + dt.timedelta(days=9)
    )
    inside = later.filter(pl.col("event_date") <= T, pl.col("known_from") <= T)
    return {**facts, "report": pl.concat([facts["report"], tips, inside])}


def test_tips_doubled_by_their_senders_do_not_double() -> None:
    tips = catalogue()["rep_tip_rate_eb_12m"].measures["tips"]
    contract = fact_contracts()["report"]
    rng = random.Random(3)
    common = {"kind": "tip", "counts": True, "activity_id": "V1", "known_to": None}
    rows = [
        random_row(contract, rng) | common | {"event_date": day, "known_from": day, "sender_key": f"P-{number:020d}"}
        for number, day in enumerate([T - dt.timedelta(days=days) for days in (300, 200, 100, 50)])
    ]
    facts = {**random_facts(3, 3), "report": rows_of(contract, rows)}
    assert oracle.measured(facts, tips, Level.ACTIVITY, "V1", T) == 4
    assert oracle.measured(with_doubled_tips(facts), tips, Level.ACTIVITY, "V1", T) == 4


def test_context_indicators_have_no_standing_and_no_target() -> None:
    context = [indicator for indicator in catalogue().values() if indicator.direction is Direction.CONTEXT]
    frame = values(random_facts(5, 12), [T], only=context)
    assert context
    assert all(not indicator.targets for indicator in context)
    assert frame["z"].null_count() == frame.height


def test_values_are_finite() -> None:
    frame = values(random_facts(11, 40), [T, EARLIER])
    assert np.isfinite(frame["value"].drop_nulls().to_numpy()).all()
    assert np.isfinite(frame["z"].drop_nulls().to_numpy()).all()
