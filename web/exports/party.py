"""The profile `party`: what each operator may see of itself, as known on the run's latest day."""

import datetime as dt

import polars as pl

from tables.exports import Export
from tables.exports.municipal import ControlFigure, GroupComparison, LateQuarter, OwnDuty, OwnReport
from tables.exports.party import OwnActivity, OwnCase, OwnNotification
from tables.serving import Published
from web.exports.comparing import comparisons
from web.exports.control import control_figures
from web.exports.own_cases import late_quarters, own_cases, own_duty
from web.exports.own_register import own_activities, own_notifications
from web.exports.own_reports import own_reports
from web.exports.parties import Facts, facts_of, known_until


def frames(published: Published, as_of: dt.date) -> dict[type[Export], pl.DataFrame]:
    """The tables of the profile, in any order of rows.

    Args:
        published: the published tables.
        as_of: the day they are about; nothing that became known later is used.
    """
    return computed(facts_of(published), as_of)


def computed(facts: Facts, as_of: dt.date) -> dict[type[Export], pl.DataFrame]:
    """The same from facts."""
    facts = known_until(facts, as_of)
    control = control_figures(facts, as_of)
    return {
        OwnActivity: own_activities(facts, as_of),
        OwnNotification: own_notifications(facts, as_of),
        OwnCase: own_cases(facts, as_of),
        OwnReport: own_reports(facts, as_of),
        OwnDuty: own_duty(facts, as_of),
        LateQuarter: late_quarters(facts, as_of),
        ControlFigure: control,
        GroupComparison: comparisons(facts, control, as_of),
    }
