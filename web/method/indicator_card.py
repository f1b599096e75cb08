"""Everything that is known of one indicator: its definition, what is decided, its cases, and how it came out last.

The words come from `indicators`; nothing is computed here but the spread of the published values.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from indicators.decisions.life_cycle import STATUS_WORDS, Decision
from indicators.decisions.profile import Profile
from indicators.definition import Case, Indicator, Unknown
from indicators.reference.description import facts_about, formula_text, unknown_when
from indicators.reference.life_cycle import notice, review_words, undecided
from indicators.reference.words import LEVELS_IN_PLURAL
from tables.code_lists import labels_of
from tables.serving import Published
from web import wording

_SPREAD = """
    SELECT count(*) AS units, count("value") AS known, count(*) FILTER (WHERE "value" > 0) AS above,
        quantile_cont("value", [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]) AS quantiles
    FROM marts.indicator_value WHERE indicator_id = ? AND "level" = ? AND as_of = ?
"""
_REASONS = """
    SELECT missing_reason::VARCHAR AS reason, count(*) AS n
    FROM marts.indicator_value WHERE indicator_id = ? AND "level" = ? AND as_of = ? AND missing_reason IS NOT NULL
    GROUP BY ALL ORDER BY n DESC, reason
"""
QUANTILE_WORDS = ("lägst", "5 %", "25 %", "median", "75 %", "95 %", "högst")


@dataclass(frozen=True)
class Decided:
    """One decision: where it holds, and its parts in words."""

    where: str
    rows: tuple[tuple[str, str], ...]
    is_overdue: bool


@dataclass(frozen=True)
class Spread:
    """How the indicator came out in the published run on one day."""

    as_of: dt.date
    units: str
    known: str
    unknown: tuple[str, ...]
    above: str
    quantiles: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """One indicator, ready to be shown."""

    name: str
    label: str
    question: str
    version: str
    notice: str
    about: tuple[tuple[str, str], ...]
    measures: tuple[tuple[str, str], ...]
    unknown_when: tuple[str, ...]
    formula: str
    why: str
    shown: str
    usual: str
    explanations: tuple[str, ...]
    limits: tuple[str, ...]
    cleared_by: str
    decisions: tuple[Decided, ...]
    undecided: str
    cases: tuple[tuple[str, str], ...]
    spread: Spread | None


def card(indicator: Indicator, profile: Profile, published: Published | None, day: dt.date | None) -> Card:
    """Gather what there is. Reviews are overdue as of `day`; without a day nothing is said to be."""
    limits = labels_of("limits")
    decided = profile.decided(indicator.name)
    return Card(
        name=indicator.name,
        label=indicator.label,
        question=indicator.question,
        version=indicator.version,
        notice=notice(indicator, profile),
        about=tuple(facts_about(indicator, profile)),
        measures=tuple((name, measure.says()) for name, measure in indicator.measures.items()),
        unknown_when=tuple(f"{name} är {limit}: {reason}" for name, limit, reason in unknown_when(indicator)),
        formula=formula_text(indicator),
        why=indicator.rationale,
        shown=indicator.reason,
        usual=indicator.usual,
        explanations=indicator.explanations,
        limits=tuple(limits[key] for key in indicator.limits),
        cleared_by=indicator.cleared_by,
        decisions=tuple(_decided(target, one, day) for target, one in decided),
        undecided="" if decided else undecided(indicator, profile),
        cases=tuple((case.title, expected(case)) for case in indicator.cases),
        spread=None if published is None or day is None else spread(indicator, published, day),
    )


def _decided(target: str | None, decision: Decision, day: dt.date | None) -> Decided:
    is_overdue = day is not None and decision.is_overdue(day)
    late = f", försenad per {day}" if is_overdue else ""
    rows: Mapping[str, str | None] = {
        "Status": STATUS_WORDS[decision.status],
        "Vikt": wording.trimmed(decision.weight) if decision.weight else None,
        "Skäl": decision.reason,
        "Ansvarig": decision.owner,
        "Beslutat": f"{decision.decided_on} av {', '.join(decision.decided_by)}",
        "Juridisk granskning": review_words(decision.legal_review),
        "Rättslig grund": decision.legal_basis or None,
        "Ses över senast": f"{decision.next_review}{late}",
    }
    where = wording.sentence(labels_of("targets")[target]) if target else "Bredvid poängen"
    return Decided(where, tuple((name, said) for name, said in rows.items() if said), is_overdue)


def spread(indicator: Indicator, published: Published, day: dt.date) -> Spread | None:
    """How the values lie on a day; nothing where the run has none of the indicator."""
    asked: list[object] = [indicator.name, indicator.level.value, day]
    row = published.rows(_SPREAD, asked).row(0, named=True)
    if not row["units"]:
        return None
    reasons = labels_of("missing_reasons")
    unknown = published.rows(_REASONS, asked).iter_rows()
    quantiles = row["quantiles"] or ()
    return Spread(
        as_of=day,
        units=f"{wording.count(row['units'])} {LEVELS_IN_PLURAL[indicator.level]}",
        known=f"{wording.count(row['known'])} ({wording.share(row['known'] / row['units'])})",
        unknown=tuple(
            f"{reasons[code]}: {wording.count(n)} ({wording.share(n / row['units'])})" for code, n in unknown
        ),
        above=wording.share(row["above"] / row["known"], 1) if row["known"] else wording.UNKNOWN,
        quantiles=tuple(wording.value_text(one, indicator.unit.value, indicator.states) for one in quantiles),
    )


def expected(case: Case) -> str:
    """What a case shall give, in words."""
    if isinstance(case.expect, Unknown):
        return f"okänt, {labels_of('missing_reasons')[case.expect.reason]}"
    return wording.trimmed(case.expect, 4)
