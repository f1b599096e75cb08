"""Risk facts, the whole way: more of them never lowers a value, a silent source is unknown, repeats and others' faults
do not count."""

import datetime as dt
import functools
from dataclasses import replace

import polars as pl
import pytest

from indicators.decisions import profile, shipped
from indicators.definition import Direction, Missing, Target
from indicators.registry import catalogue
from indicators.values import values
from sources.facts.deriving import derive_facts
from tables.contracts import deliveries as contracts
from tests.laws.register import T, private_homes
from tests.planted_risks import NOTHING_TO_ADD, RISKS, finding, planted, report
from tests.whole_way import csv, from_values, landed, way

FOLDERS = sorted({contract.folder for contract in contracts().values()} - {"care_register"})


def _found(frame, indicator, subject):
    level = catalogue()[indicator].level.value
    entity = subject.activity_id if level == "activity" else subject.operator_id
    return frame.filter(indicator_id=indicator, level=level, entity_id=entity)["value"].item()


def test_a_risk_fact_can_be_planted_for_every_indicator_that_counts():
    decided = profile.load(shipped.PROFILE, catalogue())
    counting = {name for target in Target for name in decided.weights(target)}
    counting |= set(decided.with_status(profile.Status.WORK_ITEM))
    assert counting <= set(RISKS) | NOTHING_TO_ADD <= set(catalogue())
    assert not set(RISKS) & NOTHING_TO_ADD


@pytest.fixture(scope="module")
def chosen(delivered, base):
    """Whom each indicator's risk is planted about: where it stands lowest, one company for each table written to.

    Indicators that are known of few companies choose first.
    """
    homes, taken, found = private_homes(delivered), set(), {}
    stands = {name: {one: _found(base.values, name, one) for one in homes} for name in RISKS}
    for indicator in sorted(RISKS, key=lambda name: sum(value is not None for value in stands[name].values())):
        free = [one for one in homes if not _written(RISKS[indicator], one) & taken]
        found[indicator] = min(free, key=lambda one: _order(stands[indicator][one], indicator, one))
        taken |= _written(RISKS[indicator], found[indicator])
    return found


def _written(plant, subject):
    return {(subject.operator_id, table) for table, _ in plant(subject)}


def _order(value, indicator, subject):
    return value is None, value is not None and _risk(value, indicator), subject.mark


def _risk(value, indicator):
    """The value with its sign such that more is worse."""
    return -value if catalogue()[indicator].direction is Direction.LOWER else value


@pytest.fixture(scope="module")
def planted_once_and_twice(delivered, chosen):
    """The values when every indicator's risk has been planted once, and when it has been planted again."""
    found = []
    for place in range(2):
        for indicator, subject in chosen.items():
            mark = f"N{place}{subject.mark}"
            delivered = planted(delivered, RISKS[indicator](replace(subject, mark=mark)))
        facts = derive_facts({table: landed(table, csv(rows)) for table, rows in delivered.items()})
        found.append(values(facts, [T], only=[catalogue()[one] for one in RISKS]))
    return found


@pytest.mark.parametrize("indicator", list(RISKS))
def test_one_risk_fact_after_another_never_lowers_the_value(indicator, chosen, base, planted_once_and_twice):
    subject = chosen[indicator]
    series = [_risk(_found(frame, indicator, subject), indicator) for frame in (base.values, *planted_once_and_twice)]
    assert series == sorted(series), (series, subject)
    assert series[-1] > series[0]


@pytest.fixture(scope="module")
def facts_without(delivered):
    """The facts of deliveries where a folder, or a table, never came; each is derived once."""

    @functools.cache
    def derived(missing):
        gone = {table for table, contract in contracts().items() if missing in (contract.folder, table)}
        return derive_facts({t: landed(t, csv(rows.clear() if t in gone else rows)) for t, rows in delivered.items()})

    return derived


@pytest.fixture(scope="module", params=[*FOLDERS, "notification"])
def silenced(request, facts_without):
    """Deliveries where a folder, or a table, never came: what they lead to, and which facts fell silent."""
    facts = facts_without(request.param)
    return from_values(facts, values(facts, [T]), [T])


def sources_of(fact):
    """The facts that a fact is worked out from, or itself where it comes from deliveries."""
    return set().union(*(sources_of(one) for one in fact.rests_on)) if fact.rests_on else {fact.table}


def _read():
    """Indicator and the facts from deliveries that it looks at or that what it looks at is worked out from."""
    for name, indicator in catalogue().items():
        for measure in indicator.measures.values():
            yield from ((name, table) for table in sources_of(measure.fact))


def _resting_on_nothing(silenced, base):
    """The indicators that look at a fact of which nothing is left."""
    gone = {table for table, rows in silenced.facts.items() if rows.is_empty() and base.facts[table].height}
    return {name for name, table in _read() if table in gone}


def test_an_indicator_without_its_source_is_unknown_for_everyone(silenced, base):
    for name in _resting_on_nothing(silenced, base):
        rows = silenced.values.filter(indicator_id=name)
        assert rows["value"].null_count() == rows["z"].null_count() == rows.height
        assert set(rows["missing_reason"].unique()) <= {Missing.SOURCE_GAP, Missing.NOT_APPLICABLE}
        assert Missing.SOURCE_GAP in rows["missing_reason"]


