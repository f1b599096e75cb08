"""A compact made-up register whose truth is known: risks, what inspectors know, and what reaches the registers.

One world is one draw. Its indicators are those of the catalogue, computed by the functions that compute the real ones;
only the counts they start from are made up. Selection into earlier inspections depends on knowledge that no register
holds, so that what is known of a unit depends on it too.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from indicators.decisions import profile, shipped
from indicators.decisions.profile import Profile
from indicators.definition import Level, Target
from indicators.missing import words
from indicators.outcome import Everyone, Outcome, outcome
from indicators.registry import catalogue
from indicators.scoring.score import scores

DAY = dt.date(2026, 6, 30)
#: The indicators of the quality score that a world holds the counts of.
TIPS, REPORTS, FINDINGS = "rep_tip_rate_eb_12m", "rep_muni_deficiency_24m", "sup_severity_points_36m"
FORMS = {"HVB": 0.10, "SABO": 0.35, "HTJ": 0.35, "LSS9": 0.20}
#: The form that is inspected every year whatever the risk.
DUTY = "HVB"
DRAWS = 200
_TIPS_PER_PLACE = 0.04


@dataclass(frozen=True)
class World:
    """The truth, and what can be seen of it; every array has one number per unit.

    Attributes:
        units: the population as scoring takes it.
        chance: the true probability that an inspection would find something grave.
        outcome: what an inspection of each would find: 1 or 0.
        knowledge: what inspectors know and no register holds.
        measures: indicator → its measures, made up.
    """

    units: pl.DataFrame
    chance: np.ndarray
    outcome: np.ndarray
    knowledge: np.ndarray
    measures: Mapping[str, Mapping[str, np.ndarray]]

    @property
    def is_duty(self) -> np.ndarray:
        """Who is inspected every year."""
        return (self.units["form_code"] == DUTY).to_numpy()


def logistic(x):
    """The inverse of the log-odds."""
    return 1 / (1 + np.exp(-x))


def world(
    rng: np.random.Generator, n: int, *, risk_spread: float = 1.0, tips_per_place: float = _TIPS_PER_PLACE
) -> World:
    """Draw a world of `n` units; with a spread of 0 all have the same true risk and differ by chance and size alone."""
    form = rng.choice(list(FORMS), n, p=list(FORMS.values()))
    places = np.clip(np.rint(rng.lognormal(2.3, 0.8, n)), 2, 150)
    risk = risk_spread * rng.normal(size=n)
    knowledge = 0.5 * risk + 0.85 * rng.normal(size=n)
    chance = logistic(-1.7 + 1.1 * risk)
    eagerness = np.exp(0.3 * risk_spread * rng.normal(size=20))[rng.integers(20, size=n)]
    tips = rng.poisson(tips_per_place * places * np.exp(0.6 * risk) * eagerness)
    reports = rng.poisson(0.08 * np.exp(0.9 * risk)) * rng.uniform(0.3, 1.0, n)
    inspections = np.where(form == DUTY, 3, rng.poisson(0.5 * np.exp(0.7 * knowledge)))
    points = 10 * rng.poisson(0.15 * inspections * np.exp(0.9 * risk))
    measures = {
        TIPS: {"tips": tips, "expected": tips_per_place * places},
        REPORTS: {"reports": reports},
        FINDINGS: {"points": points, "inspections": inspections},
    }
    as_numbers = {name: {key: one.astype(np.float64) for key, one in found.items()} for name, found in measures.items()}
    found = (rng.random(n) < chance).astype(np.float64)
    return World(_units(rng, form, places), chance, found, knowledge, as_numbers)


def _units(rng, form, places):
    n = len(form)
    third = np.searchsorted(np.quantile(places, [1 / 3, 2 / 3]), places, side="left")
    private = rng.random(n) < 0.5
    return pl.DataFrame(
        {
            "as_of": [DAY] * n,
            "activity_id": [f"V{place:06d}" for place in range(n)],
            "actor_id": [f"{5560000000 + place}" for place in range(n)],
            "id_type": "organisation",
            "legal_form": "AB",
            "operator_type": np.where(private, "private", "municipal"),
            "operator_group": np.where(private, "private", "public"),
            "form_code": form,
            "family": "heldygnsvard",
            "is_residential": True,
            "for_children": form == DUTY,
            "max_places": places.astype(np.int64),
            "operating_status": "active",
            "size_third": np.array(["small", "medium", "large"])[third],
        }
    )


def values(one: World, only: tuple[str, ...] = (TIPS, REPORTS, FINDINGS)) -> pl.DataFrame:
    """The indicator values of a world, shrunk and compared with peers as real ones are."""
    everyone = Everyone(Level.ACTIVITY, DAY, one.units.with_columns(entity_id="activity_id"))
    always = pl.DataFrame({"known_from": [dt.date(2010, 1, 1)]})
    found = []
    for name in only:
        indicator = catalogue()[name]
        facts = {fact.table: always for measure in indicator.measures.values() for fact in _rests_on(measure.fact)}
        found.append(_rows(outcome(facts, indicator, everyone, one.measures[name], {})))
    return pl.concat(found)


def _rests_on(fact):
    return [fact, *(below for base in fact.rests_on for below in _rests_on(base))]


def _rows(found: Outcome) -> pl.DataFrame:
    n = len(found.value)
    nothing = np.full(n, np.nan)
    posterior = found.posterior
    drawn = (nothing, nothing, nothing) if posterior is None else (posterior.a, posterior.b, posterior.scale)
    numbers = {
        "value": found.value, "z": found.z, "posterior_a": drawn[0], "posterior_b": drawn[1], "peer_scale": drawn[2],
        "peer_median": nothing if found.standing is None else found.standing.median,
    }  # fmt: skip
    return pl.DataFrame(
        {
            "as_of": [DAY] * n,
            "indicator_id": found.indicator.name,
            "level": "activity",
            "entity_id": found.everyone.frame["entity_id"],
            "missing_reason": words(found.reason),
            **{name: pl.Series(column, nan_to_null=True) for name, column in numbers.items()},
        }
    )


def decided(only: tuple[str, ...] = (TIPS, REPORTS, FINDINGS), draws: int = DRAWS) -> Profile:
    """The profile in force, for the quality score and the indicators that a world holds."""
    whole = profile.load(shipped.PROFILE, catalogue())
    kept = tuple(one for one in whole.targets[Target.QUALITY] if one.indicator in only)
    return replace(whole, targets={Target.QUALITY: kept}, draws=draws)


def scored(
    one: World, seed: int, only: tuple[str, ...] = (TIPS, REPORTS, FINDINGS), draws: int = DRAWS
) -> pl.DataFrame:
    """Rows of `marts.Score` in the order of the units."""
    found, _ = scores(values(one, only), one.units, catalogue(), decided(only, draws), seed)
    return found.sort("activity_id")
