"""Deliveries `permit` and `permit_case`: permits with their limits, applications and how they ended.

When an activity starts, grows or changes hands is in `changes.py`.
"""

import numpy as np
import polars as pl

from sources.synthetic import forms
from sources.synthetic.descriptions import descriptions
from sources.synthetic.draws import NEVER, Ints, Rng, arrivals, between, chance, dates, delay, numbered, pick, where
from sources.synthetic.population import Population
from sources.synthetic.setting import Setting

#: Cases a year at full scale that are not about a start or a change of places: mostly granted changes.
OTHER_CASES = 800
OUTCOMES = {"granted": 0.62, "refused": 0.1, "withdrawn": 0.12, "written_off": 0.09, "dismissed": 0.07}
GROUNDS = {"insight": 0.55, "suitability": 0.25, "economy": 0.15, "quality": 0.05}


def needs_permit(population: Population, activity: Ints) -> pl.Series:
    """Whether the activity runs under a permit: private, in a form that requires one."""
    private = population.of_activity("operator_type") == "private"
    return pl.Series((private & forms.facts(population.of_activity("form_code")).permit_private)[activity])


def permit_numbers(population: Population, activity: Ints, operator: Ints) -> pl.Series:
    """The permit number of an activity under an operator; a new operator needs a new permit."""
    later = operator != population.of_activity("operator")[activity]
    base = pl.lit("T") + pl.Series("a", activity + 1).cast(pl.String).str.zfill(6)
    number = pl.select(base + pl.when(pl.Series(later)).then(pl.lit("-2")).otherwise(pl.lit(""))).to_series()
    return where(needs_permit(population, activity).to_numpy(), number)


def permit_rows(setting: Setting, population: Population, changes: pl.DataFrame) -> pl.DataFrame:
    """Each permit as granted, and again when its limits or its end become known."""
    rng = setting.stream("permits")
    first = changes.filter(pl.col("kind") == "new").sort("activity")
    activity = first["activity"].to_numpy()
    granted = first["day"].to_numpy() - rng.integers(5, 60, len(activity))
    granted = np.maximum(granted, forms.facts(population.of_activity("form_code")[activity]).valid_from)
    own, taken = population.of_activity("operator"), population.of_activity("taken_over")
    later = activity[taken[activity] < NEVER]
    pieces = [
        _events(
            activity,
            own[activity],
            granted + rng.integers(0, 5, len(activity)),
            granted=granted,
            places=population.of_activity("places")[activity],
        ),
        _events(
            later,
            population.of_activity("next_operator")[later],
            taken[later] - 8,
            granted=taken[later] - 10,
            places=population.of_activity("places")[later],
        ),
        _events(later, own[later], taken[later] + 15, ends=taken[later]),
        _limits(rng, population, changes),
        _ends(rng, population),
        *_lapsed(setting, population),
    ]
    events = pl.concat(pieces, how="diagonal").filter(
        needs_permit(population, np.arange(population.activities.height)).gather(
            pl.concat(pieces, how="diagonal")["activity"]
        )
    )
    held = (
        events.sort("activity", "operator", "known", maintain_order=True)
        .with_columns(pl.col("granted", "places", "ends").forward_fill().over("activity", "operator"))
        .filter(pl.col("granted").is_not_null())
        .unique(["activity", "operator", "known"], keep="last", maintain_order=True)
    )
    return _written(setting, population, held)


def _events(activity: Ints, operator: Ints, known: Ints, **values: Ints) -> pl.DataFrame:
    return pl.DataFrame({"activity": activity, "operator": operator, "known": known} | values)


def _limits(rng: Rng, population: Population, changes: pl.DataFrame) -> pl.DataFrame:
    """Permits follow changes of places, save for growers that do not ask."""
    moved = changes.filter((pl.col("kind") == "change") & pl.col("places").is_not_null())
    activity, day = moved["activity"].to_numpy(), moved["day"].to_numpy()
    operator = population.operator_on(activity, day)
    asked = ~population.is_planted()[operator] & chance(rng, 0.95, len(activity))
    return _events(activity, operator, day - 12, places=moved["places"].to_numpy()).filter(pl.Series(asked))