def test_an_unknown_indicator_adds_nothing_and_lowers_the_coverage(silenced, base):
    gone = _resting_on_nothing(silenced, base)
    key = ["target", "activity_id"]
    contributions = silenced.marts["contribution"].filter(pl.col("indicator_id").is_in(gone))
    assert not contributions["is_known"].any()
    assert contributions["points"].cast(pl.Float64).abs().sum() == 0
    both = base.marts["score"].join(silenced.marts["score"], on=key, validate="1:1")
    affected = base.marts["contribution"].filter(pl.col("indicator_id").is_in(gone), is_known=True)
    affected = affected.filter(pl.col("weight") > 0).select(key).unique()
    assert both.filter(pl.col("coverage_right") > pl.col("coverage")).is_empty()
    lowered = both.join(affected, on=key, how="semi")
    assert lowered.filter(pl.col("coverage_right") >= pl.col("coverage")).is_empty()
    assert lowered.height > 0 or not contributions.height


def test_most_sources_have_indicators_that_fall_silent_with_them(facts_without, base):
    silent = {name for folder in FOLDERS for name, fact in facts_without(folder).items() if fact.is_empty()}
    read = {table for _, table in _read() if base.facts[table].height}
    assert read - silent == {"actor", "actor_link", "activity_version", "municipality", "notification", "permit"}


def test_a_tip_sent_again_the_same_day_by_the_same_sender_changes_no_value(delivered, base):
    tips = delivered["report"].filter(pl.col("kind") == "tip", pl.col("sender_key") != "")
    again = tips.with_columns(pl.col("report_id") + "x", pl.col("sender_key") + " ")
    events = delivered["report_event"].join(tips, on="report_id", how="semi").with_columns(pl.col("report_id") + "x")
    more = {"report": again, "report_event": events}
    found = way({**delivered, **{table: pl.concat([delivered[table], rows]) for table, rows in more.items()}}, [T])
    assert tips.height > 50
    moved = found.values.join(base.values, on=["indicator_id", "level", "entity_id"], validate="1:1")
    moved = moved.filter(pl.col("value").ne_missing(pl.col("value_right")) | pl.col("z").ne_missing(pl.col("z_right")))
    # How well reports are linked is a share of all reports that came, and says nothing about anyone's risk.
    assert set(moved["indicator_id"]) <= {"anm_link_gap"}


def tips(subject, days, mark):
    """Tips about the subject by one sender, so many days before T."""
    sent = [(T - dt.timedelta(days=day)).isoformat() for day in days]
    return [
        row
        for place, day in enumerate(sent)
        for row in report(subject, report_id=f"{mark}{place}", sender_key="Anna@x.se", received_at=day, known_at=day)
    ]


def test_a_senders_tips_doubled_within_the_month_do_not_double_what_is_counted(delivered):
    subject = private_homes(delivered)[-1]
    once = planted(delivered, tips(subject, (200, 150, 100), "TA"))
    twice = planted(once, tips(subject, (190, 140, 90), "TB"))
    apart = planted(once, tips(subject, (50,), "TC"))
    counted = []
    for one in (once, twice, apart):
        facts = derive_facts({table: landed(table, csv(rows)) for table, rows in one.items()})
        found = values(facts, [T], only=[catalogue()["rep_tip_rate_eb_12m"]])
        counted.append(found.filter(entity_id=subject.activity_id)["y"].item())
    assert counted == [counted[0], counted[0], counted[0] + 1]


@pytest.fixture(scope="module")
def regions_fault(delivered):
    """The register where the region answers for every finding."""
    findings = delivered["finding"].with_columns(responsible_principal=pl.lit("region"))
    return {**delivered, "finding": findings}


@pytest.fixture(scope="module")
def way_of_regions_fault(regions_fault):
    return way(regions_fault, [T])


def test_findings_that_a_region_answers_for_give_no_points(way_of_regions_fault, base):
    points = way_of_regions_fault.values.filter(indicator_id="sup_severity_points_36m")["value"]
    assert set(points.drop_nulls()) == {0.0}
    assert base.values.filter(indicator_id="sup_severity_points_36m")["value"].sum() > 0


def test_findings_that_a_region_answers_for_move_no_score(regions_fault):
    elsewhere = finding(private_homes(regions_fault)[0], responsible_principal="region", finding_id="PFX")
    nothing_found = planted({**regions_fault, "finding": regions_fault["finding"].clear()}, elsewhere[1:])
    found, expected = way(planted(regions_fault, elsewhere[1:]), [T]), way(nothing_found, [T])
    assert found.bytes_at(T) == expected.bytes_at(T)


def test_no_municipal_score_is_higher_for_what_a_region_answers_for(way_of_regions_fault, base):
    found = way_of_regions_fault.marts["score"].join(
        base.marts["ranked_list"].filter(operator_type="municipal"), on=["target", "activity_id"], how="semi"
    )
    both = found.join(base.marts["score"], on=["target", "activity_id"], validate="1:1")
    assert both.height > 100
    assert both.filter(pl.col("activity_points") > pl.col("activity_points_right")).is_empty()
