"""One indicator for all entities of one level on one day: value, reason, standing.

Entities are rows of that day's population, and everything here is an array over them. What a frame of published values
looks like is `values.py`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import polars as pl

from indicators.definition import Direction, Indicator, Level, Missing
from indicators.missing import KNOWN, Codes, code_of, reasons
from indicators.peers.estimating import Columns, Priors, priors_of, value_of
from indicators.peers.medians import Floats, Integers, Occurrences, occurrences
from indicators.peers.peer_groups import Chosen, Members, PeerGroups
from indicators.peers.posterior import Posterior, posterior_of
from indicators.peers.standing import centres, distances, given, transformed
from indicators.population import Facts

Peers = Mapping[str, float]
#: The highest standardised value, which a flag or the highest state has.
Z_TOP = 3.0


@dataclass(frozen=True)
class Everyone:
    """The entities of one level on one day, sorted by identifier, with their peer groups."""

    level: Level
    day: dt.date
    frame: pl.DataFrame

    @cached_property
    def groups(self) -> PeerGroups:
        """The groups they can be compared within."""
        return PeerGroups.of(self.frame)

    def nothing(self) -> Floats:
        """A column without any number."""
        return np.full(self.frame.height, np.nan)


@dataclass(frozen=True)
class Standing:
    """Where values stand among their peers; `group` is -1 for entities that are not compared.

    `scale` is what differences from the peers' middle are divided by, on the transformed scale.
    """

    group: Integers
    known_in: Integers
    median: Floats
    percentile: Floats
    z: Floats
    scale: Floats


@dataclass(frozen=True)
class Outcome:
    """What an indicator says of everyone; NaN where it says nothing, `reason` then says why."""

    indicator: Indicator
    everyone: Everyone
    value: Floats
    y: Floats
    exposure: Floats
    reason: Codes
    z: Floats
    standing: Standing | None
    posterior: Posterior | None = None

    def switched_off(self) -> "Outcome":
        """The same without anything known: there is no legal basis to know it."""
        nothing = self.everyone.nothing()
        gap = np.full(len(nothing), code_of(Missing.SOURCE_GAP))
        return replace(
            self, value=nothing, y=nothing, exposure=nothing, reason=gap, z=nothing, standing=None, posterior=None
        )


def outcome(facts: Facts, indicator: Indicator, everyone: Everyone, measures: Columns, peers: Peers) -> Outcome:
    """Compute one indicator.

    Args:
        facts: core facts by table name, to see which sources were silent.
        indicator: the indicator.
        everyone: who there is.
        measures: the indicator's measures, one number per entity.
        peers: what a worked example states in place of what the peers say; empty otherwise.
    """
    stated = {name: np.full(everyone.frame.height, peers[name]) for name in peers if name in indicator.measures}
    columns = {**measures, **stated}
    reason = reasons(facts, indicator, everyone.level, everyone.frame, columns, everyone.day)
    if everyone.level is Level.MUNICIPALITY or not indicator.is_standardised:
        return _alone(indicator, everyone, columns, reason, peers)
    return _among_peers(indicator, everyone, columns, reason, peers)


def _alone(indicator: Indicator, everyone: Everyone, columns: Columns, reason: Codes, peers: Peers) -> Outcome:
    """Facts, and municipalities, are not compared with anyone."""
    whole = np.zeros(everyone.frame.height, dtype=np.int64)
    nobody = Members(whole[:0], whole[:0])
    priors = priors_of(indicator, columns, nobody, 1, peers)
    value = value_of(indicator, columns, slice(None), whole, priors)
    has_z = everyone.level is not Level.MUNICIPALITY and indicator.direction is not Direction.CONTEXT
    z = Z_TOP * value / indicator.top if has_z else everyone.nothing()
    return _finished(indicator, everyone, columns, reason, value, z, None, priors, whole)


def _among_peers(indicator: Indicator, everyone: Everyone, columns: Columns, reason: Codes, peers: Peers) -> Outcome:
    groups, known = everyone.groups, reason == KNOWN
    if indicator.estimate is None:
        value = value_of(indicator, columns, slice(None), groups.codes[0], None)
        known &= ~np.isnan(value)
        chosen, priors = groups.choose(known), None
        members = groups.members(known, chosen)
        compared = value[members.row]
    else:
        chosen = groups.choose(known)
        members = groups.members(known, chosen)
        priors = priors_of(indicator, columns, members, groups.n, peers)
        value = value_of(indicator, columns, slice(None), chosen.group, priors)
        compared = value_of(indicator, columns, members.row, members.group, priors)
    is_number = np.isfinite(transformed(indicator.unit, compared))
    found = occurrences(members.group[is_number], compared[is_number], groups.n)
    standing = _standing(indicator, value, chosen, found, peers)
    outside = reason == code_of(Missing.NOT_APPLICABLE)
    standing = replace(standing, group=np.where(outside, -1, standing.group))
    return _finished(indicator, everyone, columns, reason, value, standing.z, standing, priors, chosen.group)


def _standing(indicator: Indicator, value: Floats, chosen: Chosen, found: Occurrences, peers: Peers) -> Standing:
    unit = indicator.unit
    middle = centres(found, unit)
    if {"median", "mad"} <= set(peers):
        middle = given(peers["median"], peers["mad"], unit, len(middle.median))
    z = distances(value, chosen.group, middle, unit)
    signed = {Direction.LOWER: -z, Direction.CONTEXT: np.full(len(z), np.nan)}.get(indicator.direction, z)
    percentile = found.share_below(chosen.group, value)
    group = chosen.group
    return Standing(group, chosen.known, middle.median[group], percentile, signed, middle.scale[group])


def _finished(  # noqa: PLR0913, PLR0917 - the parts of one outcome
    indicator: Indicator,
    everyone: Everyone,
    columns: Columns,
    reason: Codes,
    value: Floats,
    z: Floats,
    standing: Standing | None,
    priors: Priors | None,
    group: Integers,
) -> Outcome:
    reason = np.where((reason == KNOWN) & np.isnan(value), code_of(indicator.undefined), reason)
    known = reason == KNOWN
    counted, out_of = _shown(indicator, columns, priors, group)
    value, z, counted, out_of = (np.where(known, column, np.nan) for column in (value, z, counted, out_of))
    found = Outcome(indicator, everyone, value, counted, out_of, reason, z, standing)
    if standing is None:
        return found
    posterior = posterior_of(indicator, columns, priors, group, standing.scale)
    return replace(
        found,
        standing=replace(standing, percentile=np.where(known, standing.percentile, np.nan)),
        posterior=None if posterior is None else posterior.where(known & ~np.isnan(z)),
    )


def _shown(indicator: Indicator, columns: Columns, priors: Priors | None, group: Integers) -> tuple[Floats, Floats]:
    """The two measures that are published beside the value; what was expected, as it was scaled to the peers."""
    nothing = np.full(len(group), np.nan)
    if indicator.shows is None:
        return nothing, nothing
    counted, out_of = (columns[name] for name in indicator.shows)
    return counted, out_of if priors is None else out_of * priors.scale[group]