def _ends(rng: Rng, population: Population) -> pl.DataFrame:
    """Permits that end with the activity; some stay, unused."""
    end = population.of_activity("end")
    rows = np.flatnonzero((end < NEVER) & chance(rng, 0.8, len(end)))
    return _events(
        rows, population.operator_on(rows, end[rows]), end[rows] + rng.integers(5, 60, len(rows)), ends=end[rows]
    )


def _lapsed(setting: Setting, population: Population) -> list[pl.DataFrame]:
    """Permits for a time that ran out while the activity went on; most are prolonged, some weeks or months too late."""
    rng = setting.stream("lapsed permits")
    start, end = population.of_activity("start"), population.of_activity("end")
    ordinary = population.of_operator("scheme")[population.of_activity("operator")] == "none"
    going_on = ordinary & (end == NEVER) & (population.of_activity("taken_over") == NEVER)
    first = np.maximum(start + 700, setting.first_day)
    rows, day = arrivals(rng, np.where(going_on, 0.006, 0.0), first, np.full(len(start), setting.last_day))
    once = np.unique(rows, return_index=True)[1]
    rows, day = rows[once], day[once]
    operator, n = population.of_activity("operator")[rows], len(rows)
    again = chance(rng, 0.75, n)
    prolonged = day + rng.integers(20, 300, n)
    return [
        _events(rows, operator, day - 30, ends=day),
        _events(rows[again], operator[again], prolonged[again], ends=np.zeros(int(again.sum()), dtype=np.int64)),
    ]


def _written(setting: Setting, population: Population, held: pl.DataFrame) -> pl.DataFrame:
    activity, operator = held["activity"].to_numpy(), held["operator"].to_numpy()
    form = population.of_activity("form_code")[activity]
    granted, places = held["granted"].to_numpy(), held["places"].to_numpy()
    described = descriptions(setting, population)[activity]
    protected = population.of_activity("protected")[activity]
    return pl.DataFrame(
        {
            "permit_no": permit_numbers(population, activity, operator),
            "operator_id": population.operators["operator_id"].gather(operator),
            "activity_id": where(
                forms.facts(form).site_bound, numbered("V", population.activities.height).gather(activity)
            ),
            "form_code": form,
            "granted_at": dates(granted),
            "valid_from": dates(granted),
            "valid_to": dates(np.maximum(held["ends"].fill_null(0).to_numpy(), 0)),
            "max_places": where(places > 0, places),
            "target_groups": described["target_groups"],
            "age_from": described["age_from"],
            "age_to": described["age_to"],
            "address": where(~protected, described["address"]),
            "address_protected": protected,
            "known_at": dates(held["known"].to_numpy()),
        }
    )


def case_rows(setting: Setting, population: Population, permits: pl.DataFrame) -> pl.DataFrame:
    """Permit cases: as applied for, as decided, and when the outcome could no longer be appealed."""
    rng = setting.stream("permit cases")
    cases = pl.concat([_granted(rng, setting, population, permits), _others(rng, setting, population)], how="diagonal")
    cases = cases.sort("applied", "operator_id", maintain_order=True)
    applied, decided = cases["applied"].to_numpy(), cases["decided"].to_numpy()
    outcome = cases["outcome"].to_numpy()
    appealed = (outcome == "refused") & chance(rng, 0.3, len(applied))
    final = decided + np.where(appealed, rng.integers(150, 500, len(applied)), rng.integers(22, 40, len(applied)))
    year = dates(applied).dt.year().cast(pl.String)
    whole = cases.select(
        case_no=pl.lit("6.3.1-") + pl.Series(np.arange(len(applied)) + 1001).cast(pl.String) + "/" + year,
        operator_id="operator_id",
        form_code="form_code",
        kind="kind",
        applied_at=dates(applied),
        decided_at=dates(decided),
        outcome="outcome",
        ground=where(outcome == "refused", pick(rng, GROUNDS, len(applied))),
        final_at=dates(final),
    )
    nothing = pl.lit(None, dtype=pl.Date)
    pending = whole.with_columns(
        decided_at=nothing,
        final_at=nothing,
        outcome=pl.lit("pending"),
        ground=pl.lit(None, dtype=pl.String),
        known_at=dates(applied + 2),
    )
    ruled = whole.with_columns(final_at=nothing, known_at=dates(decided + 3))
    return pl.concat([pending, ruled, whole.with_columns(known_at=dates(final + 4))])


def _granted(rng: Rng, setting: Setting, population: Population, permits: pl.DataFrame) -> pl.DataFrame:
    """The cases behind permits granted, and limits changed, during the period."""
    recent = permits.filter((pl.col("known_at") >= setting.starts_on) & pl.col("valid_to").is_null())
    decided = recent["known_at"].cast(pl.Int32).to_numpy().astype(np.int64) - 3
    is_first = recent["known_at"] <= recent["granted_at"].dt.offset_by("10d")
    registered = population.operators.select("operator_id", "registered")
    earliest = (
        recent.join(registered, on="operator_id", how="left", maintain_order="left")["registered"].to_numpy() + 21
    )
    applied = np.maximum(decided - between(rng, 60, 300, len(decided)), earliest)
    return pl.DataFrame(
        {
            "operator_id": recent["operator_id"],
            "form_code": recent["form_code"],
            "kind": pl.select(pl.when(is_first).then(pl.lit("new")).otherwise(pl.lit("change"))).to_series(),
            "applied": np.minimum(applied, decided - 5),
            "decided": decided,
            "outcome": np.full(len(decided), "granted"),
        }
    )


def _others(rng: Rng, setting: Setting, population: Population) -> pl.DataFrame:
    """Applications of operators that run something already, and of applicants that run nothing."""
    private = population.of_operator("operator_type") == "private"
    size, integrity = population.of_operator("size"), population.of_operator("integrity_risk")
    weight = np.where(private & (size > 0), np.exp(0.4 * integrity), 0.0)
    rate = OTHER_CASES * setting.scale * weight / weight.sum()
    n = len(size)
    who, day = arrivals(rng, rate, np.full(n, setting.first_day), np.full(n, setting.last_day))
    none = np.flatnonzero(private & (size == 0))
    applied = np.maximum(
        population.of_operator("founded")[none] + 90, setting.first_day + rng.integers(0, 300, len(none))
    )
    who, day = np.concatenate([who, none]), np.concatenate([day, applied])
    only_applicant = size[who] == 0
    outcome = pick(rng, OUTCOMES, len(who))
    risky = chance(rng, np.clip(0.06 * integrity[who], 0, 0.5), len(who))
    outcome = np.where((only_applicant & (outcome == "granted")) | risky, "refused", outcome)
    return pl.DataFrame(
        {
            "operator_id": population.operators["operator_id"].gather(who),
            "form_code": _usual_form(rng, population).gather(who),
            "kind": np.where(only_applicant, "new", pick(rng, {"new": 0.25, "change": 0.55, "circle": 0.2}, len(who))),
            "applied": day,
            "decided": day + 40 + delay(rng, len(who), mean=120),
            "outcome": outcome,
        }
    )


def _usual_form(rng: Rng, population: Population) -> pl.Series:
    """A form that each operator knows; applicants without activities get any that needs a permit."""
    n = population.operators.height
    usual = pick(rng, {"HVB": 0.2, "LSS2": 0.3, "HTJ": 0.25, "LSS9": 0.15, "KONS": 0.1}, n).astype("<U8")
    usual[population.of_activity("operator")] = population.of_activity("form_code")
    return pl.Series(usual)
